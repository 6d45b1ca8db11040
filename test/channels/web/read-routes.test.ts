import { beforeEach, describe, expect, it } from 'vitest';
import type { Citation } from '../../../src/answering/answer.ts';
import { FAKE_SOURCE } from '../../fakes/policy-assistant.ts';
import { createFakeService, type FakeService, jsonOf } from './fake-service.ts';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
});

type Span = Pick<Citation, 'start' | 'end'>;

interface Description {
  openapi: string;
  paths: Record<string, { post: { responses: Record<string, { content: unknown }> } }>;
  components: { schemas: Record<string, { properties: { question: unknown }; required: string[] }> };
}

const get = async (path: string, headers: Record<string, string> = {}) =>
  service.app.request(path, { headers });

describe('GET /api/documents', () => {
  it('lists the documents, and the files that could not be read', async () => {
    const { documents, problems } = await jsonOf<{ documents: unknown[]; problems: unknown[] }>(
      get('/api/documents'),
    );
    expect(documents).toEqual([
      expect.objectContaining({
        id: 'mou',
        status: '征求意见稿',
        period: { fromYear: 2021, toYear: 2025 },
        pages: 1,
        clauses: 2,
      }),
    ]);
    expect(documents[0]).not.toHaveProperty('source');
    expect(problems).toEqual([{ file: '坏文件.txt', message: '文件是空的' }]);
  });

  it('shows a document with its outline, in offsets of its text', async () => {
    const document = await jsonOf<{ outline: Record<'headings' | 'clauses', [Span]> }>(
      get('/api/documents/mou'),
    );
    expect(document).toMatchObject({
      id: 'mou',
      title: '某某区教育发展规划',
      issuer: '某某区教育局',
      issuedOn: '2021-05-06',
    });
    const text = await (await get('/api/documents/mou/text')).text();
    const [heading] = document.outline.headings;
    expect(text.slice(heading.start, heading.end)).toBe('## 一、发展目标');
    const [clause] = document.outline.clauses;
    expect(clause).toMatchObject({ id: 'mou-goal', path: ['一、发展目标'], page: 1 });
    expect(text.slice(clause.start, clause.end)).toMatch(/^到2025年/);
  });

  it('gives the text unchanged, and 304 while it stays the same', async () => {
    const response = await get('/api/documents/mou/text');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/i);
    expect(await response.text()).toBe(FAKE_SOURCE);
    const etag = response.headers.get('etag')!;
    expect((await get('/api/documents/mou/text', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get('/api/documents/mou/text', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it.each([
    '/api/documents/nowhere',
    '/api/documents/nowhere/text',
    '/api/clauses/nowhere',
    '/api/documents/__proto__',
    '/api/nowhere',
  ])('answers %s with a 404 problem', async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status: 404, instance: path });
  });
});

describe('GET /api/clauses/:clauseId', () => {
  it('shows a clause between its neighbours', async () => {
    const clause = await jsonOf<Span>(get('/api/clauses/mou-duty'));
    expect(clause).toMatchObject({
      ...{ id: 'mou-duty', documentId: 'mou', path: ['二、保障措施'], page: 1, documentStatus: '征求意见稿' },
      previous: { id: 'mou-goal', path: ['一、发展目标'] },
      next: null,
    });
    expect(FAKE_SOURCE.slice(clause.start, clause.end)).toBe('区教育局负责 <b>落实</b> & 考核。');
  });
});

describe('GET /api/search', () => {
  it('gives ranked clauses and where they were found', async () => {
    const { results } = await jsonOf(get('/api/search?q=93&limit=5'));
    expect(results).toEqual([
      {
        clauseId: 'mou-goal',
        documentId: 'mou',
        path: ['一、发展目标'],
        text: expect.any(String),
        score: 1,
        foundBy: ['lexical'],
      },
    ]);
  });

  it.each([
    ['/api/search', 'q'],
    ['/api/search?q=%20', 'q'],
    [`/api/search?q=${encodeURIComponent('问'.repeat(501))}`, 'q'],
    ['/api/search?q=a%00b', 'q'],
    ['/api/search?q=a&limit=0', 'limit'],
    ['/api/search?q=a&limit=51', 'limit'],
    ['/api/search?q=a&limit=1.5', 'limit'],
    ['/api/search?q=a&documentId=nowhere', 'documentId'],
  ])('refuses %s and names %s', async (path, field) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field });
  });
});

describe('health', () => {
  it('is alive at once, and ready only when it can answer', async () => {
    let isReady = false;
    service = await createFakeService({}, { isReady: () => isReady });
    expect((await get('/healthz')).status).toBe(200);
    for (const path of ['/readyz', '/api/documents', '/api/search?q=a', '/', '/d/mou']) {
      expect((await get(path)).status, path).toBe(503);
    }
    expect((await service.post('/api/ask', { question: '问' })).status).toBe(503);
    expect((await get('/readyz')).headers.get('retry-after')).toMatch(/^\d+$/);
    isReady = true;
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', documents: 1, clauses: 2 });
    expect((await get('/')).status).toBe(200);
  });

  it('counts requests by route and answers by status', async () => {
    await service.post('/api/ask', { question: '问' });
    await service.post('/api/ask', { question: '' });
    await get('/api/documents/mou');
    await get('/somewhere/else');
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('wengui_http_requests_total{method="POST",route="/api/ask",status="200"} 1');
    expect(metrics).toContain('wengui_http_requests_total{method="POST",route="/api/ask",status="400"} 1');
    expect(metrics).toContain(
      'wengui_http_requests_total{method="GET",route="/api/documents/:id",status="200"} 1',
    );
    expect(metrics).not.toContain('somewhere');
    expect(metrics).toContain('wengui_answer_seconds_count{status="answered"} 1');
    expect(metrics).toContain('wengui_index_clauses 2');
    expect(metrics).toContain('wengui_index_unreadable_files 1');
  });
});

describe('descriptions', () => {
  it('describes every route of the API in OpenAPI 3.1', async () => {
    const description = await jsonOf<Description>(get('/openapi.json'));
    expect(description.openapi).toMatch(/^3\.1/);
    expect(Object.keys(description.paths).sort()).toEqual([
      '/api/ask',
      '/api/clauses/{id}',
      '/api/compare',
      '/api/documents',
      '/api/documents/{id}',
      '/api/documents/{id}/text',
      '/api/duties',
      '/api/feedback',
      '/api/first-questions',
      '/api/hit-test',
      '/api/search',
      '/api/targets',
      '/v1/chat/completions',
      '/v1/models',
      '/v1/models/{model}',
    ]);
    const ask = description.paths['/api/ask']!.post;
    expect(ask.responses['200']!.content).toHaveProperty(['text/event-stream']);
    expect(Object.keys(ask.responses)).toEqual(
      expect.arrayContaining(['400', '401', '413', '415', '429', '503']),
    );
    const { question } = description.components.schemas.AskRequest!.properties;
    expect(question).toMatchObject({ type: 'string', minLength: 1, maxLength: 500 });
    expect(description.components.schemas.AskRequest!.required).toEqual(['question']);
  });

  it('serves its page and every file of it without another host', async () => {
    const page = await (await get('/docs')).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files.filter((file) => file.startsWith('/docs')))
      expect((await get(file)).status, file).toBe(200);
    expect(files.filter((file) => !file.startsWith('/'))).toEqual([]);
    expect((await get('/docs/package.json')).status).toBe(404);
    expect((await get('/docs/..%2f..%2fpackage.json')).status).toBe(404);
  });
});

describe('security headers', () => {
  it.each(['/', '/api/documents', '/api/nowhere', '/nowhere', '/healthz'])('are on %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});
