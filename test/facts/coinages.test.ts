import { describe, expect, it } from 'vitest';
import type { Outline } from '../../src/clauses/clause.ts';
import { type Coinage, coinageFinder, readCoinages } from '../../src/facts/coinages.ts';
import { outlineOf } from '../clauses/documents.ts';

const inPlan = (...paragraphs: string[]) =>
  ['青石区渡口管理方案', '一、摆渡服务', ...paragraphs, ''].join('\n\n');

/** The coinages of the first of some documents that are read together. */
function read(...sources: string[]): { coinages: Coinage[]; outline: Outline; source: string } {
  const outlines = sources.map(outlineOf);
  const coinages = readCoinages(sources[0]!, outlines[0]!, coinageFinder(outlines));
  return { coinages, outline: outlines[0]!, source: sources[0]! };
}

const named = (coinages: Coinage[], name: string) => coinages.find((one) => one.name === name)!;

const textsOf = ({ clauses }: Outline) => clauses.filter(({ kind }) => kind === 'text');

/** What explains the uses of a coinage: texts of sentences, titles with # before them, null for a mere mention. */
function explanationsOf(name: string, ...paragraphs: string[]): (string[] | null)[] {
  const { coinages, outline } = read(inPlan(...paragraphs));
  return named(coinages, name).uses.map(({ clauseId, explanation }) => {
    if (explanation === null) return null;
    if ('headings' in explanation)
      return explanation.headings.map((heading) => `#${outline.headings[heading]!.title}`);
    const { sentences } = outline.clauses.find(({ id }) => id === clauseId)!;
    return explanation.sentences.map((position) => sentences[position]!.text);
  });
}

describe('readCoinages', () => {
  it('finds every use with its place, in quotation marks or not', () => {
    const { coinages, outline } = read(
      inPlan('推行“船长制”。', '每个渡口每年大修一次，不留隐患。完善船长制考核。', '岸上另设船工宿舍。'),
    );
    expect(coinages.map(({ name }) => name)).toEqual(['船长制']);
    const [first, second] = textsOf(outline);
    expect(coinages[0]!.uses).toEqual([
      { clauseId: first!.id, position: 0, isQuoted: true, explanation: null },
      { clauseId: second!.id, position: 1, isQuoted: false, explanation: null },
    ]);
  });

  it('has the place where the name is printed first, with gaps in it or within a longer name', () => {
    const { coinages, source } = read(inPlan('落实“船长制考核”要求、“安 全　渡”和“船长制”。'));
    const printed = coinages.map(({ start, end }) => source.slice(start, end));
    expect(printed).toEqual(['船长制考核', '安 全　渡', '船长制']);
    expect(coinages.map(({ name }) => name)).toEqual(['船长制考核', '安全渡', '船长制']);
    expect(named(coinages, '船长制').start).toBe(source.indexOf('“船长制”') + 1);
  });

  it('does not take a longer quoted name for a use of the one it holds', () => {
    const { coinages } = read(inPlan('推行“船长制”。', '开展“船长制考核”活动。'));
    expect(named(coinages, '船长制').uses).toHaveLength(1);
  });

  it('sees a name that only the title above the clause uses', () => {
    const { coinages, outline, source } = read(
      inPlan('（一）实施“三固”行动', '加固每一座栈桥，逐一验收。加固船舷，换下旧板。加固缆桩，每年复查。'),
    );
    const coinage = named(coinages, '三固');
    const [clause] = textsOf(outline);
    expect(coinage.uses).toEqual([
      { clauseId: clause!.id, position: -1, isQuoted: true, explanation: { sentences: [0, 1, 2] } },
    ]);
    expect(source.slice(coinage.start, coinage.end)).toBe('三固');
    expect(coinage.end).toBeLessThan(clause!.start);
  });

  it('takes over what another document of the same build puts in quotation marks', () => {
    const other = '白沙区渡口管理方案\n\n一、摆渡服务\n\n推行“船长制”。\n';
    const { coinages, source } = read(inPlan('本区也实行船长制。'), other);
    expect(coinages).toHaveLength(1);
    expect(coinages[0]!.uses).toMatchObject([{ position: 0, isQuoted: false }]);
    expect(source.slice(coinages[0]!.start, coinages[0]!.end)).toBe('船长制');
    expect(read(inPlan('本区也实行船长制。')).coinages).toEqual([]);
  });

  it('compares names in search form and keeps the printed place', () => {
    const { coinages, source } = read(inPlan('推行“１＋Ｎ”渡口联盟。'));
    expect(coinages[0]!.name).toBe('1+n');
    expect(source.slice(coinages[0]!.start, coinages[0]!.end)).toBe('１＋Ｎ');
  });
});

describe('the explanation of a coinage', () => {
  it('is the sentence that says what it is', () => {
    const text = '推行“船长制”，即每条渡船由一名船长负责到底。';
    expect(explanationsOf('船长制', text, '完善“船长制”。')).toEqual([[text], null]);
  });

  it('is the sentence that lists as many things as its numeral counts', () => {
    const text = '实现修船、管船、护船“三船”一体。';
    expect(explanationsOf('三船', text)).toEqual([[text]]);
    expect(explanationsOf('三船', '实现修船、管船“三船”一体。')).toEqual([null]);
  });

  it('is the sentence that counts what its numerals do, in order', () => {
    const text = '建立“一港三站”网络，建设1个中心港和3个停靠站。';
    expect(explanationsOf('一港三站', text)).toEqual([[text]]);
    expect(explanationsOf('一港三站', '建立“一港三站”网络，建设4个停靠站。')).toEqual([null]);
  });

  it('is the titles that follow the sentence which announces them, those of its own section only', () => {
    expect(
      explanationsOf(
        '123',
        '构建“123”渡运体系，即：',
        '（一）建1座中心港',
        '选址东岸。',
        '（二）设2条航线',
        '早晚各一班。',
        '（三）育3支队伍',
        '每年培训。',
        '二、保障措施',
        '落实经费。',
      ),
    ).toEqual([['#（一）建1座中心港', '#（二）设2条航线', '#（三）育3支队伍']]);
  });

  it('is as many sentences behind it as it counts', () => {
    const lead = '各渡口今年起推进“两固”工作，不留死角。';
    const items = ['加固每一座栈桥。', '加固每一条船舷。'];
    expect(explanationsOf('两固', `${lead}${items.join('')}`)).toEqual([items]);
    expect(explanationsOf('两固', `${lead}${items.join('')}加固每一处缆桩。`)).toEqual([null]);
  });

  it('is the first sentence below the title that uses it, where that lists as many things', () => {
    const list = '全区各渡口统一航线、统一票价、统一调度、统一救生。';
    const below = (text: string) => explanationsOf('四统一', '（一）实行“四统一”管理', text);
    expect(below(`${list}另设举报电话，全年有人接听。`)).toEqual([[list]]);
    expect(below('全区各渡口统一航线、统一票价。另设举报电话，全年有人接听。')).toEqual([null]);
  });
});
