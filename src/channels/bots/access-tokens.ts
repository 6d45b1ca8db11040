import { setTimeout as sleep } from 'node:timers/promises';
import { DeliveryError } from './bot-channel.ts';
import type { BotStore } from './bot-store.ts';

/** A token is renewed this long before it ends, so that no call is made with one that ends on its way. */
const MARGIN_MS = 300_000;
/** Longest time for one process to fetch a token before another may. */
const FETCH_MS = 15_000;
const WAIT_MS = 50;

/** A platform's access token, shared by all processes on one store and fetched by one of them at a time. */
export class AccessTokens {
  readonly #name: string;
  readonly #store: BotStore;
  readonly #owner: string;
  readonly #fetchToken: () => Promise<{ token: string; expiresInS: number }>;
  readonly #now: () => number;
  #fetching: Promise<string> | null = null;

  /** @param parts.name tells tokens of different applications apart. */
  constructor(parts: {
    name: string;
    store: BotStore;
    owner: string;
    now: () => number;
    fetchToken: () => Promise<{ token: string; expiresInS: number }>;
  }) {
    this.#name = `token:${parts.name}`;
    this.#store = parts.store;
    this.#owner = parts.owner;
    this.#now = parts.now;
    this.#fetchToken = parts.fetchToken;
  }

  /** The token to call with. */
  async get(): Promise<string> {
    return (await this.#store.value(this.#name, this.#now())) ?? this.#renew();
  }

  /** Called where the platform refused a token: another process may have renewed it meanwhile, then that one is given. */
  async after(refused: string): Promise<string> {
    // Only the token that was refused is dropped, never the fresh one of somebody else.
    await this.#store.clearValue(this.#name, refused);
    return this.get();
  }

  #renew(): Promise<string> {
    this.#fetching ??= this.#fetchShared().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** One process fetches; the others wait for what it brings. */
  async #fetchShared(): Promise<string> {
    const deadline = this.#now() + FETCH_MS * 2;
    while (this.#now() < deadline) {
      const known = await this.#store.value(this.#name, this.#now());
      if (known !== null) return known;
      const times = { now: this.#now(), until: this.#now() + FETCH_MS };
      if (await this.#store.lease(this.#name, this.#owner, times)) return this.#fetchOwn();
      await sleep(WAIT_MS);
    }
    throw new DeliveryError('later', '等待访问凭证超时');
  }

  async #fetchOwn(): Promise<string> {
    try {
      // Whoever had the lease before may have brought one since we looked.
      const known = await this.#store.value(this.#name, this.#now());
      if (known !== null) return known;
      const { token, expiresInS } = await this.#fetchToken().catch(nothingSent);
      const lasts = Math.max(expiresInS * 1000 - MARGIN_MS, 60_000);
      await this.#store.setValue(this.#name, token, this.#now() + lasts);
      return token;
    } finally {
      await this.#store.releaseLease(this.#name, this.#owner);
    }
  }
}

/** Whatever became of a call for a token, the message it is for was not sent: it may be tried again. */
function nothingSent(error: unknown): never {
  if (!(error instanceof DeliveryError) || error.outcome !== 'unknown') throw error;
  throw new DeliveryError('later', error.message, error.waitMs, { cause: error });
}
