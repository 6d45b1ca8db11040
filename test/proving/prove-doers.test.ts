import { afterAll, describe, expect, it } from 'vitest';
import { type ProofContext, proveStatement } from '../../src/proving/prove-statement.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const DUTIES = '区交通局、区应急局要定期组织演练，各街镇要张贴告示，居委会发挥宣传带头作用';
const MANNER = '建立政府主导、企业负责、居民参与的护渡机制';
const POSTS = '党员站长分设的渡口，书记一般兼任副主任，主任一般兼任副书记';
const SCREENING = '每年由第三方对船员进行体检，专家组织船员学习急救，医院为船员建立档案';
const PARTNERS = '组织建立青石渡口与海棠码头、云岭船坞与静安灯塔对口帮扶';
const LESSONS = '按需开设“云上课堂”，推进“渡口讲堂”，建设青石小学航模学科、云岭中学气象学科';
const GOAL = '到2032年，渡船准点率达到95%，候船亭覆盖率达到80%';
const AIM = '渡口服务跻身全省先进行列，认定不少于6个示范渡口';
const NOW = '截至2030年底，全区建成候船亭28个';
const TOLD = '渡船满载率、准点率和返航率分别由专人登记，优良率超过50%，合格率超过95%';

const { index, close } = await servePlans({
  'ferries.md': `青石区渡口服务行动方案（2031—2033年）

一、重点任务

（一）职责分工。${[DUTIES, MANNER, POSTS, SCREENING, PARTNERS, LESSONS].join('。')}。

（二）主要目标。${[GOAL, AIM, NOW, TOLD].join('。')}。各小学开设游泳课。
`,
});
afterAll(close);

const shown = new Map(
  index.clauses.map((clause) => [
    clause.text.includes('分别由') ? 'C2' : 'C1',
    { clause, document: index.documents.find(({ id }) => id === clause.documentId)! },
  ]),
);
const context: ProofContext = { index, shown, asked: '渡口怎么办？', today: new Date('2031-06-01') };
const outcome = (text: string, quote: string) => {
  const handle = shown.get('C2')!.clause.text.includes(quote) ? 'C2' : 'C1';
  const proof = proveStatement({ text, quotes: [quote], handles: [handle] }, context);
  return proof.isProven ? 'proven' : proof.check;
};

describe('who does it', () => {
  it.each([
    ['青石区由区交通局、区应急局定期组织演练', DUTIES, 'proven'],
    ['区交通局定期组织演练', DUTIES, 'proven'],
    ['青石区要求各街镇张贴告示', DUTIES, 'proven'],
    ['各街镇定期组织演练', DUTIES, 'sense'],
    ['居委会要张贴告示', DUTIES, 'sense'],
    ['各街镇发挥宣传带头作用', DUTIES, 'sense'],
    ['建立由政府主导、企业负责、居民参与的护渡机制', MANNER, 'proven'],
    ['建立企业主导、政府负责、居民参与的护渡机制', MANNER, 'sense'],
    ['书记一般兼任副主任', POSTS, 'proven'],
    ['主任一般兼任副书记', POSTS, 'proven'],
    ['主任一般兼任副主任', POSTS, 'sense'],
    ['每年由第三方对船员进行体检', SCREENING, 'proven'],
    ['医院为船员建立档案', SCREENING, 'proven'],
    ['专家为船员建立档案', SCREENING, 'sense'],
    ['医院组织船员学习急救', SCREENING, 'sense'],
  ])('is whom the cited words name: %s', (text, quote, expected) => {
    expect(outcome(text, quote)).toBe(expected);
  });
});

describe('what is told of each of several', () => {
  it.each([
    ['组织云岭船坞与静安灯塔、青石渡口与海棠码头对口帮扶', PARTNERS, 'proven'],
    ['组织青石渡口与静安灯塔、云岭船坞与海棠码头对口帮扶', PARTNERS, 'sense'],
    ['推进“渡口讲堂”，按需开设“云上课堂”', LESSONS, 'proven'],
    ['推进“云上课堂”，按需开设“渡口讲堂”', LESSONS, 'sense'],
  ])('stays with it: %s', (text, quote, expected) => {
    expect(outcome(text, quote)).toBe(expected);
  });
});

describe('a goal', () => {
  it.each([
    ['青石区到2032年渡船准点率达到95%', GOAL, 'proven'],
    ['青石区要求渡船准点率达到95%', GOAL, 'proven'],
    ['青石区的目标是候船亭覆盖率达到80%', GOAL, 'proven'],
    ['青石区渡船准点率达到95%', GOAL, 'sense'],
    ['候船亭覆盖率为80%', GOAL, 'sense'],
    ['青石区现在渡船准点率达到95%', GOAL, 'sense'],
    ['渡口服务处于全省先进行列', AIM, 'sense'],
    ['渡口服务跻身全省先进行列', AIM, 'proven'],
    ['青石区拥有不少于6个示范渡口', AIM, 'sense'],
    ['青石区有不少于6个示范渡口', AIM, 'sense'],
    ['截至2030年底，青石区建成了候船亭28个', NOW, 'proven'],
  ])('is not told as reached: %s', (text, quote, expected) => {
    expect(outcome(text, quote)).toBe(expected);
  });
});

describe('figures told together', () => {
  it.each([
    ['到2032年渡船准点率和候船亭覆盖率分别达到95%和80%', GOAL, 'proven'],
    ['到2032年渡船准点率和候船亭覆盖率分别达到80%和95%', GOAL, 'figure'],
    ['合格率超过95%，优良率超过50%', TOLD, 'proven'],
    ['合格率超过50%，优良率超过95%', TOLD, 'figure'],
  ])('each go to their own: %s', (text, quote, expected) => {
    expect(outcome(text, quote)).toBe(expected);
  });
});

it('takes the district that speaks, and a year, for no part of a name', () => {
  expect(outcome('青石区小学开设游泳课', '各小学开设游泳课')).toBe('proven');
  expect(outcome('青石区以小学开设游泳课', '各小学开设游泳课')).toBe('proven');
  expect(outcome('青石区中学开设游泳课', '各小学开设游泳课')).toBe('organisation');
});
