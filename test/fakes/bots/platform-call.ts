import type { DingtalkRest } from './dingtalk-rest.ts';

/** What a platform answered to a call. */
interface PlatformAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** Asks a fake platform as a bot would; `path` may be a whole address. */
export async function callPlatform(
  base: string,
  request: { method: string; path: string; body: unknown; headers?: Record<string, string> },
): Promise<PlatformAnswer> {
  const { method, path, body, headers } = request;
  const response = await fetch(new URL(path, base), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The header with a new token of DingTalk. */
export async function tokenHeader({ base, state }: DingtalkRest): Promise<Record<string, string>> {
  const { appKey, appSecret } = state;
  const request = { method: 'POST', path: '/v1.0/oauth2/accessToken', body: { appKey, appSecret } };
  const { body } = await callPlatform(base, request);
  return { 'x-acs-dingtalk-access-token': String(body.accessToken) };
}
