import type { Answer, AskRequest } from '../../../answering/answer.ts';
import { createEventReader } from './event-stream.ts';
import type { NamedDocument } from './fact-table.ts';
import type { SourceDocument } from './source-view.ts';
import { strings } from './strings.ts';

/** The service did not do what was asked; `needsKey` where a key (or another one) would help. */
export class ServiceError extends Error {
  readonly status: number;
  readonly needsKey: boolean;
  constructor(message: string, status = 0) {
    super(message);
    this.status = status;
    this.needsKey = status === 401;
  }
}

// Session storage: gone with the tab, never sent by the browser by itself as a cookie would be.
const KEY_NAME = 'wengui.key';

export function storedKey(): string {
  return sessionStorage.getItem(KEY_NAME) ?? '';
}

export function storeKey(key: string): void {
  sessionStorage.setItem(KEY_NAME, key);
}

/** Asks a question; the words arrive through `onDelta`, the answer that counts at the end. */
export async function ask(
  request: AskRequest,
  { signal, onDelta }: { signal: AbortSignal; onDelta: (text: string) => void },
): Promise<Answer> {
  const response = await call('/api/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(request),
    signal,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const readEvents = createEventReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) throw new ServiceError(strings.interrupted);
    for (const { event, data } of readEvents(decoder.decode(piece.value, { stream: true }))) {
      const content = JSON.parse(data);
      if (event === 'delta') onDelta(content.text);
      if (event === 'answer') return content;
      if (event === 'error') throw new ServiceError(content.message);
    }
  }
}

/** Keeps a reader's verdict on an answer. */
export async function giveFeedback(feedback: {
  answerId: string;
  verdict: 'up' | 'down';
  comment: string;
}): Promise<void> {
  await call('/api/feedback', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(feedback),
  });
}

/** A document with its decoded source text. */
export interface LoadedSource {
  document: SourceDocument;
  text: string;
}

/** Loads a document and its source text. */
export async function loadSource(documentId: string): Promise<LoadedSource> {
  const address = `/api/documents/${encodeURIComponent(documentId)}`;
  const [detail, source] = await Promise.all([call(address), call(`${address}/text`)]);
  return { document: await detail.json(), text: await source.text() };
}

/** Loads what a page of facts lists, with the documents that it can be about. */
export async function loadFacts(
  name: string,
  query: Record<string, string>,
): Promise<{ list: unknown; documents: NamedDocument[] }> {
  const [list, documents] = await Promise.all([
    call(`/api/${name}?${new URLSearchParams(query)}`),
    call('/api/documents'),
  ]);
  return { list: await list.json(), documents: (await documents.json()).documents };
}

/** Loads a file of the service. */
export async function download(address: string): Promise<Blob> {
  return await (await call(address)).blob();
}

async function call(address: string, init: RequestInit = {}): Promise<Response> {
  const key = storedKey();
  const headers = { ...init.headers, ...(key === '' ? {} : { Authorization: `Bearer ${key}` }) };
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch (error) {
    // Stopping is what the reader asked for, not a failure of the network.
    if (init.signal?.aborted) throw error;
    throw new ServiceError(strings.failedNetwork);
  }
  if (response.ok) return response;
  if (response.status === 401) throw new ServiceError(key === '' ? strings.keyNeeded : strings.keyWrong, 401);
  throw new ServiceError(await problemDetail(response), response.status);
}

async function problemDetail(response: Response): Promise<string> {
  const isProblem = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
  if (!isProblem) return strings.failed;
  const problem: { detail?: string } = await response.json();
  return problem.detail ?? strings.failed;
}
