import { describe, expect, it } from 'vitest';
import { longestCommonRun, sharesEvidence, unmatchedDocuments } from '../../../eval/scorers/gold-overlap.ts';
import { markerFault } from '../../../eval/scorers/markers.ts';
import { missingGroups } from '../../../eval/scorers/must-include.ts';
import { forbiddenFound } from '../../../eval/scorers/must-not-include.ts';
import {
  comparable,
  comparableAnswer,
  countCharacters,
  stripMarks,
} from '../../../eval/scorers/normalise.ts';
import { cite } from '../known-answer.ts';

describe('normalisation', () => {
  it('folds widths and drops white space and marks', () => {
    expect(comparable('　**９３％** | # 到 2025\n年')).toBe('93%到2025年');
  });

  it('drops [n] from answers only', () => {
    expect(comparableAnswer('达到93%[1][12]，［2］见[注]')).toBe('达到93%,见[注]');
    expect(comparable('[1]')).toBe('[1]');
  });

  it('keeps widths when a quote is held against its source', () => {
    expect(stripMarks('９３％ * |#\u3000x')).toBe('９３％x');
  });

  it('counts code points', () => {
    expect(countCharacters('𠮷野家')).toBe(3);
  });
});

describe('must_include', () => {
  const isMissing = (wanted: string, answer: string) => missingGroups([[wanted]], answer).length === 1;

  it('finds a string across white space, marks and widths', () => {
    expect(isMissing('93%', '达到 **９３％**[1]')).toBe(false);
    expect(isMissing('区 教育局', '由区教育\n局负责')).toBe(false);
  });

  it('wants no other digit beside a string that begins or ends with one', () => {
    expect(isMissing('3所', '共23所')).toBe(true);
    expect(isMissing('3所', '共3所')).toBe(false);
    expect(isMissing('2025', '20251')).toBe(true);
    expect(isMissing('3%', '93%')).toBe(true);
    expect(isMissing('达到9', '达到93')).toBe(true);
    expect(isMissing('第3', '第3 5')).toBe(true);
  });

  it('looks on past an occurrence that touches a digit', () => {
    expect(isMissing('3所', '共23所，其中3所')).toBe(false);
  });

  it('does not mind digits beside strings that begin and end with something else', () => {
    expect(isMissing('年', '2025年12月')).toBe(false);
  });

  it('wants one string of every group', () => {
    expect(missingGroups([['甲', '乙'], ['丙'], ['丁']], '乙丙')).toEqual([['丁']]);
  });
});

describe('must_not_include', () => {
  it('finds a string wherever it stands, inside a longer number too', () => {
    expect(forbiddenFound(['3所', '系统 提示', '无'], '共23所；系统**提示**')).toEqual(['3所', '系统 提示']);
  });
});

describe('gold overlap', () => {
  it('measures the longest common run', () => {
    expect(longestCommonRun('公办园占比达到50%', '占比达到60%')).toBe(4);
    expect(longestCommonRun('', '甲')).toBe(0);
  });

  it('wants eight characters however short the texts are', () => {
    expect(sharesEvidence('一二三四五六七', '一二三四五六七')).toBe(false);
    expect(sharesEvidence('一二三四五六七八', '一二三四五六七八')).toBe(true);
  });

  it('wants 60 % of the shorter, exactly', () => {
    const gold = '一二三四五六七八九十甲乙丙丁戊';
    expect(sharesEvidence('一二三四五六七八九', `${gold}`)).toBe(true);
    expect(sharesEvidence('一二三四五六七八九子丑寅卯辰巳', gold)).toBe(true);
    expect(sharesEvidence('一二三四五六七八子丑寅卯辰巳午', gold)).toBe(false);
  });

  it('lets a citation match only the gold of its own document', () => {
    const citations = [cite('高中阶段毛入学率达到98%')];
    const gold = [{ doc: 'nankai', quote: '高中阶段毛入学率达到98%', path: '' }];
    expect(unmatchedDocuments({ gold, citations, eachDocument: false })).toEqual(['nankai']);
  });
});

describe('markers', () => {
  const fault = (answer: string, markers: number[]) =>
    markerFault({ answer, citations: markers.map((marker) => cite('覆盖率达到 93%。', marker)) });

  it('accepts 1, 2, … in order of first use, each as often as one likes', () => {
    expect(fault('甲[1]乙[1][2]丙[1]', [1, 2])).toBeNull();
    expect(fault('无', [])).toBeNull();
  });

  it('names what is wrong', () => {
    expect(fault('甲[1]乙[3]', [1, 2])).toContain('[3] 没有对应的引文');
    expect(fault('甲[1]', [1, 2])).toContain('[2] 在回答中没有用到');
    expect(fault('甲[2]乙[1]', [1, 2])).toContain('次序');
    expect(fault('甲[2]乙[3]', [2, 3])).toContain('从 1 起');
    expect(fault('甲[1]', [1, 1])).toContain('从 1 起');
  });
});
