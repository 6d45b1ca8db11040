import { afterAll, describe, expect, it } from 'vitest';
import { type ProofContext, proveStatement } from '../../src/proving/prove-statement.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'ferries.md': `青石区渡口服务行动方案（2031—2033年）

一、重点任务

（一）渡船安全。到2032年新增救生站5个，渡船年检合格率达到95%以上。推进与云岭大学联合建设救生培训基地。

（二）候船服务。积极建设一批便民候船亭。鼓励普通渡船接收残疾乘客，可以减免票款。渡口管理人员必须持证上岗。

（三）现有基础。截至2030年底，全区建成候船亭28个，安全演练覆盖率达到52%。与海棠区、静安区建立渡口合作机制。

（四）分步推进。先在东岸试点。再在西岸推广。然后总结做法。最后覆盖全部渡口。每两年开展船长比武。海棠区负责对岸的接驳。

（五）培训管理。船长跟岗培训不少于两周，参加全员培训不少于40学时。新增小码头32个、大码头27个，改造2座灯塔和1座船坞。不定期开展线下检查，依据《渡船安全办法》处理，云岭图书馆协助宣传。鼓励薄弱班组开设船模课，由第三方对学生抽测，渡口管理尚未到位，候船环境亟待改善。
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
    ['C2', clauseWith('候船亭。')],
    ['C3', clauseWith('28个')],
    ['C4', clauseWith('东岸')],
    ['C5', clauseWith('跟岗培训')],
  ]),
  asked: '渡口怎么办？',
  today: new Date('2031-06-01'),
};
const prove = (text: string, quotes: string[], handle: string) =>
  proveStatement({ text, quotes, handles: [handle] }, context);
const outcome = (text: string, quote: string, handle: string) => {
  const proof = prove(text, [quote], handle);
  return proof.isProven ? 'proven' : proof.check;
};
const STATIONS = '到2032年新增救生站5个';
const SHELTERS = '全区建成候船亭28个';
const NEIGHBOURS = '与海棠区、静安区建立渡口合作机制';

const TRAINING = '船长跟岗培训不少于两周，参加全员培训不少于40学时';
const PIERS = '新增小码头32个、大码头27个，改造2座灯塔和1座船坞';
const CHECKS = '不定期开展线下检查，依据《渡船安全办法》处理，云岭图书馆协助宣传';

describe('a figure of the cited words', () => {
  it.each([
    ['船长跟岗培训不少于40学时', TRAINING, 'figure'],
    ['参加全员培训不少于两周', TRAINING, 'figure'],
    ['新增大码头32个', PIERS, 'figure'],
    ['新增27个小码头', PIERS, 'figure'],
    ['改造2座船坞', PIERS, 'figure'],
    ['船长参加全员培训不少于40学时', TRAINING, 'proven'],
    ['新增32个小码头、27个大码头', PIERS, 'proven'],
    ['改造1座船坞和2座灯塔', PIERS, 'proven'],
  ])('stays with what it is of: %s', (text, quote, expected) => {
    expect(outcome(text, quote, 'C5')).toBe(expected);
  });
});

const CARE = '鼓励薄弱班组开设船模课，由第三方对学生抽测，渡口管理尚未到位，候船环境亟待改善';

describe('what the cited words limit, find wanting, only plan or give to another', () => {
  it.each([
    ['鼓励班组开设船模课', 'sense'],
    ['鼓励薄弱班组开设船模课', 'proven'],
    ['鼓励所有薄弱班组开设船模课', 'word'],
    ['由船长对学生抽测', 'sense'],
    ['由第三方对学生抽测', 'proven'],
    ['渡口管理到位', 'sense'],
    ['渡口管理尚未到位', 'proven'],
    ['候船环境改善', 'sense'],
    ['薄弱班组已开设船模课', 'sense'],
  ])('is not left out or put in: %s', (text, expected) => {
    expect(outcome(text, CARE, 'C5')).toBe(expected);
  });
});

describe('a word with an opposite, a rule and an institution', () => {
  it.each([
    ['定期开展线下检查', 'word'],
    ['不定期开展线上检查', 'word'],
    ['不定期开展线下检查', 'proven'],
    ['依据渡口收费办法处理', 'organisation'],
    ['依据渡船安全办法处理', 'proven'],
    ['华明图书馆协助宣传', 'organisation'],
    ['云岭图书馆协助宣传', 'proven'],
  ])('is that of the cited words: %s', (text, expected) => {
    expect(outcome(text, CHECKS, 'C5')).toBe(expected);
  });
});

describe('what is left free', () => {
  it.each([
    ['普通渡船必须接收残疾乘客', '鼓励普通渡船接收残疾乘客', 'sense'],
    ['普通渡船应当接收残疾乘客', '鼓励普通渡船接收残疾乘客', 'sense'],
    ['要求普通渡船接收残疾乘客', '鼓励普通渡船接收残疾乘客', 'sense'],
    ['必须建设一批便民候船亭', '积极建设一批便民候船亭', 'sense'],
    ['方案要求鼓励普通渡船接收残疾乘客', '鼓励普通渡船接收残疾乘客', 'proven'],
    ['方案要求建设一批便民候船亭', '积极建设一批便民候船亭', 'proven'],
    ['渡口管理人员必须按要求持证上岗', '渡口管理人员必须持证上岗', 'proven'],
  ])('is made no duty: %s', (text, quote, expected) => {
    expect(outcome(text, quote, 'C2')).toBe(expected);
  });
});

describe('what is planned', () => {
  it.each([
    ['青石区到2032年已经新增救生站5个', STATIONS, 'C1', 'sense'],
    ['青石区到2032年将新增救生站5个', STATIONS, 'C1', 'proven'],
    ['截至2030年底，全区将建成候船亭28个', `截至2030年底，${SHELTERS}`, 'C3', 'sense'],
    ['截至2030年底，全区已建成候船亭28个', `截至2030年底，${SHELTERS}`, 'C3', 'proven'],
  ])('is told from what is done: %s', (text, quote, handle, expected) => {
    expect(outcome(text, quote, handle)).toBe(expected);
  });
});

describe('another district', () => {
  it.each([
    ['青石区与海棠区建立渡口合作机制', NEIGHBOURS, 'C3', 'proven'],
    ['青石区和静安区、海棠区建立渡口合作机制', NEIGHBOURS, 'C3', 'proven'],
    ['海棠区与静安区建立渡口合作机制', NEIGHBOURS, 'C3', 'district'],
    ['海棠区：与静安区建立渡口合作机制', NEIGHBOURS, 'C3', 'district'],
    ['海棠建立渡口合作机制', NEIGHBOURS, 'C3', 'district'],
    ['静安区建立渡口合作机制', NEIGHBOURS, 'C3', 'district'],
    ['海棠区负责对岸接驳', '海棠区负责对岸的接驳', 'C4', 'proven'],
  ])('speaks only where the source has it speak: %s', (text, quote, handle, expected) => {
    expect(outcome(text, quote, handle)).toBe(expected);
  });
});

describe('a name that swallows its neighbours', () => {
  it.each(['推进与云海大学联合建设救生培训基地', '推进与云岭大学联合建设华明中学位'])('falls: %s', (text) => {
    expect(outcome(text, '推进与云岭大学联合建设救生培训基地', 'C1')).toBe('organisation');
  });
});

describe('the form', () => {
  it.each([
    `${STATIONS}[1][2]`,
    `${STATIONS}[1, 2]。`,
    `${STATIONS}[C1、C2]。`,
    `${STATIONS}【C1】`,
    `${STATIONS}（C1）；`,
    `**到2032年**新增救生站5个`,
  ])('of a model is put off: %s', (text) => {
    expect(prove(text, [STATIONS], 'C1')).toMatchObject({ isProven: true, text: STATIONS });
  });

  it.each([
    ['推进与云岭大学联合建设，即：', 'form'],
    ['推进与云岭大学“联合建设', 'form'],
    ['推进与云岭大学联合建设（基地', 'form'],
    ['| 云岭大学 | 联合建设 |', 'markup'],
  ])('is that of a sentence: %s', (text, check) => {
    expect(outcome(text, '推进与云岭大学联合建设', 'C1')).toBe(check);
  });
});

describe('the grounds', () => {
  const ALL = ['先在东岸试点', '再在西岸推广', '然后总结做法', '最后覆盖全部渡口'];

  it('are no more sentences than are cited', () => {
    const proof = prove('先在东岸试点，再在西岸推广，然后总结做法', ALL.slice(0, 3), 'C4');
    expect(proof).toMatchObject({ isProven: true });
    expect(proof.isProven && proof.supports).toHaveLength(3);
    expect(prove('最后覆盖全部渡口', ALL, 'C4').isProven).toBe(false);
  });

  it('leave out a title that the statement does not need', () => {
    const proof = prove('先在东岸试点', ['（四）分步推进。先在东岸试点'], 'C4');
    expect(proof.isProven && proof.supports.map(({ kind }) => kind)).toEqual(['sentence']);
  });
});

describe('words put together anew', () => {
  it.each([['候船亭残疾乘客可以减免票款', SHELTERS, 'C3']])(
    'that no part of the cited sentence holds together are not proven: %s',
    (text, quote, handle) => {
      expect(outcome(text, quote, handle)).not.toBe('proven');
    },
  );

  it('that the cited sentence holds in one part are proven, in another order too', () => {
    const quote = '鼓励普通渡船接收残疾乘客，可以减免票款';
    expect(outcome('接收残疾乘客的普通渡船受到鼓励，可以减免票款', quote, 'C2')).toBe('proven');
  });

  it('is how a duty moves from one to another', () => {
    const quote = '鼓励薄弱班组开设船模课，由第三方对学生抽测，渡口管理尚未到位，候船环境亟待改善';
    expect(outcome('青石区薄弱班组抽测由第三方开设', quote, 'C5')).toBe('word');
  });
});

describe('organisations and signs of time in other words', () => {
  it('that say once of what is done every two years, and no oftener', () => {
    const quote = '每两年开展船长比武';
    expect(outcome('每两年开展一次船长比武', quote, 'C4')).toBe('proven');
    expect(outcome('每两年开展两次船长比武', quote, 'C4')).toBe('figure');
  });

  it('that only join a name, or tell a verb before a sort, name no other', () => {
    expect(outcome('到2032年，青石区计划新增救生站5个', STATIONS, 'C1')).toBe('proven');
  });
});
