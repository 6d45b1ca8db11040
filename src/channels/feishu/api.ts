import { AccessTokens } from '../bots/access-tokens.ts';
import { DeliveryError } from '../bots/bot-channel.ts';
import type { BotStore } from '../bots/bot-store.ts';
import { callPlatform, type PlatformAnswer } from '../bots/call-platform.ts';
import type { FeishuSettings } from './config.ts';

/** https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code: tokens that are wrong or over. */
const STALE_TOKEN = new Set([99991661, 99991663, 99991664, 99991668]);
/** Too many calls. */
const BUSY = new Set([99991400, 11232, 230020]);

/** Calls Feishu's API for one robot. */
export class FeishuApi {
  readonly #base: string;
  readonly #tokens: AccessTokens;

  constructor(
    { apiBase, appId, appSecret }: FeishuSettings,
    parts: { store: BotStore; owner: string; now: () => number },
  ) {
    this.#base = apiBase;
    this.#tokens = new AccessTokens({
      name: `feishu:${appId}`,
      ...parts,
      fetchToken: async () => {
        const path = '/open-apis/auth/v3/tenant_access_token/internal';
        const answer = await callPlatform('飞书 tenant_access_token', `${apiBase}${path}`, {
          body: { app_id: appId, app_secret: appSecret },
        });
        const { code, tenant_access_token: token, expire } = answer.body;
        if (code !== 0 || typeof token !== 'string') throw feishuFailure('tenant_access_token', answer);
        return { token, expiresInS: Number(expire ?? 7_200) };
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
  async post(path: string, body: unknown): Promise<void> {
    let token = await this.#tokens.get();
    for (let isSecond = false; ; isSecond = true) {
      const answer = await callPlatform('飞书 im', `${this.#base}${path}`, {
        headers: { authorization: `Bearer ${token}` },
        body,
      });
      if (answer.status === 200 && answer.body.code === 0) return;
      if (isSecond || !STALE_TOKEN.has(Number(answer.body.code))) throw feishuFailure('im', answer);
      token = await this.#tokens.after(token);
    }
  }
}

function feishuFailure(what: string, { status, body }: PlatformAnswer): DeliveryError {
  const code = Number(body.code);
  const message = `飞书 ${what} 返回 ${status}${Number.isNaN(code) ? '' : ` code ${code}`}`;
  if (status === 429 || BUSY.has(code)) return new DeliveryError('later', message, 5_000);
  return new DeliveryError(STALE_TOKEN.has(code) ? 'later' : 'never', message);
}
