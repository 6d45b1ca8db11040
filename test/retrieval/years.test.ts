import { afterAll, describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/retrieval/question.ts';
import { meetsYears, saysYears, yearsIn } from '../../src/retrieval/years.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);
const document = index.documents.find(({ id }) => id === 'yunxi')!;
const clauseWith = (text: string) =>
  index.clauses.find((clause) => clause.documentId === 'yunxi' && clause.text.includes(text))!;
const TARGET = clauseWith('社区食堂达到45个');
const RESULT = clauseWith('建成社区食堂28个');
const TASK = clauseWith('烟感报警器');
const meets = (question: string, clause: typeof TARGET) =>
  meetsYears(readQuestion(question, index), clause, document);

describe('yearsIn', () => {
  it('reads whole years and no other numbers', () => {
    expect(yearsIn('到2033年，2030年底的12034个，1998')).toEqual([2033, 2030, 1998]);
    expect(yearsIn('三十二年，20所')).toEqual([]);
  });
});

describe('meetsYears', () => {
  it('holds for any clause where no year is asked for', () => {
    expect(meets('社区食堂有多少个？', TARGET)).toBe(true);
    expect(meets('社区食堂有多少个？', RESULT)).toBe(true);
  });

  it('holds for the year that a clause names', () => {
    expect(meets('2033年社区食堂有多少个？', TARGET)).toBe(true);
    expect(meets('2030年社区食堂有多少个？', RESULT)).toBe(true);
    expect(meets('2030年社区食堂有多少个？', TARGET)).toBe(false);
  });

  it('lets a clause without a year speak for the end of the plan alone', () => {
    expect(meets('2033年怎么安装报警器？', TASK)).toBe(true);
    expect(meets('2032年怎么安装报警器？', TASK)).toBe(false);
    expect(meets('2040年怎么安装报警器？', TASK)).toBe(false);
  });

  it('gives no result of the past for what is to be reached', () => {
    expect(meets('社区食堂要增加到多少个？', RESULT)).toBe(false);
    expect(meets('社区食堂要增加到多少个？', TARGET)).toBe(true);
  });
});

describe('saysYears', () => {
  const says = (question: string, text: string, lead = '') =>
    saysYears(readQuestion(question, index), text, lead);

  it('holds for a sentence that names the year asked about', () => {
    expect(says('2032年社区食堂有多少个？', '到2032年，社区食堂达到40个。')).toBe(true);
    expect(says('2032年社区食堂有多少个？', '2031年达到36个，2032年达到40个。')).toBe(true);
  });

  it('fails for a part of a printed sentence that is dated otherwise before it', () => {
    expect(says('2032年社区食堂有多少个？', '社区食堂达到36个。', '到2031年，覆盖率达到90%；')).toBe(false);
    expect(says('2032年社区食堂有多少个？', '2032年达到40个。', '到2031年，覆盖率达到90%；')).toBe(true);
  });

  it('fails for a sentence that names other years alone', () => {
    expect(says('2032年社区食堂有多少个？', '到2031年，社区食堂达到36个。')).toBe(false);
    expect(says('2032年社区食堂有多少个？', '2030年达到28个，2031年达到36个。')).toBe(false);
  });

  it('holds where the sentence or the question names no year', () => {
    expect(says('2032年社区食堂有多少个？', '社区食堂达到40个。')).toBe(true);
    expect(says('社区食堂有多少个？', '到2031年，社区食堂达到36个。')).toBe(true);
  });

  it('holds for one of several years asked about', () => {
    expect(says('2031年和2032年社区食堂各有多少个？', '到2032年，社区食堂达到40个。')).toBe(true);
    expect(says('2031年和2032年社区食堂各有多少个？', '到2033年，社区食堂达到45个。')).toBe(false);
  });
});
