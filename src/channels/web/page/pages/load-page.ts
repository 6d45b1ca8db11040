import { call } from '../service.ts';
import { visibleTexts } from '../visible-text.ts';
import type { NamedDocument } from './fact-table.tsx';
import type { HitTest } from './hit-test-result.ts';

async function load<Content>(address: string): Promise<Content> {
  return await (await call(address)).json();
}

/** Loads what a page of tables lists, with the documents that it can be about. */
export async function loadFacts(
  name: string,
  query: Record<string, string>,
): Promise<{ list: unknown; documents: NamedDocument[] }> {
  const documents = load<{ documents: NamedDocument[] }>('/api/documents');
  const isAboutThem = name === 'documents';
  const list = isAboutThem ? documents : load<unknown>(`/api/${name}?${new URLSearchParams(query)}`);
  return visibleTexts({ list: await list, documents: (await documents).documents });
}

/** Asks the hit test. */
export async function loadHitTest(query: URLSearchParams): Promise<HitTest> {
  const hits = await load<HitTest>(`/api/hit-test?${query}`);
  // The line for a suite is data: it must hold the source's very characters.
  return { ...visibleTexts(hits), case: hits.case };
}
