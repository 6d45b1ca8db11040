import type { Answer, AskRequest } from '../../../answering/answer.ts';
import type { FirstScreenContent } from './chat/chat-state.ts';
import { createEventReader } from './event-stream.ts';
import { readableDetail } from './readable-detail.ts';
import type { SourceDocument } from './reader/source-view.tsx';
import { strings } from './strings.ts';
import { keepInTab, keptInTab } from './tab-storage.ts';
import { visibleText, visibleTexts } from './visible-text.ts';

/** The service did not do what was asked; `needsKey` where a key (or another one) would help. */
export class ServiceError extends Error {
  readonly status: number;
  readonly needsKey: boolean;
  /** Seconds after which the service may be asked again; 0 where it did not say. */
  readonly retryAfterS: number;
  constructor(message: string, status = 0, retryAfterS = 0) {
    super(message);
    this.status = status;
    this.needsKey = status === 401;
    this.retryAfterS = retryAfterS;
  }
}

const KEY_NAME = 'wengui.key';

export function storedKey(): string {
  return keptInTab(KEY_NAME);
}

export function storeKey(key: string): void {
  keepInTab(KEY_NAME, key);
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
    const piece = await readPiece(reader, signal);
    if (piece === undefined || piece.done) throw new ServiceError(strings.interrupted);
    for (const { event, data } of readEvents(decoder.decode(piece.value, { stream: true }))) {
      const content = JSON.parse(data);
      if (event === 'delta') onDelta(visibleText(content.text));
      if (event === 'answer') return visibleTexts(content);
      if (event === 'error') throw new ServiceError(readableDetail(content.message));
    }
  }
}

/** The next piece of a stream; a connection that breaks is a fault of the network, stopping is not. */
async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, signal: AbortSignal) {
  try {
    return await reader?.read();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ServiceError(strings.interrupted);
  }
}

/** True when the service answers and is ready to be asked. */
export async function isServiceReady(): Promise<boolean> {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch (error) {
    // The browser throws a TypeError for every kind of failed connection.
    if (error instanceof TypeError) return false;
    throw error;
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
  return { document: visibleTexts(await detail.json()), text: await source.text() };
}

/** Loads what a first screen proposes; `withDocuments` where it has room for the list of documents. */
export async function loadFirstScreen(withDocuments: boolean): Promise<FirstScreenContent> {
  const [first, listed] = await Promise.all([
    call('/api/first-questions'),
    withDocuments ? call('/api/documents') : null,
  ]);
  const { questions } = await first.json();
  const { documents, problems } = listed === null ? { documents: [], problems: [] } : await listed.json();
  return visibleTexts({ documents, problems, firstQuestions: questions });
}

/** Loads a file of the service. */
export async function download(address: string): Promise<Blob> {
  return await (await call(address)).blob();
}

/** Asks the service, with the key that this tab knows. @throws ServiceError in the service's own words */
export async function call(address: string, init: RequestInit = {}): Promise<Response> {
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
  const retryAfterS = Number(response.headers.get('retry-after') ?? 0);
  throw new ServiceError(await problemDetail(response), response.status, retryAfterS);
}

async function problemDetail(response: Response): Promise<string> {
  const isProblem = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
  if (!isProblem) return strings.failed;
  const problem: { detail?: string } = await response.json();
  return readableDetail(problem.detail ?? strings.failed);
}
