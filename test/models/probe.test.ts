import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { type Probed, probeService } from '../../src/models/probe.ts';
import { startDemoModel } from '../demo-model/server.ts';

const KEY = 'sk-secret-0123456789';
const NAMES = { service: '模型服务', url: 'THE_URL', key: 'THE_KEY', model: 'THE_MODEL', others: [] };
const demo = await startDemoModel();
afterAll(() => demo.close());
beforeEach(() => {
  demo.requests.length = 0;
});

const probe = (chatModel: string, changes: Partial<Probed> = {}) =>
  probeService({ baseUrl: demo.baseUrl, apiKey: KEY, chatModel, names: NAMES, ...changes });
const working = (findings: Awaited<ReturnType<typeof probe>>) =>
  findings.filter(({ works }) => works).map(({ name }) => name);

it('asks three times of a chat model, once of a model for vectors', async () => {
  expect(working(await probe('demo-faithful'))).toEqual(['对话', '流式', 'JSON']);
  expect(demo.requests).toHaveLength(3);
  const both = await probe('demo-faithful', { embeddingModel: 'demo-embedding' });
  expect(both.at(-1)).toEqual({ name: '向量', works: true, detail: '64 维' });
});

it.each([
  ['demo-no-stream', ['对话', 'JSON']],
  ['demo-no-json', ['对话', '流式']],
  ['demo-no-system', ['对话', '流式', 'JSON']],
])('tells what %s can do', async (model, abilities) => {
  expect(working(await probe(model))).toEqual(abilities);
});

it.each([
  ['demo-401', {}, /401：请检查 THE_KEY/u],
  ['demo-429', {}, /429：请求过多/u],
  ['demo-500', {}, /500：服务出了故障/u],
  ['demo-empty', {}, /没有给出任何内容：请检查 THE_MODEL/u],
  ['demo-null', {}, /没有给出任何内容：请检查 THE_MODEL/u],
  ['demo-malformed', {}, /无法识别：请检查 THE_URL/u],
  ['demo-cut', {}, /断开了连接/u],
  ['gpt-9', {}, /404：请检查 THE_URL（通常以 \/v1 结尾）和 THE_MODEL/u],
  ['demo-faithful', { baseUrl: demo.baseUrl.slice(0, -3) }, /404：请检查 THE_URL/u],
  ['demo-faithful', { baseUrl: 'http://127.0.0.1:9/v1' }, /连接不上：请检查 THE_URL/u],
])('%s %j works in nothing, and the setting to look at is named', async (model, changes, message) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const findings = await probe(model, changes);
  expect(working(findings)).toEqual([]);
  expect(findings[0]!.detail).toMatch(message);
  expect(JSON.stringify(findings)).not.toContain(KEY);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});
