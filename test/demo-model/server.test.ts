import OpenAI from 'openai';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { bigramVector } from './embeddings.ts';
import { all, answerMessages, clientOf, DRAFTS, statementsIn } from './sample-request.ts';
import { EMBEDDING_MODEL, startDemoModel } from './server.ts';

const demo = await startDemoModel();
const client = clientOf(demo.baseUrl);
afterAll(() => demo.close());
beforeEach(() => {
  demo.requests.length = 0;
  demo.altered.length = 0;
});

const STATEMENTS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['statements', 'mood', 'sure'],
  properties: {
    statements: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'handles', 'note'],
        properties: {
          text: { type: 'string' },
          handles: { type: 'array', items: { type: 'string' } },
          note: { type: ['string', 'null'] },
        },
      },
    },
    mood: { enum: ['calm', 'glad'] },
    sure: { anyOf: [{ type: 'number' }, { type: 'null' }] },
  },
};

const TOOLS: OpenAI.Chat.ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'say', parameters: STATEMENTS_SCHEMA },
  },
];

describe('chat', () => {
  it('answers in the form of a chat completion and records the request', async () => {
    const messages = answerMessages();
    const answer = await client.chat.completions.create({ model: 'demo-faithful', messages });
    expect(answer).toMatchObject({ object: 'chat.completion', model: 'demo-faithful' });
    expect(answer.id).toMatch(/^chatcmpl-\w{29}$/);
    const [choice] = answer.choices;
    expect(choice).toMatchObject({ index: 0, finish_reason: 'stop', message: { role: 'assistant' } });
    expect(statementsIn(choice!.message.content)).toEqual(DRAFTS);
    const { prompt_tokens, completion_tokens, total_tokens } = answer.usage!;
    expect(completion_tokens).toBe(Math.ceil(choice!.message.content!.length / 1.5));
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    expect(demo.requests).toEqual([{ model: 'demo-faithful', messages }]);
    expect(demo.altered).toEqual([]);
  });

  it('answers what has nothing to do with the product', async () => {
    const answer = await client.chat.completions.create({
      model: 'demo-numbers',
      messages: [{ role: 'user', content: [{ type: 'text', text: '你好' }] }],
    });
    expect(answer.choices[0]!.message.content).toContain('演示模型');
  });

  it('streams the same words, usage in a last chunk without choices', async () => {
    const stream = await client.chat.completions.create({
      model: 'demo-faithful',
      messages: answerMessages(),
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await all(stream);
    expect(chunks[0]!.choices[0]!.delta).toMatchObject({ role: 'assistant', content: '' });
    const content = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(statementsIn(content)).toEqual(DRAFTS);
    expect(chunks.at(-2)!.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it('streams without usage where nobody asks for it', async () => {
    const stream = await client.chat.completions.create({
      model: 'demo-faithful',
      messages: answerMessages(),
      stream: true,
    });
    const chunks = await all(stream);
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
    expect(chunks.at(-1)!.choices[0]!.finish_reason).toBe('stop');
  });

  it('sends events and [DONE] as they stand in the protocol', async () => {
    const response = await fetch(`${demo.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'demo-trickle', messages: answerMessages({ drafts: [] }), stream: true }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text.split('\n\n').every((event) => event === '' || event.startsWith('data: '))).toBe(true);
    expect(text).not.toContain('\ufffd');
  });

  it('ends at a stop word and at the most tokens', async () => {
    const request = { model: 'demo-faithful', messages: answerMessages() };
    const stopped = await client.chat.completions.create({ ...request, stop: '\n' });
    expect(stopped.choices[0]!.finish_reason).toBe('stop');
    expect(statementsIn(stopped.choices[0]!.message.content)).toEqual(DRAFTS.slice(0, 1));
    for (const limit of [{ max_tokens: 10 }, { max_completion_tokens: 10 }]) {
      const short = await client.chat.completions.create({ ...request, ...limit });
      expect(short.choices[0]!.finish_reason).toBe('length');
      expect(short.choices[0]!.message.content).toHaveLength(15);
      expect(short.usage!.completion_tokens).toBe(10);
    }
  });
});

describe('structured answers', () => {
  it('puts the statements in one object for json_object', async () => {
    const answer = await client.chat.completions.create({
      model: 'demo-faithful',
      messages: answerMessages(),
      response_format: { type: 'json_object' },
    });
    expect(JSON.parse(answer.choices[0]!.message.content!)).toEqual({ statements: DRAFTS });
  });

  it('gives an object that the schema allows', async () => {
    const answer = await client.chat.completions.create({
      model: 'demo-faithful',
      messages: answerMessages(),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: STATEMENTS_SCHEMA },
      },
    });
    const given = JSON.parse(answer.choices[0]!.message.content!);
    expect(given.statements.map(({ text }: { text: string }) => text)).toEqual(
      DRAFTS.map(({ text }) => text),
    );
    expect(given).toMatchObject({ mood: 'calm', sure: 1 });
    expect(Object.keys(given.statements[0])).toEqual(['text', 'handles', 'note']);
  });

  it('refuses a strict schema that leaves a property optional, as OpenAI does', async () => {
    const schema = { ...STATEMENTS_SCHEMA, required: ['statements'] };
    const attempt = client.chat.completions.create({
      model: 'demo-faithful',
      messages: answerMessages(),
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    });
    await expect(attempt).rejects.toThrow("Missing 'mood'");
  });

  it('calls the function that is required', async () => {
    const request = { model: 'demo-faithful', messages: answerMessages(), tools: TOOLS };
    const required = await client.chat.completions.create({ ...request, tool_choice: 'required' });
    expect(required.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    const [call] = required.choices[0]!.message.tool_calls!;
    expect(call).toMatchObject({ type: 'function', function: { name: 'say' } });
    expect(JSON.parse((call as { function: { arguments: string } }).function.arguments)).toMatchObject({
      statements: DRAFTS.map(({ text }) => ({ text })),
    });
    const free = await client.chat.completions.create(request);
    expect(statementsIn(free.choices[0]!.message.content)).toEqual(DRAFTS);
  });

  it('streams a call of the function that is named', async () => {
    const stream = client.chat.completions.stream({
      model: 'demo-faithful',
      messages: answerMessages(),
      tools: TOOLS,
      tool_choice: { type: 'function', function: { name: 'say' } },
    });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]!.finish_reason).toBe('stop');
    const [call] = choices[0]!.message.tool_calls!;
    expect(call!.id).toMatch(/^call_/);
    expect(JSON.parse(call!.function.arguments).statements).toHaveLength(DRAFTS.length);
  });
});

describe('vectors', () => {
  it('come as numbers and as base64, the same', async () => {
    const input = ['学前教育', '教师队伍建设'];
    const asked = { model: EMBEDDING_MODEL, input };
    const plain = await client.embeddings.create({ ...asked, encoding_format: 'float' });
    // Left to itself the client asks for base64 and decodes it.
    const packed = await client.embeddings.create(asked);
    expect(demo.requests.at(-1)).toMatchObject({ encoding_format: 'base64' });
    expect(plain.data[0]!.embedding).toEqual(bigramVector('学前教育', 64));
    packed.data[1]!.embedding.forEach((entry, i) => {
      expect(entry).toBeCloseTo(plain.data[1]!.embedding[i]!, 6);
    });
    expect(plain.usage).toEqual({ prompt_tokens: 7, total_tokens: 7 });
  });

  it('have the length asked for, and lie near for texts that share words', async () => {
    const { data } = await client.embeddings.create({
      model: EMBEDDING_MODEL,
      input: ['普惠性幼儿园覆盖率', '普惠性幼儿园占比', '教师培训学时'],
      dimensions: 256,
      encoding_format: 'float',
    });
    const [asked, near, far] = data.map(({ embedding }) => embedding) as [number[], number[], number[]];
    const dot = (a: number[], b: number[]) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0);
    expect(asked).toHaveLength(256);
    expect(dot(asked, asked)).toBeCloseTo(1, 6);
    expect(dot(asked, near)).toBeGreaterThan(dot(asked, far));
  });
});

describe('models', () => {
  it('are listed and found by name', async () => {
    const names = (await all(client.models.list())).map(({ id }) => id);
    expect(names).toContain('demo-faithful');
    expect(names).toContain(EMBEDDING_MODEL);
    expect(await client.models.retrieve('demo-cut')).toMatchObject({ id: 'demo-cut', object: 'model' });
    await expect(client.models.retrieve('gpt-9')).rejects.toThrow(OpenAI.NotFoundError);
  });
});

describe('a request that is wrong', () => {
  async function errorOf(body: unknown, path = '/chat/completions') {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(demo.baseUrl + path, { method: 'POST', body: text });
    return { status: response.status, ...((await response.json()) as { error: object }) };
  }
  const ask = { model: 'demo-faithful', messages: [{ role: 'user', content: '你好' }] };

  it.each([
    ['no JSON', '{"model":', { type: 'invalid_request_error', param: null, code: null }],
    ['no object', '[]', { param: null }],
    ['no model', { messages: [] }, { message: 'you must provide a model parameter' }],
    ['no messages', { model: 'demo-faithful' }, { param: 'messages', code: 'missing_required_parameter' }],
    ['empty messages', { ...ask, messages: [] }, { param: 'messages', code: 'empty_array' }],
    [
      'an unknown role',
      { ...ask, messages: [{ role: 'boss', content: '' }] },
      { param: 'messages[0].role', code: 'invalid_value' },
    ],
    ['a wrong type', { ...ask, stream: 'yes' }, { param: 'stream', code: 'invalid_type' }],
    ['no tokens at all', { ...ask, max_tokens: 0 }, { code: 'integer_below_min_value' }],
    ['a made-up parameter', { ...ask, max_words: 5 }, { param: 'max_words', code: 'unknown_parameter' }],
    ['usage of no stream', { ...ask, stream_options: {} }, { param: 'stream_options' }],
    ['a choice of no tools', { ...ask, tool_choice: 'required' }, { param: 'tool_choice' }],
    [
      'JSON mode without the word',
      { ...ask, response_format: { type: 'json_object' } },
      { param: 'messages' },
    ],
  ])('is refused for %s', async (_, body, error) => {
    expect(await errorOf(body)).toMatchObject({ status: 400, error });
  });

  it('names an unknown model and an unknown address', async () => {
    const attempt = client.chat.completions.create({ ...answerRequest(), model: 'gpt-9' });
    await expect(attempt).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    expect(await errorOf({}, '/completions')).toMatchObject({ status: 404, error: { code: 'unknown_url' } });
  });

  it('is refused for a wrong key', async () => {
    const attempt = clientOf(demo.baseUrl, 'wrong-key').models.list();
    await expect(attempt).rejects.toThrow(OpenAI.AuthenticationError);
  });

  it('is refused for vectors of a chat model', async () => {
    const attempt = client.embeddings.create({ model: 'demo-faithful', input: '你好' });
    await expect(attempt).rejects.toThrow(OpenAI.PermissionDeniedError);
  });
});

function answerRequest() {
  return { model: 'demo-faithful', messages: answerMessages() };
}
