import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type InventedService, servePlans } from '../../fakes/invented-plans.ts';
import { type ListeningApp, listen } from '../../fakes/listening-app.ts';
import { createFakeService, type FakeService, jsonOf } from '../web/fake-service.ts';
import { call, describeTools } from './tool-calls.ts';

async function connect({ url }: ListeningApp, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return client;
}

describe('MCP over HTTP', () => {
  let plans: InventedService;
  let listening: ListeningApp;
  let client: Client;
  let service: FakeService;
  beforeAll(async () => {
    plans = await servePlans();
    service = await createFakeService({}, { assistant: plans.assistant });
    listening = await listen(service.app);
    client = await connect(listening);
  });
  afterAll(async () => {
    await client.close();
    await listening.close();
    await plans.close();
  });

  describeTools(() => client);

  it('measures, logs and remembers answers as the API does', async () => {
    const { data } = await call(client, 'ask', { question: '王老师的退休金是多少？' });
    expect(service.logged).toContainEqual(expect.objectContaining({ msg: 'answered', answerId: data.id }));
    expect(service.logged).toContainEqual(expect.objectContaining({ msg: 'request', route: '/mcp' }));
    expect(JSON.stringify(service.logged)).not.toContain('王老师');
    expect((await service.post('/api/feedback', { answerId: data.id, verdict: 'down' })).status).toBe(201);
  });

  it('serves several clients, none knowing of the others', async () => {
    const clients = await Promise.all([connect(listening), connect(listening)]);
    const answers = await Promise.all(
      clients.map((other, i) =>
        call(other, 'ask', { question: `${i === 0 ? '云溪区' : '临浦区'}护理型床位占比要达到多少？` }),
      ),
    );
    expect(answers[0]!.text).toContain('68%');
    expect(answers[1]!.text).toContain('75%');
    for (const other of clients) await other.close();
  });
});

describe('/mcp', () => {
  let service: FakeService;
  beforeEach(async () => {
    service = await createFakeService();
  });

  const MESSAGE = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const ACCEPT = { Accept: 'application/json, text/event-stream' };
  const send = (headers: Record<string, string> = {}, message: unknown = MESSAGE, to = service) =>
    to.post('/mcp', message, { headers: { ...ACCEPT, ...headers } });

  it('answers programs, and pages of its own host', async () => {
    expect((await send()).status).toBe(200);
    for (const host of ['127.0.0.1:8787', 'localhost:8787', '[::1]:8787'])
      expect((await send({ Host: host, Origin: `http://${host}` })).status, host).toBe(200);
  });

  it.each([
    ['another site', 'https://evil.example', '127.0.0.1:8787'],
    ['another port', 'http://127.0.0.1:3000', '127.0.0.1:8787'],
    ['a sandboxed page', 'null', '127.0.0.1:8787'],
    ['a name that was pointed at this machine', 'http://evil.example:8787', 'evil.example:8787'],
  ])('refuses a page of %s', async (_, Origin, Host) => {
    const response = await send({ Origin, Host });
    expect(response.status).toBe(403);
    expect(await jsonOf(response)).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 }, id: null });
    for (const method of ['GET', 'DELETE'])
      expect((await service.app.request('/mcp', { method, headers: { Origin, Host } })).status).toBe(403);
  });

  it('takes a page of its own name where keys guard it', async () => {
    const guarded = await createFakeService({ apiKeys: ['key'] });
    const own = { Origin: 'https://wengui.example', Host: 'wengui.example', Authorization: 'Bearer key' };
    expect((await send(own, MESSAGE, guarded)).status).toBe(200);
    expect((await send({ ...own, Authorization: 'Bearer no' }, MESSAGE, guarded)).status).toBe(401);
    expect((await send({ ...own, Origin: 'https://evil.example' }, MESSAGE, guarded)).status).toBe(403);
  });

  it('lets the client of the SDK in with a key, and not without', async () => {
    const listening = await listen((await createFakeService({ apiKeys: ['key'] })).app);
    await expect(connect(listening)).rejects.toThrow(/401|访问密钥/);
    const client = await connect(listening, { Authorization: 'Bearer key' });
    expect((await client.listTools()).tools).toHaveLength(4);
    await client.close();
    await listening.close();
  });

  it('keeps no session, and says so', async () => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const response = await service.app.request('/mcp', { method, headers: ACCEPT });
      expect(response.status, method).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    }
    expect((await send()).headers.get('mcp-session-id')).toBeNull();
  });

  it('refuses what is no message', async () => {
    expect((await send({}, [MESSAGE, MESSAGE])).status).toBe(400);
    expect((await send({}, '{jsonrpc:')).status).toBe(400);
    expect((await send({}, { hello: 1 })).status).toBe(400);
    expect((await send({ 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await send({ Accept: 'text/html' })).status).toBe(406);
    expect((await send({}, { ...MESSAGE, params: { padding: 'x'.repeat(1024 * 1024) } })).status).toBe(413);
    expect((await service.app.request('/mcp/more')).status).toBe(404);
  });

  it('is limited as the API is, and waits for the index', async () => {
    const limited = await createFakeService({ rateLimitPerMinute: 1 });
    const from = { incoming: { socket: { remoteAddress: '203.0.113.5' } } };
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...ACCEPT },
      body: JSON.stringify(MESSAGE),
    };
    expect((await limited.app.request('/mcp', init, from)).status).toBe(200);
    const refused = await limited.app.request('/mcp', init, from);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const starting = await createFakeService({}, { isReady: () => false });
    expect((await send({}, MESSAGE, starting)).status).toBe(503);
  });

  it('hides the words of an internal error, and logs them', async () => {
    service.assistant.fault = new TypeError('cannot read /secret/path of undefined');
    const params = { name: 'ask', arguments: { question: '问' } };
    const reply = await jsonOf(send({}, { ...MESSAGE, method: 'tools/call', params }));
    expect(reply).toMatchObject({ result: { isError: true } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(service.logged.some((line) => JSON.stringify(line).includes('/secret/path'))).toBe(true);
  });

  it('stops the work when the client goes away', async () => {
    service.assistant.gate = new Promise(() => {});
    const listening = await listen(service.app);
    const client = await connect(listening);
    const asked = call(client, 'ask', { question: '问' }).catch((error: unknown) => error);
    await expect.poll(() => service.assistant.signals.length).toBe(1);
    await client.close();
    expect(await asked).toBeInstanceOf(Error);
    await expect.poll(() => service.assistant.signals[0]!.aborted).toBe(true);
    await listening.close();
  });

  it('says how many targets are left out', async () => {
    const [first] = service.assistant.index().facts.get('mou')!.targets;
    const many = Array.from({ length: 45 }, () => first!);
    const index = {
      ...service.assistant.index(),
      facts: new Map([['mou', { targets: many, duties: [] }]]),
    };
    const full = await createFakeService({}, { assistant: { ...service.assistant, index: () => index } });
    const params = { name: 'targets', arguments: {} };
    const reply = await jsonOf<{
      result: { content: { text: string }[]; structuredContent: { targets: object[] } };
    }>(send({}, { ...MESSAGE, method: 'tools/call', params }, full));
    expect(reply.result.structuredContent).toMatchObject({ total: 45, leftOut: 5 });
    expect(reply.result.structuredContent.targets).toHaveLength(40);
    expect(reply.result.content[0]!.text).toMatch(/^共 45 项指标，列出前 40 项，另有 5 项没有列出/);
  });
});
