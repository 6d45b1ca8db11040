import { describe, expect, it } from 'vitest';
import { readFrequency } from '../../src/facts/frequency.ts';

describe('readFrequency', () => {
  it.each([
    ['渡口每年检修。', '每年'],
    ['每学期举办两次讲座。', '每学期'],
    ['每两年评选先进。', '每两年'],
    ['每3个月清理航道。', '每3个月'],
    ['每隔五年修编。', '每隔五年'],
    ['每个季度通报。', '每个季度'],
    ['客流量逐年提高。', '逐年'],
    ['船工两年一次体检。', '两年'],
    ['年度不少于四次演练。', '年度'],
  ])('%s → %s', (text, frequency) => {
    expect(readFrequency(text)).toBe(frequency);
  });

  it('leaves the least number of times out of it', () => {
    expect(readFrequency('每月至少巡查一次。')).toBe('每月');
  });

  it('reads the first of several', () => {
    expect(readFrequency('每天清扫，每周消毒。')).toBe('每天');
  });

  it.each([
    '渡口今年检修。',
    '每个渡口配备救生衣。',
    '每名船工持证上岗。',
    '两年内完成改造。',
    '编制年度计划。',
  ])('reads none from: %s', (text) => {
    expect(readFrequency(text)).toBeNull();
  });
});
