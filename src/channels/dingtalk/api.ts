import { AccessTokens } from '../bots/access-tokens.ts';
import { DeliveryError } from '../bots/bot-channel.ts';
import type { BotStore } from '../bots/bot-store.ts';
import { callPlatform, type PlatformAnswer } from '../bots/call-platform.ts';
import type { DingtalkSettings } from './config.ts';

/** Codes under which a call passes when it is made again later. */
const BUSY = /tooFast|too\.fast|too\.many|flowControl|Throttling|QpsLimit/iu;
const STALE_TOKEN = /InvalidAuthentication|invalid.*token|token.*(?:invalid|expired)/iu;
const AUDITED = /contain\.notAllowed/iu;
const BUSY_WAIT_MS = 10_000;

/** A message that the audit of contents does not let through: not now, not by another way. */
export class ContentRefused extends DeliveryError {
  constructor(message: string) {
    super('never', message);
  }
}

/** Calls DingTalk's API for one robot. */
export class DingtalkApi {
  readonly #base: string;
  readonly #tokens: AccessTokens;

  constructor(
    { apiBase, clientId, clientSecret }: DingtalkSettings,
    parts: { store: BotStore; owner: string; now: () => number },
  ) {
    this.#base = apiBase;
    this.#tokens = new AccessTokens({
      name: `dingtalk:${clientId}`,
      ...parts,
      fetchToken: async () => {
        const answer = await callPlatform('钉钉 accessToken', `${apiBase}/v1.0/oauth2/accessToken`, {
          body: { appKey: clientId, appSecret: clientSecret },
        });
        const { accessToken, expireIn } = answer.body;
        if (typeof accessToken !== 'string') throw dingtalkFailure('accessToken', answer);
        return { token: accessToken, expiresInS: Number(expireIn ?? 7_200) };
      },
    });
  }

  /** @throws DeliveryError where no token can be had. */
  async checkToken(): Promise<void> {
    await this.#tokens.get();
  }

  /**
   * Calls with the token, once more with a fresh one where it was refused.
   * @throws DeliveryError for every answer that is no success.
   */
  async call(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Record<string, unknown>> {
    let token = await this.#tokens.get();
    for (let isSecond = false; ; isSecond = true) {
      const answer = await callPlatform(`钉钉 ${path}`, `${this.#base}${path}`, {
        method,
        headers: { 'x-acs-dingtalk-access-token': token },
        body,
      });
      if (answer.status === 200) return answer.body;
      const isStale = answer.status === 401 || STALE_TOKEN.test(String(answer.body.code ?? ''));
      if (isSecond || !isStale) throw dingtalkFailure(path, answer);
      token = await this.#tokens.after(token);
    }
  }
}

/** What an answer means for the message. */
function dingtalkFailure(path: string, { status, body }: PlatformAnswer): DeliveryError {
  const code = String(body.code ?? '');
  const message = `钉钉 ${path} 返回 ${status}${code === '' ? '' : ` ${code}`}${hintFor(code)}`;
  if (status === 429 || BUSY.test(code)) return new DeliveryError('later', message, BUSY_WAIT_MS);
  if (AUDITED.test(code)) return new ContentRefused(message);
  return new DeliveryError('never', message);
}

function hintFor(code: string): string {
  if (/AccessTokenPermissionDenied|PermissionDenied/u.test(code)) return '：应用缺少权限，请在开放平台开通';
  if (/ip\.?not/iu.test(code)) return '：本机出口 IP 不在白名单里';
  if (/invalidClient|InvalidClientId|invalidParameter\.app/iu.test(code))
    return '：Client ID 或 Client Secret 不对';
  return '';
}
