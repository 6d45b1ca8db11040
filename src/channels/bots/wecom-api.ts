import { AccessTokens } from './access-tokens.ts';
import { DeliveryError } from './bot-channel.ts';
import type { BotStore } from './bot-store.ts';
import { callPlatform } from './call-platform.ts';

/** https://developer.work.weixin.qq.com/document/path/90455; a token that is wrong or over. */
const STALE_TOKEN = new Set([40014, 42001]);
/** Too many calls at once: these pass. */
const BUSY = new Set([-1, 45009, 45033]);
/** A minute is what call limits are counted in. */
const BUSY_WAIT_MS = 20_000;

/** Calls WeCom's API for one application. */
export class WecomApi {
  readonly #base: string;
  readonly #agentId: number;
  readonly #tokens: AccessTokens;

  constructor(parts: {
    base: string;
    corpId: string;
    secret: string;
    agentId: number;
    store: BotStore;
    owner: string;
    now: () => number;
  }) {
    const { base, corpId, secret, agentId, store, owner, now } = parts;
    this.#base = base;
    this.#agentId = agentId;
    this.#tokens = new AccessTokens({
      name: `wecom:${corpId}:${agentId}`,
      store,
      owner,
      now,
      fetchToken: async () => {
        const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
        const { body } = await callPlatform('企业微信 gettoken', `${base}/cgi-bin/gettoken?${query}`, {
          method: 'GET',
        });
        const token = body.access_token;
        if (body.errcode !== 0 || typeof token !== 'string') throw wecomFailure('gettoken', body);
        return { token, expiresInS: Number(body.expires_in ?? 7_200) };
      },
    });
  }

  /**
   * Asks for the application itself: a token is also given to a machine whose address may call nothing else.
   * @throws DeliveryError where the secret, the application or this machine's address is refused.
   */
  async check(): Promise<void> {
    await this.#call('agent/get', { agentid: String(this.#agentId) });
  }

  /**
   * Calls with the token, once more with a fresh one where it was refused.
   * @throws DeliveryError for every answer that is not errcode 0.
   */
  async post(path: string, message: unknown): Promise<Record<string, unknown>> {
    return this.#call(path, {}, message);
  }

  async #call(
    path: string,
    query: Record<string, string>,
    message?: unknown,
  ): Promise<Record<string, unknown>> {
    let token = await this.#tokens.get();
    for (let isSecond = false; ; isSecond = true) {
      const url = `${this.#base}/cgi-bin/${path}?${new URLSearchParams({ access_token: token, ...query })}`;
      const call = message === undefined ? { method: 'GET' as const } : { body: message };
      const { body } = await callPlatform(`企业微信 ${path}`, url, call);
      if (body.errcode === 0) return body;
      if (isSecond || !STALE_TOKEN.has(Number(body.errcode))) throw wecomFailure(path, body);
      token = await this.#tokens.after(token);
    }
  }
}

/** What an error code means for the message: messages are decided on the code, never on its words. */
function wecomFailure(path: string, { errcode }: Record<string, unknown>): DeliveryError {
  const code = Number(errcode);
  const hint = HINTS[code] ?? '';
  const message = `企业微信 ${path} 返回 ${Number.isNaN(code) ? '无法识别的内容' : `errcode ${code}`}${hint}`;
  if (Number.isNaN(code) || BUSY.has(code)) return new DeliveryError('later', message, BUSY_WAIT_MS);
  return new DeliveryError(STALE_TOKEN.has(code) ? 'later' : 'never', message);
}

const HINTS: Record<number, string> = {
  40001: '：Secret 不对，请核对',
  40013: '：企业 ID 不对，请核对',
  40056: '：应用的 AgentId 不对，请核对',
  60020: '：本机出口 IP 不在企业可信 IP 里，请到应用管理页添加',
  81013: '：收信人不在应用可见范围内',
  301002: '：没有这个应用的权限',
};
