import { describe, expect, it } from 'vitest';
import { createFakeService, type FakeService } from './fake-service.ts';

const KEYS = ['first-key', 'second-key'];

function ask(service: FakeService, authorization?: string): Promise<Response> {
  return service.post(
    '/api/ask',
    { question: '问' },
    authorization ? { headers: { Authorization: authorization } } : {},
  );
}

describe('API keys', () => {
  it('open the API as bearer tokens, any of them', async () => {
    const service = await createFakeService({ apiKeys: KEYS });
    for (const key of KEYS) expect((await ask(service, `Bearer ${key}`)).status).toBe(200);
    expect((await ask(service, 'bearer first-key')).status).toBe(200);
  });

  it.each([
    undefined,
    'Bearer ',
    'Bearer first',
    'Bearer first-key-and-more',
    'Basic first-key',
    'first-key',
    'Bearer first-key second-key',
  ])('refuse %s with 401', async (authorization) => {
    const service = await createFakeService({ apiKeys: KEYS });
    const response = await ask(service, authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.text()).not.toMatch(/first-key|second-key/);
    expect(service.assistant.asked).toEqual([]);
  });

  it('guard everything but health and the shell of the page', async () => {
    const service = await createFakeService({ apiKeys: KEYS });
    const statusOf = async (path: string) => (await service.app.request(path)).status;
    for (const path of [
      '/api/documents',
      '/api/documents/mou/text',
      '/api/clauses/mou-goal',
      '/api/search?q=a',
      '/api/first-questions',
      '/api/targets',
      '/api/targets?format=csv',
      '/api/duties',
      '/api/compare',
      '/targets/more',
      '/metrics',
      '/openapi.json',
      '/docs',
      '/docs/start.js',
      '/nowhere',
      '/api/nowhere',
      '//api/documents',
      '/API/documents',
    ]) {
      expect(await statusOf(path), path).toBe(401);
    }
    for (const path of ['/', '/d/mou', '/targets', '/duties', '/compare', '/healthz', '/readyz'])
      expect(await statusOf(path), path).toBe(200);
  });

  it('keep documents and answers out of the shell of the page', async () => {
    const service = await createFakeService({ apiKeys: KEYS });
    for (const path of ['/', '/d/mou', '/?q=%E9%97%AE', '/targets', '/duties?unit=a', '/compare?a=mou']) {
      const page = await (await service.app.request(path)).text();
      expect(page, path).not.toMatch(/某某区|普惠性/);
    }
    expect((await service.app.request('/?q=%E9%97%AE')).status).toBe(401);
    expect(service.assistant.asked).toEqual([]);
  });

  it('let the plain form answer with a key, and only with a right one', async () => {
    const service = await createFakeService({ apiKeys: KEYS });
    const send = (key: string) =>
      service.app.request('/', { method: 'POST', body: new URLSearchParams({ q: '覆盖率？', key }) });
    expect((await send('wrong')).status).toBe(401);
    const page = await send('second-key');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('普惠性幼儿园覆盖率达到');
  });

  it('open the first screen of the plain form as well', async () => {
    const service = await createFakeService({ apiKeys: KEYS });
    const send = async (key: string) =>
      await (await service.app.request('/', { method: 'POST', body: new URLSearchParams({ key }) })).text();
    expect(await send('wrong')).not.toContain('某某区');
    expect(await send('second-key')).toContain('某某区教育发展规划');
  });

  it('guard nothing where none are set', async () => {
    const service = await createFakeService();
    for (const path of ['/api/documents', '/metrics', '/docs'])
      expect((await service.app.request(path)).status).toBe(200);
  });
});

describe('rate limit', () => {
  const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });
  const get = (service: FakeService, address: string, headers: Record<string, string> = {}) =>
    service.app.request('/api/documents', { headers }, from(address));

  async function statuses(service: FakeService, addresses: string[]): Promise<number[]> {
    const found: number[] = [];
    for (const address of addresses) found.push((await get(service, address)).status);
    return found;
  }

  it('refuses an address that asks too often, with the seconds to wait', async () => {
    const service = await createFakeService({ rateLimitPerMinute: 3 });
    expect(await statuses(service, Array(3).fill('203.0.113.5'))).toEqual([200, 200, 200]);
    const response = await get(service, '203.0.113.5');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(15);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(20);
    expect(await response.json()).toMatchObject({ status: 429, detail: expect.stringContaining('秒') });
    expect((await get(service, '203.0.113.6')).status).toBe(200);
  });

  it('never limits this machine itself, or anybody where it is off', async () => {
    const service = await createFakeService({ rateLimitPerMinute: 1 });
    expect(
      await statuses(service, [
        '127.0.0.1',
        '127.0.0.1',
        '::1',
        '::1',
        '::ffff:127.0.0.1',
        '::ffff:127.0.0.1',
      ]),
    ).toEqual(Array(6).fill(200));
    const open = await createFakeService({ rateLimitPerMinute: 0 });
    expect(await statuses(open, Array(5).fill('203.0.113.5'))).toEqual(Array(5).fill(200));
  });

  it('takes an IPv6 network, and an address in either spelling, for one caller', async () => {
    const service = await createFakeService({ rateLimitPerMinute: 1 });
    expect(await statuses(service, ['2001:db8:1:2::3', '2001:db8:1:2:ffff::4', '2001:db8:1:3::1'])).toEqual([
      200, 429, 200,
    ]);
    expect(await statuses(service, ['203.0.113.7', '::ffff:203.0.113.7'])).toEqual([200, 429]);
  });

  it('believes X-Forwarded-For only behind a proxy, and only its last entry', async () => {
    const forged = (n: number) => ({ 'X-Forwarded-For': `10.0.0.${n}` });
    const direct = await createFakeService({ rateLimitPerMinute: 1 });
    expect((await get(direct, '203.0.113.5', forged(1))).status).toBe(200);
    expect((await get(direct, '203.0.113.5', forged(2))).status).toBe(429);
    const proxied = await createFakeService({ rateLimitPerMinute: 1, isBehindProxy: true });
    const through = (n: number) => ({ 'X-Forwarded-For': `10.0.0.${n}, 203.0.113.9` });
    expect((await get(proxied, '127.0.0.1', through(1))).status).toBe(200);
    expect((await get(proxied, '127.0.0.1', through(2))).status).toBe(429);
  });

  it('limits the plain form as well, for it answers too', async () => {
    const service = await createFakeService({ rateLimitPerMinute: 1 });
    const ask = () => service.app.request('/?q=%E9%97%AE', {}, from('203.0.113.5'));
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });
});
