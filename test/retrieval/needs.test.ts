import { describe, expect, it } from 'vitest';
import { meetsNeed, readNeed, type ValueNeed, valuesFor } from '../../src/retrieval/needs.ts';

describe('readNeed', () => {
  it.each<[string, ValueNeed['kind']]>([
    ['床位占比要达到多少', 'percent'],
    ['合格率达到多少', 'percent'],
    ['百分之几的老人能享受', 'percent'],
    ['每人补贴多少钱', 'money'],
    ['学费收多少', 'money'],
    ['什么时候建成', 'date'],
    ['哪一年完成', 'date'],
    ['多久评一次', 'frequency'],
    ['每年开几次会', 'frequency'],
    ['电话是多少', 'contact'],
    ['怎么联系', 'contact'],
    ['文号是什么', 'document-number'],
    ['早上几点开门', 'clock'],
    ['局长姓什么', 'person'],
    ['叫什么学校', 'institution'],
  ])('reads from %s that %s is asked for', (question, kind) => {
    expect(readNeed(question)?.kind).toBe(kind);
  });

  it.each([
    ['要建多少所', '所'],
    ['有几个站点', '个'],
    ['培训多少学时', '学时'],
    ['提高几个百分点', '个百分点'],
  ])('reads the unit of a count: %s → %s', (question, unit) => {
    const need = readNeed(question);
    // Points of a percentage are a percentage or a count of points, never a count of things.
    if (need?.kind === 'count') expect(need.unit).toBe(unit);
    else expect([need?.kind, unit]).toEqual(['percent', '个百分点']);
  });

  it.each([
    ['船坏了打哪个号', 'contact'],
    ['报修打什么电话', 'contact'],
    ['渡口设在什么地方', 'contact'],
    ['两段航道差在什么地方', undefined],
    ['渡口卡在什么地方', undefined],
  ])('tells a contact from a shortcoming: %s → %s', (question, kind) => {
    expect(readNeed(question)?.kind).toBe(kind);
  });

  it.each([
    ['码头组长叫什么名字', true],
    ['渡口负责人叫什么', true],
    ['航道专家姓甚名谁', true],
    ['会议由哪位站长主持', false],
    ['演练谁带头', false],
  ])('tells whether the very name of a person is wanted: %s → %s', (question, byName) => {
    expect(readNeed(question)).toEqual({ kind: 'person', byName });
  });

  it.each([
    '由谁负责',
    '教了十几年书的老师怎么办',
    '撑了好几年船的船工怎么办',
    '写在第几部分',
    '哪几个行动',
    '怎么推进医养结合',
    '是什么意思',
    '好几年没有变化的原因',
  ])('reads no need from %s', (question) => {
    expect(readNeed(question)).toBeNull();
  });

  it('takes a bare 多少 for a count of whatever unit', () => {
    expect(readNeed('床位有多少')).toEqual({ kind: 'count', unit: null });
  });
});

describe('meetsNeed', () => {
  it.each<[ValueNeed, string, string]>([
    [{ kind: 'percent' }, '占比达到68％', '建成68所'],
    [{ kind: 'percent' }, '达到百分之六十八', '达到六十八所'],
    [{ kind: 'money' }, '每人补贴500元', '补贴500人'],
    [{ kind: 'count', unit: '所' }, '新建九所护理院', '新增床位600张'],
    [{ kind: 'count', unit: '名' }, '总数达到900人', '占比达到90%'],
    [{ kind: 'count', unit: '学时' }, '不少于40课时', '不少于40人'],
    [{ kind: 'frequency' }, '每季度召开一次', '召开会议'],
    [{ kind: 'contact' }, '电话：022-23456789', '设立热线电话'],
    [{ kind: 'document-number' }, '云政办发〔2030〕12号', '2030年第12次会议'],
    [{ kind: 'clock' }, '每日8:30开放', '每日开放8小时'],
    [{ kind: 'count', unit: '天' }, '15个工作日内办结', '15名船工'],
    [{ kind: 'count', unit: '工作日' }, '10日内办结', '尽快办结'],
    [{ kind: 'date', isExact: false }, '次月发放船票', '及时发放船票'],
    [{ kind: 'date', isExact: false }, '受理后15个工作日内发证', '按规定发证'],
    [{ kind: 'date', isExact: true }, '3月15日发放', '次月发放'],
    [{ kind: 'date', isExact: true }, '2033年4月开航', '2033年开航'],
    [{ kind: 'person', byName: false }, '由渡口站长负责', '明确负责人'],
    [{ kind: 'person', byName: true }, '组长：柳大河', '由渡口站长负责'],
  ])('%j is met by %s, not by %s', (need, met, unmet) => {
    expect(meetsNeed(need, met)).toBe(true);
    expect(meetsNeed(need, unmet)).toBe(false);
  });

  it('is met by a year where it is asked when', () => {
    const need = readNeed('什么时候建成')!;
    expect(meetsNeed(need, '到2033年建成')).toBe(true);
    expect(meetsNeed(need, '尽快建成')).toBe(false);
  });

  it('takes no year for a count', () => {
    expect(meetsNeed({ kind: 'count', unit: null }, '到2033年全面建成')).toBe(false);
    expect(meetsNeed({ kind: 'count', unit: '年' }, '云溪服务站')).toBe(false);
  });
});

describe('valuesFor', () => {
  it('picks the quantities of the kind asked for alone', () => {
    const text = '到2033年，占比达到68%，食堂达到45个，补贴2万元。';
    const texts = (need: ValueNeed) => valuesFor(need, text).map(({ canonical }) => canonical);
    expect(texts({ kind: 'percent' })).toEqual(['68%']);
    expect(texts({ kind: 'count', unit: '个' })).toHaveLength(1);
    expect(texts({ kind: 'money' })).toHaveLength(1);
    expect(texts(readNeed('什么时候完成')!)).toEqual(['2033年']);
    expect(texts({ kind: 'contact' })).toEqual([]);
  });
});
