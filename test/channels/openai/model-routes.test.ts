import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeService, type FakeService, jsonOf } from '../web/fake-service.ts';

const PATH = '/v1/chat/completions';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
});

interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

async function errorOf(response: Response): Promise<ErrorBody['error']> {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const { error, ...rest } = await jsonOf<ErrorBody>(response);
  expect(rest).toEqual({});
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.message).toMatch(/\p{Script=Han}/u);
  expect(JSON.stringify(error)).not.toMatch(/\n\s*at |node_modules|\/work\/|zod/i);
  return error;
}

const user = (content: unknown) => ({ role: 'user', content });
const chat = (messages: unknown, more: object = {}) =>
  service.post(PATH, { model: 'wengui', messages, ...more });

/** The data of the events of a stream, `[DONE]` as it is. */
async function dataOf(response: Response): Promise<Record<string, never>[]> {
  const lines = (await response.text()).split('\n\n').filter((line) => line !== '');
  return lines.map((line) => {
    const text = line.replace(/^data: /, '');
    return text === '[DONE]' ? text : JSON.parse(text);
  });
}

const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };

describe('POST /v1/chat/completions', () => {
  it('asks with the last user message and the turns before it', async () => {
    await chat([
      { role: 'system', content: [image] },
      user('覆盖率是多少？'),
      { role: 'assistant', content: '93%[1]。' },
      { role: 'assistant', content: null, tool_calls: [] },
      { role: 'tool', content: '工具的话' },
      user('  那公办园呢？ '),
      { role: 'assistant', content: '开头' },
    ]);
    expect(service.assistant.asked).toEqual([
      {
        question: '那公办园呢？',
        history: [
          { role: 'user', content: '覆盖率是多少？' },
          { role: 'assistant', content: '93%[1]。' },
        ],
      },
    ]);
  });

  it('cuts a long conversation instead of refusing it', async () => {
    const turns = Array.from({ length: 30 }, (_, i) => user(`第${i}问${'𠮷'.repeat(5000)}`));
    expect((await chat([...turns, user('问')])).status).toBe(200);
    const { history = [] } = service.assistant.asked[0]!;
    expect(history).toHaveLength(20);
    expect(history[0]!.content).toMatch(/^第10问/);
    expect([...history[0]!.content]).toHaveLength(4000);
  });

  it('takes what clients send to steer a model, and lets it have no effect', async () => {
    const steering = { temperature: 0.2, max_tokens: 5, n: 1, tools: [], user: 'u-1', stream: null };
    expect((await chat([user('问')], steering)).status).toBe(200);
    expect(service.assistant.asked).toEqual([{ question: '问' }]);
  });

  it('counts 500 code points, not units', async () => {
    expect((await chat([user('𠮷'.repeat(500))])).status).toBe(200);
    expect(await errorOf(await chat([user('𠮷'.repeat(501))]))).toMatchObject({
      type: 'invalid_request_error',
      param: 'messages[0].content',
    });
  });

  it('does not call nearby clauses the grounds of a refusal', async () => {
    service.assistant.answer = { status: 'not_found', answer: '文件中未提及，相近的见[1]。', notices: [] };
    const { choices } = await jsonOf<{ choices: { message: { content: string } }[] }>(chat([user('问')]));
    expect(choices[0]!.message.content).toBe(
      '文件中未提及，相近的见[1]。\n\n引用（相近的条文，不能作为答案）：\n' +
        '[1] 《某某区教育发展规划》 一、发展目标，第 1 页：“普惠性幼儿园覆盖率达到93%以上”',
    );
  });

  it.each([
    ['no body', '', 'body'],
    ['a list', [], 'body'],
    ['no model', { messages: [user('问')] }, 'model'],
    ['no messages', { model: 'wengui' }, 'messages'],
    ['messages that are no list', { model: 'wengui', messages: '问' }, 'messages'],
    ['an empty list of messages', { model: 'wengui', messages: [] }, 'messages'],
    ['no user message', { model: 'wengui', messages: [{ role: 'system', content: '问' }] }, 'messages'],
    [
      'a role that nobody has',
      { model: 'wengui', messages: [{ role: 'boss', content: '问' }] },
      'messages[0].role',
    ],
    ['a message that is no object', { model: 'wengui', messages: ['问'] }, 'messages[0]'],
    ['an image', { model: 'wengui', messages: [user([image])] }, 'messages[0].content[0]'],
    [
      'an image of an earlier turn',
      { model: 'wengui', messages: [user([{ type: 'text', text: '图' }, image]), user('问')] },
      'messages[0].content[1]',
    ],
    ['content that is a number', { model: 'wengui', messages: [user(3)] }, 'messages[0].content'],
    ['an empty question', { model: 'wengui', messages: [user('前'), user(' ')] }, 'messages[1].content'],
    ['stream that is a word', { model: 'wengui', messages: [user('问')], stream: 'yes' }, 'stream'],
  ])('refuses %s with 400 and names it', async (_, body, param) => {
    const response = await service.post(PATH, body);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', param });
    expect(service.assistant.asked).toEqual([]);
  });

  it('answers every other failure in the same form', async () => {
    const unknown = await service.post(PATH, { model: 'gpt-4o', messages: [user('问')] });
    expect(unknown.status).toBe(404);
    expect(await errorOf(unknown)).toMatchObject({ code: 'model_not_found', param: 'model' });
    const text = await service.post(PATH, {}, { headers: { 'Content-Type': 'text/plain' } });
    expect(text.status).toBe(415);
    await errorOf(text);
    const large = await chat([user('x'.repeat(1024 * 1024))]);
    expect(large.status).toBe(413);
    await errorOf(large);
    const nowhere = await service.app.request('/v1/embeddings', { method: 'POST' });
    expect(nowhere.status).toBe(404);
    await errorOf(nowhere);
    service.assistant.fault = new TypeError('cannot read /secret/path of undefined');
    const broken = await chat([user('问')]);
    expect(broken.status).toBe(500);
    expect(JSON.stringify(await errorOf(broken))).not.toContain('secret');
  });

  it('asks for a key, and to wait while the index is loaded', async () => {
    const guarded = await createFakeService({ apiKeys: ['key'] });
    const refused = await guarded.app.request('/v1/models');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await errorOf(refused)).toMatchObject({ type: 'authentication_error', code: 'invalid_api_key' });
    const starting = await createFakeService({}, { isReady: () => false });
    const early = await starting.post(PATH, { model: 'wengui', messages: [user('问')] });
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('2');
    expect(await errorOf(early)).toMatchObject({ type: 'server_error' });
  });

  it('is measured and logged like any question, without its words', async () => {
    await chat([user('王老师的退休金是多少？')]);
    expect(service.logged).toContainEqual(
      expect.objectContaining({ msg: 'answered', questionLength: 11, status: 'answered' }),
    );
    expect(service.logged).toContainEqual(expect.objectContaining({ msg: 'request', route: PATH }));
    expect(JSON.stringify(service.logged)).not.toContain('王老师');
    const metrics = await (await service.app.request('/metrics')).text();
    expect(metrics).toMatch(/wengui_answer_seconds_count\{status="answered"\} 1/);
  });

  it('is part of the description of the API', async () => {
    const { paths } = await jsonOf<{ paths: Record<string, object> }>(service.app.request('/openapi.json'));
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([PATH, '/v1/models', '/v1/models/{model}', '/api/ask']),
    );
  });
});

describe('POST /v1/chat/completions as a stream', () => {
  const stream = (more: object = {}) => chat([user('问')], { stream: true, ...more });
  const contents = (data: Record<string, never>[]) =>
    data.map(
      (chunk) => (chunk as { choices?: { delta: { content?: string } }[] }).choices?.[0]?.delta.content,
    );

  it('sends the words as they come, the notes, the citations and the end', async () => {
    const response = await stream();
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const data = await dataOf(response);
    expect(contents(data)).toEqual([
      '',
      '到2025年，普惠性幼儿园覆盖率',
      '达到 **93%** 以上[1]。',
      expect.stringMatching(/^\n\n本文件为征求意见稿.*\n\n引用：\n\[1\] /),
      undefined,
      undefined,
    ]);
    expect(data.at(-2)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      citations: [{ marker: 1 }],
    });
    expect(data.at(-1)).toBe('[DONE]');
  });

  it('sends the words once where the assistant streams nothing', async () => {
    service.assistant.deltas = null;
    const data = await dataOf(await stream());
    expect(contents(data)[1]).toBe('到2025年，普惠性幼儿园覆盖率达到 **93%** 以上[1]。');
  });

  it('says that an answer took the place of what was streamed', async () => {
    service.assistant.answer = { answer: '另一个回答[1]。', notices: [] };
    const text = contents(await dataOf(await stream())).join('');
    expect(text).toMatch(/93%.*\n\n（.*以下面的回答为准.*）\n\n另一个回答\[1\]。\n\n引用：/s);
  });

  it.each([
    ['cut', '上面的内容没有写完'],
    ['service', '模型服务中断'],
    ['timeout', '没有按时写完'],
    ['incomplete', '漏掉了原文里的要点'],
  ])('says what happened to what was streamed: %s', async (fallback, why) => {
    const figures = { proposed: 2, proven: 1, repaired: 0, dropped: 0, rejectedBy: {} };
    service.assistant.answer = { answer: '另一个回答[1]。', generation: { ...figures, fallback } };
    const text = contents(await dataOf(await stream())).join('');
    expect(text).toContain(why);
    expect(text).not.toContain('没有通过核对');
  });

  it('ends with an error in the same form when answering fails, without its words', async () => {
    service.assistant.fault = new Error('ENOENT /secret/path');
    const data = await dataOf(await stream());
    expect(data.at(-1)).toMatchObject({ error: { type: 'server_error', param: null } });
    expect(JSON.stringify(data)).not.toMatch(/secret|\[DONE\]/);
  });

  it('refuses before the stream begins', async () => {
    expect((await chat([user('')], { stream: true })).status).toBe(400);
  });

  it('stops the work when the reader goes away', async () => {
    service.assistant.gate = new Promise(() => {});
    const reader = (await stream()).body!.getReader();
    await reader.read();
    expect(service.assistant.signals[0]!.aborted).toBe(false);
    await reader.cancel();
    expect(service.assistant.signals[0]!.aborted).toBe(true);
  });
});
