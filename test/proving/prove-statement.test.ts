import { afterAll, describe, expect, it } from 'vitest';
import { CitationList } from '../../src/answering/writer.ts';
import { cite, type ProofContext, type Proposal, proveStatement } from '../../src/proving/prove-statement.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'ferries.md': `青石区渡口服务行动方案（2031—2033年）

一、重点任务

（一）渡船安全。到2032年新增救生站5个，渡船年检合格率达到95%以上，每学期组织安全演练不少于2次。推进与云岭大学联合建设救生培训基地，落实《渡口安全条例》。（责任单位：区交通局、区应急局）

（二）候船服务。候船亭不得占用盲道，不予批准在汛期新建候船亭。积极建设一批便民候船亭。

（三）压实渡口管理责任

1. 明确管理单位。渡口管理单位负责日常巡查——每周不少于两次，支持各渡口委员会制定守则，领导小组办公室汇总。
`,
  'markets.md': `海棠区集市发展规划（征求意见稿）

一、主要目标

到2035年，标准化集市占比达到60%，由区商务局牵头建设示范集市。
`,
});
afterAll(close);

const clauseWith = (words: string) => {
  const clause = index.clauses.find(({ text }) => text.includes(words))!;
  return { clause, document: index.documents.find(({ id }) => id === clause.documentId)! };
};
const context: ProofContext = {
  index,
  shown: new Map([
    ['C1', clauseWith('救生站')],
    ['C2', clauseWith('盲道')],
    ['C3', clauseWith('示范集市')],
    ['C4', clauseWith('日常巡查')],
  ]),
  asked: '渡口要新增多少救生站？',
  today: new Date('2031-06-01'),
};
const prove = (text: string, quotes: string[], handles = ['C1']) => {
  const proposal: Proposal = { text, quotes, handles };
  const proof = proveStatement(proposal, context);
  return proof.isProven ? 'proven' : proof.check;
};
const STATIONS = '到2032年新增救生站5个';

describe('a statement stands', () => {
  it.each([
    ['in the clause’s own words', '青石区到2032年新增救生站5个', [STATIONS], ['C1']],
    ['in other order', '新增5个救生站，2032年完成', [STATIONS], ['C1']],
    [
      'with two quotations of one document',
      '新增救生站5个，每学期演练不少于2次',
      [STATIONS, '安全演练不少于2次'],
      ['C1'],
    ],
    ['on a quotation with other width and stops', '新增救生站５个', ['到２０３２年新增救生站5个，'], ['C1']],
    ['with a prohibition kept', '候船亭不得占用盲道', ['候船亭不得占用盲道'], ['C2']],
    ['with the units of the clause’s list', '新增救生站5个，由区交通局、区应急局负责', [STATIONS], ['C1']],
    [
      'with the heading of its clause as a label',
      '青石区（压实渡口管理责任）：支持各渡口委员会制定守则',
      ['支持各渡口委员会制定守则'],
      ['C4'],
    ],
    [
      'on a quotation that ends at a dash',
      '渡口管理单位负责日常巡查',
      ['渡口管理单位负责日常巡查——'],
      ['C4'],
    ],
    ['where a longer word goes on', '支持各渡口委员会制定守则，领导小组', ['领导小组办公室汇总'], ['C4']],
    ['with a marker that the model wrote', '到2032年新增救生站5个[1]。', [STATIONS], ['C1']],
    [
      'on a draft that is called one',
      '海棠区拟到2035年使标准化集市占比达到60%',
      ['标准化集市占比达到60%'],
      ['C3'],
    ],
  ])('%s', (_, text, quotes, handles) => {
    expect(prove(text, quotes, handles)).toBe('proven');
  });
});

describe('a statement falls', () => {
  it.each([
    ['number', '到2032年新增救生站6个', 'figure'],
    ['year', '到2033年新增救生站5个', 'figure'],
    ['unit', '到2032年新增救生站5所', 'figure'],
    ['bound', '渡船年检合格率达到95%以下', 'figure'],
    ['dropped bound', '渡船年检合格率达到95%', 'figure'],
    ['title', '到2032年新增救生站5个，落实《渡口管理条例》', 'figure'],
    ['figure of another sentence', '推进与云岭大学联合建设救生培训基地，渡船年检合格率达到95%以上', 'figure'],
    ['unit of government', '到2032年由区水务局新增救生站5个', 'organisation'],
    ['school', '与云海大学到2032年新增救生站5个', 'organisation'],
    ['district', '海棠区到2032年新增救生站5个', 'district'],
    ['content', '到2032年新增救生站5个，向乘客发放雨衣和手电筒', 'overlap'],
    ['link', '到2032年新增救生站5个，见 https://evil.example/x', 'markup'],
    ['picture', '到2032年新增救生站5个![x](y)', 'markup'],
    ['tag', '到2032年新增救生站5个<img src=x>', 'markup'],
    ['hidden characters', '到2032年新增救生站\u202e5个', 'markup'],
  ])('with a wrong %s', (_, text, check) => {
    const quotes = text.includes('云岭') ? ['推进与云岭大学联合建设'] : [STATIONS, '年检合格率达到95%以上'];
    expect(prove(text, quotes)).toBe(check);
  });

  it.each([
    ['a handle that was not shown', '新增救生站5个', [STATIONS], ['C9'], 'handle'],
    ['no handle', '新增救生站5个', [STATIONS], [], 'handle'],
    ['no quotation', '新增救生站5个', [], ['C1'], 'quote'],
    ['a quotation that stands nowhere', '新增救生站5个', ['新增救生站不少于5个'], ['C1'], 'quote'],
    ['a quotation of another clause', '新增救生站5个', [STATIONS], ['C2'], 'quote'],
    ['a quotation of next to nothing', '新增救生站5个', ['5个'], ['C1'], 'quote'],
    [
      'two documents in one sentence',
      '新增救生站5个，标准化集市占比达到60%',
      [STATIONS, '标准化集市占比达到60%'],
      ['C1', 'C3'],
      'mixed',
    ],
    [
      'a label that is no heading of its clause',
      '青石区（严查渡口收费）：支持各渡口委员会制定守则',
      ['支持各渡口委员会制定守则'],
      ['C4'],
      'overlap',
    ],
    [
      'half a word at its end',
      '负责日常巡查，支持各渡口委员会制定守',
      ['支持各渡口委员会制定守则'],
      ['C4'],
      'form',
    ],
    ['a flipped prohibition', '候船亭可以占用盲道', ['候船亭不得占用盲道'], ['C2'], 'sense'],
    ['a prohibition left out', '批准在汛期新建候船亭', ['不予批准在汛期新建候船亭'], ['C2'], 'sense'],
    ['a prohibition added', '不得建设便民候船亭', ['积极建设一批便民候船亭'], ['C2'], 'sense'],
    ['a draft as law', '海棠区现行规定标准化集市占比达到60%', ['标准化集市占比达到60%'], ['C3'], 'law'],
    [
      'a draft as issued',
      '海棠区已正式印发的规划要求标准化集市占比达到60%',
      ['标准化集市占比达到60%'],
      ['C3'],
      'law',
    ],
  ])('with %s', (_, text, quotes, handles, check) => {
    expect(prove(text, quotes, handles)).toBe(check);
  });
});

describe('a title written right before its sentence', () => {
  const WHOLE = '1. 明确管理单位。渡口管理单位负责日常巡查';
  const supportsOf = (text: string) => {
    const proof = proveStatement({ text, quotes: [WHOLE], handles: ['C4'] }, context);
    return proof.isProven ? proof.supports : [];
  };

  it('is cited with it, as one, where the statement says it too', () => {
    const [support, ...others] = supportsOf('明确管理单位：渡口管理单位负责日常巡查');
    expect(others).toEqual([]);
    const list = new CitationList(index);
    expect(cite(list, support!)).toBe('[1]');
    expect(list.citations[0]!.quote).toMatch(/^1\.\s?明确管理单位。渡口管理单位负责日常巡查——/u);
  });

  it('is not cited where the statement does without it', () => {
    const [support] = supportsOf('渡口管理单位负责日常巡查');
    expect(support).toMatchObject({ kind: 'sentence' });
    expect(support).not.toHaveProperty('from');
  });
});
