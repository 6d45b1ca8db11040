import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { type ConnectedService, startConnected } from './connected-service.ts';
import {
  type Callback,
  CORP,
  DINGTALK_SECRET,
  DOORS,
  type Door,
  FEISHU_KEYS,
  WECOM_KEYS,
  WRONG_BODIES,
  WRONG_CONTENTS,
} from './mutated-callbacks.ts';
import { seededRandom } from './storm.ts';

const COUNT = 10_000;
/** Nothing listens there: nothing may be sent. */
const NOWHERE = 'http://127.0.0.1:9';

const random = seededRandom(10);
const below = (limit: number) => Math.floor(random() * limit);
const oneOf = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;

/** A text with one bit of one ASCII character turned, still printable, so that a header can hold it. */
function withBitFlipped(text: string): string {
  for (;;) {
    const at = below(text.length);
    const turned = String.fromCharCode(text.charCodeAt(at) ^ (1 << below(7)));
    if (/[!-~]/.test(turned)) return text.slice(0, at) + turned + text.slice(at + 1);
  }
}

/** Changes of what is authenticated: what comes of them must be nothing. */
const REFUSED: Record<string, (door: Door, id: string) => Callback> = {
  'bit of a field'(door, id) {
    const { body, fields } = door.proper(id);
    const name = oneOf(Object.keys(fields));
    return { body, fields: { ...fields, [name]: withBitFlipped(fields[name]!) } };
  },
  'field missing'(door, id) {
    const { body, fields } = door.proper(id);
    const { [oneOf(Object.keys(fields))]: _, ...others } = fields;
    return { body, fields: others };
  },
  'field cut'(door, id) {
    const { body, fields } = door.proper(id);
    const name = oneOf(Object.keys(fields));
    return { body, fields: { ...fields, [name]: fields[name]!.slice(0, below(fields[name]!.length)) } };
  },
  'other key': (door, id) => door.foreign(id),
  'bit of the body'(door, id) {
    const { body, fields } = door.proper(id);
    const part = door.authenticated(body);
    if (part === '') return door.foreign(id);
    return { body: body.replace(part, () => withBitFlipped(part)), fields };
  },
  'body cut'(door, id) {
    const { body, fields } = door.proper(id);
    const part = door.authenticated(body);
    if (part === '') return door.foreign(id);
    return { body: body.replace(part, () => part.slice(0, below(part.length))), fields };
  },
  'wrong content': (door) => door.sealed(oneOf(WRONG_CONTENTS)),
  'wrong body': (door, id) => ({ body: oneOf(WRONG_BODIES), fields: door.proper(id).fields }),
};

/** Changes of a body that nobody signed: any message may come of them, but no failure. */
const UNSIGNED: Record<string, (door: Door, id: string) => Callback> = {
  'bit of the body'(door, id) {
    const { body, fields } = door.proper(id);
    return { body: withBitFlipped(body), fields };
  },
  'body cut'(door, id) {
    const { body, fields } = door.proper(id);
    return { body: body.slice(0, below(body.length)), fields };
  },
  'field of another type'(door, id) {
    const { body, fields } = door.proper(id);
    const message = JSON.parse(body) as Record<string, unknown>;
    message[oneOf(Object.keys(message))] = oneOf([null, 1, [], {}, '', 'x', true, -1e308]);
    return { body: JSON.stringify(message), fields };
  },
};

async function post(service: ConnectedService, door: Door, { body, fields }: Callback): Promise<number> {
  const query = door.fieldsIn === 'query' ? `?${new URLSearchParams(fields)}` : '';
  const headers = { 'content-type': 'application/json', ...(door.fieldsIn === 'headers' && fields) };
  const { status } = await service.request(`${door.path}${query}`, { method: 'POST', body, headers });
  return status;
}

function start(): Promise<ConnectedService> {
  return startConnected({
    wecomApp: { ...CORP, ...WECOM_KEYS, format: 'text', apiBase: NOWHERE },
    wecomBot: { displayName: '问规', callback: WECOM_KEYS, connection: null },
    feishu: { appId: 'cli_app', appSecret: 's', ...FEISHU_KEYS, displayName: null, apiBase: NOWHERE },
    dingtalk: {
      ...{ clientId: 'k', clientSecret: DINGTALK_SECRET, robotCode: 'ding-robot', mode: 'http' as const },
      ...{ displayName: null, corpIds: [], card: null, apiBase: NOWHERE, oapiBase: NOWHERE },
    },
  });
}

function jobsOf({ dataDir }: ConnectedService): number {
  const db = new Database(path.join(dataDir, 'bots.sqlite'), { readonly: true });
  try {
    return (db.prepare('SELECT count(*) AS n FROM jobs').get() as { n: number }).n;
  } finally {
    db.close();
  }
}

it('makes neither a failure nor an answer of 10,000 mutated callbacks', async () => {
  const service = await start();
  const statuses = new Map<string, number>();
  const troubles: string[] = [];
  const note = (door: Door, change: string, status: number) => {
    statuses.set(`${status}`, (statuses.get(`${status}`) ?? 0) + 1);
    if (status >= 500) troubles.push(`${door.path} ${change} ${status}`);
  };
  try {
    for (let i = 0; i < COUNT * 0.9; i++) {
      const door = oneOf(DOORS);
      const change = oneOf(Object.keys(REFUSED));
      note(door, change, await post(service, door, REFUSED[change]!(door, `refused-${i}`)));
    }
    expect(troubles).toEqual([]);
    expect(jobsOf(service)).toBe(0);
    expect(service.assistant.asked).toEqual([]);
    const door = DOORS.find(({ path: address }) => address === '/bots/dingtalk')!;
    for (let i = 0; i < COUNT * 0.1; i++) {
      const change = oneOf(Object.keys(UNSIGNED));
      note(door, change, await post(service, door, UNSIGNED[change]!(door, `unsigned-${i}`)));
    }
    expect(troubles).toEqual([]);
    // The same doors let proper callbacks in.
    for (const [i, proper] of DOORS.entries())
      expect(await post(service, proper, proper.proper(`7000${i}`)), proper.path).toBe(200);
    expect(jobsOf(service)).toBeGreaterThanOrEqual(DOORS.length);
    console.log(`${COUNT} mutated callbacks:`, Object.fromEntries(statuses));
  } finally {
    await service.close();
  }
});
