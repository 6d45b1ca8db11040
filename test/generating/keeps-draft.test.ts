import { afterAll, expect, it } from 'vitest';
import { type Findings, newDraft } from '../../src/answering/draft.ts';
import { CitationList } from '../../src/answering/writer.ts';
import { AnswerText } from '../../src/generating/answer-text.ts';
import { keepsDraft } from '../../src/generating/keeps-draft.ts';
import { weighEvidence } from '../../src/retrieval/evidence.ts';
import { readQuestion } from '../../src/retrieval/question.ts';
import { searchClauses } from '../../src/retrieval/search.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);

const QUESTION = '云溪区怎样推行“双导师”培养模式，由谁带教护理员？';

async function findingsOf(text: string): Promise<Findings> {
  const question = readQuestion(text, index);
  const ranked = await searchClauses({ text, concepts: question.concepts, limit: 10 }, index);
  return { index, question, ranked, evidence: weighEvidence(question, ranked, index), today: new Date() };
}
const findings = await findingsOf(QUESTION);
const clause = index.clauses.find(({ text }) => text.includes('双导师'))!;
const document = index.documents.find(({ id }) => id === clause.documentId)!;
const sentence = clause.sentences.find(({ text }) => text.includes('双导师'))!;
const support = { kind: 'sentence' as const, document, clause, sentence, text: sentence.text };
const draft = newDraft(findings);
draft.lines.push(`云溪区：${sentence.text}${draft.cited.sentence(clause, sentence)}`);
const asked = { question: QUESTION, findings, reply: { status: 'answered' as const, draft } };

function written(...texts: string[]): AnswerText {
  const text = new AnswerText(new CitationList(index), 640);
  for (const one of texts) text.add(one, [support]);
  return text;
}

it('is content with what was asked for in other words around it', () => {
  const text = written('护士长和骨干按“双导师”培养模式共同带教新入职的护理员');
  expect(keepsDraft(asked, text)).toBe(true);
});

it('gives way to the extractive answer where the sentence is cited and its point left out', () => {
  expect(keepsDraft(asked, written('由医院护士长和养老机构骨干共同参与'))).toBe(false);
});

it('gives way where the words that the extractive answer rests on are not cited', () => {
  const text = new AnswerText(new CitationList(index), 640);
  expect(keepsDraft(asked, text)).toBe(false);
});
