import { beforeEach, describe, expect, it } from 'vitest';
import type { ProblemBody } from '../../../src/channels/web/problem.ts';
import { createFakeService, type FakeService, jsonOf } from './fake-service.ts';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
});

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = await jsonOf<ProblemBody>(response);
  expect(problem.status).toBe(response.status);
  expect(Object.keys(problem)).toEqual(
    expect.arrayContaining(['type', 'title', 'status', 'detail', 'instance']),
  );
  expect(JSON.stringify(problem)).not.toMatch(/\n\s*at |node_modules|\/work\/|zod/i);
  return problem;
}

const stream = { headers: { Accept: 'text/event-stream' } };

function eventsOf(text: string): { event: string; data: Record<string, unknown> }[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const [, event = ''] = /^event: (.*)$/m.exec(block) ?? [];
      return { event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null') };
    });
}

describe('POST /api/ask', () => {
  it('answers with the whole Answer', async () => {
    const response = await service.post('/api/ask', { question: '  覆盖率是多少？ ' });
    expect(response.status).toBe(200);
    const answer = await jsonOf(response);
    expect(answer).toMatchObject({
      status: 'answered',
      mode: 'extractive',
      citations: [{ marker: 1, documentId: 'mou' }],
    });
    expect(service.assistant.asked).toEqual([{ question: '覆盖率是多少？' }]);
  });

  it('hands over history, conversation and documents, and tolerates unknown fields', async () => {
    const body = {
      question: '那公办园呢？',
      history: [{ role: 'user', content: '覆盖率是多少？', at: 3 }],
      conversationId: 'c-1',
      documentIds: ['mou'],
      theme: 'dark',
    };
    expect((await service.post('/api/ask', body)).status).toBe(200);
    expect(service.assistant.asked[0]).toEqual({
      question: '那公办园呢？',
      history: [{ role: 'user', content: '覆盖率是多少？' }],
      conversationId: 'c-1',
      documentIds: ['mou'],
    });
  });

  it('counts code points, so that 500 rare characters fit', async () => {
    expect((await service.post('/api/ask', { question: '𠮷'.repeat(500) })).status).toBe(200);
    const problem = await problemOf(await service.post('/api/ask', { question: '𠮷'.repeat(501) }));
    expect(problem).toMatchObject({
      status: 400,
      field: 'question',
      detail: 'question：不能超过 500 个字（现有 501 个）',
    });
  });

  it.each([
    ['an empty question', { question: '' }, 'question'],
    ['a question of white space', { question: ' \n\u3000\u200b' }, 'question'],
    ['a missing question', {}, 'question'],
    ['a question that is a number', { question: 3 }, 'question'],
    ['a question that is null', { question: null }, 'question'],
    ['10,000 characters', { question: '问'.repeat(10_000) }, 'question'],
    ['control characters', { question: '目标\u0000是多少' }, 'question'],
    ['an unpaired surrogate', '{"question":"目标\\ud800是多少"}', 'question'],
    ['a body that is a list', [], 'body'],
    ['a body that is a word', '"目标"', 'body'],
    ['a body that is null', 'null', 'body'],
    ['a body that is not JSON', '{question:', 'body'],
    ['an empty body', '', 'body'],
    ['a history that is no list', { question: '问', history: '上一问' }, 'history'],
    [
      'a history of 21 turns',
      { question: '问', history: Array(21).fill({ role: 'user', content: '问' }) },
      'history',
    ],
    [
      'a turn with another role',
      { question: '问', history: [{ role: 'system', content: '问' }] },
      'history[0].role',
    ],
    [
      'a turn that is too long',
      { question: '问', history: [{ role: 'user', content: '问'.repeat(4001) }] },
      'history[0].content',
    ],
    ['a turn that is no object', { question: '问', history: ['问'] }, 'history[0]'],
    ['a conversation id that is a number', { question: '问', conversationId: 7 }, 'conversationId'],
    ['document ids that are no list', { question: '问', documentIds: 'mou' }, 'documentIds'],
    ['an unknown document', { question: '问', documentIds: ['mou', 'nowhere'] }, 'documentIds[1]'],
  ])('refuses %s with 400 and names the field', async (_, body, field) => {
    const problem = await problemOf(await service.post('/api/ask', body));
    expect(problem).toMatchObject({ status: 400, field });
    expect(problem.detail).toMatch(/\p{Script=Han}/u);
    expect(service.assistant.asked).toEqual([]);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0xfe]),
    };
    expect(await problemOf(await service.app.request('/api/ask', init))).toMatchObject({
      status: 400,
      field: 'body',
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('refuses the content type %s with 415', async (type) => {
    const init = { headers: { 'Content-Type': type } };
    expect((await problemOf(await service.post('/api/ask', { question: '问' }, init))).status).toBe(415);
  });

  it('refuses a body over the limit with 413', async () => {
    const problem = await problemOf(
      await service.post('/api/ask', { question: '问', padding: 'x'.repeat(1024 * 1024) }),
    );
    expect(problem.status).toBe(413);
  });

  it('does not take an empty list of documents for a filter', async () => {
    expect((await service.post('/api/ask', { question: '问', documentIds: [] })).status).toBe(200);
    expect(service.assistant.asked[0]).toEqual({ question: '问' });
  });

  it('hides the words of an internal error, and logs them', async () => {
    service.assistant.fault = new TypeError('cannot read /secret/path of undefined');
    const problem = await problemOf(await service.post('/api/ask', { question: '问' }));
    expect(problem.status).toBe(500);
    expect(problem.detail).not.toContain('secret');
    expect(service.logged.some((line) => JSON.stringify(line).includes('/secret/path'))).toBe(true);
  });

  it('logs no word of the question', async () => {
    const question = '王老师的退休金是多少？';
    await service.post('/api/ask', { question });
    await service.post('/api/ask', { question }, stream);
    for (const path of ['/?q=', '/api/search?q='])
      await service.app.request(path + encodeURIComponent(question));
    const escaped = encodeURIComponent('王老师');
    expect(JSON.stringify(service.logged)).not.toContain('王老师');
    expect(JSON.stringify(service.logged)).not.toContain(escaped);
    expect(service.logged.length).toBeGreaterThan(5);
    expect(service.logged).toContainEqual(
      expect.objectContaining({ msg: 'answered', questionLength: 11, status: 'answered' }),
    );
  });

  it('gives each response a request id, keeping a sane one from the caller', async () => {
    const kept = await service.post('/api/ask', { question: '问' }, { headers: { 'X-Request-Id': 'abc-1' } });
    expect(kept.headers.get('x-request-id')).toBe('abc-1');
    const made = await service.post('/api/ask', { question: '问' }, { headers: { 'X-Request-Id': 'a b' } });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('POST /api/ask as a stream', () => {
  it('sends the deltas and then the answer that counts', async () => {
    const response = await service.post('/api/ask', { question: '问' }, stream);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = eventsOf(await response.text());
    expect(events.map(({ event }) => event)).toEqual(['delta', 'delta', 'answer']);
    const answer = events[2]!.data;
    expect(
      events
        .slice(0, 2)
        .map(({ data }) => data.text)
        .join(''),
    ).toBe(answer.answer);
    expect(answer).toMatchObject({ status: 'answered', citations: [{ marker: 1 }] });
  });

  it('sends the words once where the assistant streams nothing', async () => {
    service.assistant.deltas = null;
    const events = eventsOf(await (await service.post('/api/ask', { question: '问' }, stream)).text());
    expect(events.map(({ event }) => event)).toEqual(['delta', 'answer']);
    expect(events[0]!.data.text).toBe(events[1]!.data.answer);
  });

  it('ends with an error event when answering fails, without its words', async () => {
    service.assistant.fault = new Error('ENOENT /secret/path');
    const events = eventsOf(await (await service.post('/api/ask', { question: '问' }, stream)).text());
    expect(events.at(-1)).toEqual({
      event: 'error',
      data: { code: 'internal', message: expect.any(String) },
    });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it.each([{ question: '' }, { question: '问', documentIds: ['nowhere'] }])(
    'refuses %j before the stream begins',
    async (body) => {
      expect((await problemOf(await service.post('/api/ask', body, stream))).status).toBe(400);
    },
  );

  it('stops the work when the reader goes away', async () => {
    service.assistant.gate = new Promise(() => {});
    const response = await service.post('/api/ask', { question: '问' }, stream);
    const reader = response.body!.getReader();
    await reader.read();
    expect(service.assistant.signals[0]!.aborted).toBe(false);
    await reader.cancel();
    expect(service.assistant.signals[0]!.aborted).toBe(true);
  });

  it('answers in JSON unless a stream is preferred', async () => {
    for (const accept of ['*/*', 'application/json, text/event-stream;q=0.5', 'text/html']) {
      const response = await service.post('/api/ask', { question: '问' }, { headers: { Accept: accept } });
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    }
  });
});
