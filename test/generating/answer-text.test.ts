import { afterAll, expect, it } from 'vitest';
import { CitationList } from '../../src/answering/writer.ts';
import { AnswerText } from '../../src/generating/answer-text.ts';
import type { Support } from '../../src/proving/support.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);

const SUPPORTS: Support[] = index.clauses.flatMap((clause) => {
  const document = index.documents.find(({ id }) => id === clause.documentId)!;
  return clause.sentences.map((sentence) => ({
    ...{ kind: 'sentence' as const, document, clause, sentence },
    text: sentence.text,
  }));
});
const of = (region: string) => SUPPORTS.filter(({ document }) => document.region === region);
const [first, second, third] = of('云溪区') as [Support, Support, Support];
const [other] = of('临浦区') as [Support];
const begin = (room = 10_000) => new AnswerText(new CitationList(index), room);

it('puts each statement on a line, with its markers and the district where that changes', () => {
  const text = begin();
  expect(text.add('社区食堂达到45个', [first])).toBe('云溪区：社区食堂达到45个[1]。');
  expect(text.add('养老护理员达到900名', [second, first])).toBe('\n养老护理员达到900名[2][1]。');
  expect(text.add('新增护理院9所', [other])).toBe('\n临浦区：新增护理院9所[3]。');
  expect(text.add('云溪区建设智慧养老平台', [third])).toBe('\n云溪区建设智慧养老平台[4]。');
  expect(text.lines).toHaveLength(4);
});

it('cites every sentence that a statement rests on', () => {
  const text = begin();
  text.add('社区食堂达到45个', [first, second, third]);
  expect(text.lines).toEqual(['云溪区：社区食堂达到45个[1][2][3]。']);
  expect(text.cited.citations).toHaveLength(3);
});

it('says nothing twice', () => {
  const text = begin();
  text.add('到2033年社区食堂达到45个', [first]);
  expect(text.add('到2033年社区食堂达到45个', [second])).toBe('');
  expect(text.add('社区食堂达到45个', [second])).toBe('');
  expect(text.cited.citations).toHaveLength(1);
});

it('has room for one statement whatever its length, and for no more than it was given', () => {
  const text = begin(10);
  expect(text.add('每名护理员每年参加不少于40学时的继续教育培训', [first])).not.toBe('');
  expect(text.add('社区食堂达到45个', [second])).toBe('');
});

it('keeps to the characters and citations that an answer may have', () => {
  const short = begin();
  for (const [i, support] of SUPPORTS.entries()) {
    const three = [support, SUPPORTS[(i + 7) % SUPPORTS.length]!, SUPPORTS[(i + 13) % SUPPORTS.length]!];
    short.add(support.text.slice(0, 12), three);
  }
  expect(short.cited.citations.length).toBeGreaterThan(16);
  expect(short.cited.citations.length).toBeLessThanOrEqual(20);
  const long = begin();
  for (const [i, support] of SUPPORTS.entries()) {
    const more = SUPPORTS[(i + 5) % SUPPORTS.length]!.text;
    long.add(`${support.text}${more}`.slice(0, 90), [support]);
  }
  expect(long.lines.join('\n').length).toBeGreaterThan(600);
  expect(long.lines.join('\n').length).toBeLessThanOrEqual(800);
});
