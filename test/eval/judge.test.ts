import { afterAll, describe, expect, it } from 'vitest';
import { judgeWording } from '../../eval/judge.ts';
import type { CaseResult } from '../../eval/score-case.ts';
import { ChatService } from '../../src/models/chat.ts';
import { startDemoModel } from '../demo-model/server.ts';
import { startChatGate } from '../fakes/chat-gate.ts';

const demo = await startDemoModel();
let asked = 0;
// The second answer's verdict is refused by the service.
const gate = await startChatGate(demo.baseUrl, () => (++asked === 2 ? { status: 500 } : null));
afterAll(async () => {
  await gate.close();
  await demo.close();
});

const chat = new ChatService({
  ...{ baseUrl: gate.baseUrl, apiKey: 'k', model: 'demo-faithful', maxTokens: 200, timeoutMs: 5_000 },
  ...{ concurrency: 1, retries: 0, retryDelayMs: 1 },
});

function result(status: string): CaseResult {
  const one = { question: '护理型床位占比要达到多少？' };
  return { case: one, answer: { status, answer: '云溪区：护理型床位占比达到68%[1]。' } } as CaseResult;
}

describe('judgeWording', () => {
  it('counts an answer that the service did not judge, judges the others and leaves refusals alone', async () => {
    const results = [result('answered'), result('answered'), result('not_found'), result('answered')];
    const { failed, unread, good, fair, poor } = await judgeWording(results, chat);
    expect({ failed, unread, judged: good + fair + poor }).toEqual({ failed: 1, unread: 0, judged: 2 });
    expect(asked).toBe(3);
  });
});
