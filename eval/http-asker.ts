import { WenguiError } from '../src/errors.ts';
import type { Asker } from './asker.ts';

const TIMEOUT_MS = 60_000;

/** Asks a running service; `apiKey` is sent as bearer where it is not null. An unreachable address throws at once. */
export async function createHttpAsker(base: string, apiKey: string | null): Promise<Asker> {
  const authorization: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${base}${path}`, {
      ...init,
      headers: { ...authorization, ...(init.headers as Record<string, string> | undefined) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  try {
    await (await call('/healthz')).arrayBuffer();
  } catch (cause) {
    throw new WenguiError(`连不上 ${base}，请先运行 npm start 或检查 --base`, { cause });
  }
  return {
    where: base,
    async ask(question) {
      const response = await call('/api/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(question),
      });
      if (response.status !== 200)
        throw new Error(`HTTP ${response.status} ${(await response.text()).slice(0, 200)}`);
      return response.json();
    },
    async source(documentId) {
      const response = await call(`/api/documents/${encodeURIComponent(documentId)}/text`);
      if (response.status === 404) return null;
      if (!response.ok) throw new WenguiError(`取不到“${documentId}”的原文：HTTP ${response.status}`);
      return response.text();
    },
  };
}
