import { parseObject } from './loopback-rest.ts';

/** What is posted to a bot. */
export interface BotRequest {
  body: string;
  headers?: Record<string, string>;
}

/** A request to a bot and what became of it. */
export interface BotExchange {
  /** As it was posted, to be posted again. */
  request: BotRequest;
  /** 0 where there was no answer in time. */
  status: number;
  text: string;
  /** The answer as an object, where it is one. */
  body: Record<string, unknown> | undefined;
  tookMs: number;
}

/** Posts JSON as a platform does; a bot that does not answer is an outcome, not an error. */
export async function postToBot(url: string, request: BotRequest, patienceMs: number): Promise<BotExchange> {
  const started = performance.now();
  const outcome = (status: number, text: string): BotExchange => {
    return { request, status, text, body: parseObject(text), tookMs: performance.now() - started };
  };
  const headers = { 'content-type': 'application/json; charset=utf-8', ...request.headers };
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, { method: 'POST', body: request.body, headers, signal });
    return outcome(response.status, await response.text());
  } catch (error) {
    // Refused, cut off and too late are all the same to a platform.
    return outcome(0, error instanceof Error ? error.message : String(error));
  }
}
