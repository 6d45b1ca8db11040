/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { PageHeader } from '../frame.tsx';
import { CompareContent } from './compare-view.tsx';
import { documentStrings } from './document-strings.ts';
import { DocumentsContent } from './documents-view.tsx';
import { DutiesContent } from './duties-view.tsx';
import { factStrings } from './fact-strings.ts';
import { TargetsContent } from './targets-view.tsx';

/** The pages of tables by the name in their address, with what each takes from it. */
export const factPages = {
  documents: {
    title: documentStrings.pageTitle,
    filters: ['standing', 'q', 'sort'],
    Content: DocumentsContent,
  },
  targets: {
    title: factStrings.targetsTitle,
    filters: ['documentId', 'topic', 'q', 'past', 'sort'],
    Content: TargetsContent,
  },
  duties: {
    title: factStrings.dutiesTitle,
    filters: ['documentId', 'unit', 'task', 'sort'],
    Content: DutiesContent,
  },
  compare: { title: factStrings.compareTitle, filters: ['a', 'b', 'state', 'sort'], Content: CompareContent },
} as const;

export type FactPageName = keyof typeof factPages;

/** What a page takes from its address; anything else there is left alone. */
export function filtersOf(name: FactPageName, given: Record<string, string>): Record<string, string> {
  const entries = factPages[name].filters.map((filter) => [filter, given[filter] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** A page of tables; where a key is needed it comes empty and its script fills it. */
export function FactsPage({ name, children }: { name: FactPageName; children: ComponentChildren }) {
  return (
    <>
      <PageHeader current={name} />
      <main class="fact-page" data-page="tables" data-facts={name}>
        {children}
      </main>
    </>
  );
}
