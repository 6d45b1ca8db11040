import { afterAll, expect, it } from 'vitest';
import type { Reply } from '../../src/answering/answer-question.ts';
import { type Findings, newDraft } from '../../src/answering/draft.ts';
import { guardReply } from '../../src/proving/guard-reply.ts';
import { weighEvidence } from '../../src/retrieval/evidence.ts';
import { readQuestion } from '../../src/retrieval/question.ts';
import { searchClauses } from '../../src/retrieval/search.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'plan.md': '青石区渡口方案\n\n一、目标\n\n到2032年，候船亭达到45个。\n',
});
afterAll(close);

async function replyOf(said: string): Promise<{ findings: Findings; reply: Reply; question: string }> {
  const text = '候船亭达到多少个？';
  const question = readQuestion(text, index);
  const ranked = await searchClauses({ text, concepts: question.concepts, limit: 5 }, index);
  const evidence = weighEvidence(question, ranked, index);
  const findings: Findings = { index, question, ranked, evidence, today: new Date('2031-01-01') };
  const draft = newDraft(findings);
  const { clause, sentence } = evidence[0]!;
  draft.lines.push(`${said}${draft.cited.sentence(clause, sentence)}。`);
  return { findings, reply: { status: 'answered', draft }, question: text };
}

it('lets a proven answer through as it is', async () => {
  const { findings, reply, question } = await replyOf('候船亭达到45个');
  expect(guardReply(reply, { question }, findings)).toEqual({ ...reply, notices: [] });
});

it('puts a refusal in the place of an unproven one and says why', async () => {
  const { findings, reply, question } = await replyOf('候船亭达到54个');
  const { status, draft, notices } = guardReply(reply, { question }, findings);
  expect(status).toBe('not_found');
  expect(draft.lines.join()).not.toContain('54');
  expect(draft.cited.citations[0]?.quote).toContain('45个');
  expect(notices).toEqual([{ code: 'figures_unproven', text: expect.stringContaining('“54个”') }]);
});
