import { describe, expect, it } from 'vitest';
import { createFakeService } from './fake-service.ts';

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';
const ancestorsOf = (response: Response) => /frame-ancestors ([^;]*)/.exec(policyOf(response))?.[1];

describe('GET /embed', () => {
  it('may stand in frames of our own pages only, unless sites are named', async () => {
    const { app } = await createFakeService();
    const response = await app.request('/embed');
    expect(response.status).toBe(200);
    expect(ancestorsOf(response)).toBe("'self'");
    expect(response.headers.get('x-frame-options')).toBeNull();
  });

  it('may stand in frames of the sites named; no other page may', async () => {
    const embedAllowed = ['https://www.bureau.example', 'http://intranet.example:8080'];
    const { app } = await createFakeService({ embedAllowed });
    expect(ancestorsOf(await app.request('/embed'))).toBe(
      "'self' https://www.bureau.example http://intranet.example:8080",
    );
    for (const path of ['/', '/targets', '/embed/', '/embed/x', '/d/mou', '/docs', '/api/documents'])
      expect(ancestorsOf(await app.request(path)), path).toBe("'self'");
  });

  it('comes without a key, but with nothing of the documents', async () => {
    const { app } = await createFakeService({ apiKeys: ['right-key'] });
    const response = await app.request('/embed');
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('某某区');
  });

  it('answers in its place without a script', async () => {
    const { app } = await createFakeService();
    const first = await (await app.request('/embed')).text();
    expect(first).toMatch(/<form class="ask"[^>]* action="\/embed"/);
    const response = await app.request(`/embed?q=${encodeURIComponent('覆盖率是多少？')}`);
    expect(response.status).toBe(200);
    expect(ancestorsOf(response)).toBe("'self'");
    expect(await response.text()).toContain('普惠性幼儿园覆盖率达到');
    const guarded = await createFakeService({ apiKeys: ['right-key'] });
    const body = new URLSearchParams({ q: '覆盖率是多少？', key: 'right-key' });
    const posted = await guarded.app.request('/embed', { method: 'POST', body });
    expect(await posted.text()).toContain('普惠性幼儿园覆盖率达到');
  });

  it('says so while the index is being loaded', async () => {
    const { app } = await createFakeService({}, { isReady: () => false });
    const response = await app.request('/embed');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('服务正在启动');
  });
});

it('serves the widget to other sites, without a key', async () => {
  const { app } = await createFakeService({ apiKeys: ['right-key'] });
  for (const [path, type] of [
    ['/widget.js', 'text/javascript; charset=utf-8'],
    ['/widget.css', 'text/css; charset=utf-8'],
  ] as const) {
    const response = await app.request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  }
  expect((await app.request('/embed')).headers.get('cross-origin-resource-policy')).toBeNull();
});
