import { describe, expect, it } from 'vitest';
import { trimSentence, trimToOpening, withoutStop } from '../../src/answering/trim.ts';
import type { Concept } from '../../src/retrieval/concepts.ts';

const concept = (text: string): Concept => ({
  text,
  alternatives: [{ word: text, weight: 1 }],
  weight: 2,
  isKnown: true,
  isQuoted: false,
  isTold: false,
  isStrange: false,
});
const LONG =
  '加强养老服务设施建设，完善街道服务网络布局，护理型床位占比达到68%，推动医养结合向纵深发展，社区食堂达到45个，提高老年人生活质量。';

describe('trimToOpening', () => {
  it('keeps what fits whole', () => {
    expect(trimToOpening('完善网络，建成食堂。', 20)).toBe('完善网络，建成食堂');
  });

  it('keeps the first segments, at least one', () => {
    expect(trimToOpening(LONG, 40)).toBe('加强养老服务设施建设，完善街道服务网络布局，护理型床位占比达到68%');
    expect(trimToOpening(LONG, 3)).toBe('加强养老服务设施建设');
  });
});

describe('withoutStop', () => {
  it.each([
    ['建成。', '建成'],
    ['建成；', '建成'],
    ['如下：', '如下'],
    ['建成', '建成'],
  ])('%s → %s', (text, bare) => {
    expect(withoutStop(text)).toBe(bare);
  });
});

describe('trimSentence', () => {
  it('keeps a sentence that fits whole, without its stop', () => {
    expect(trimSentence('社区食堂达到45个。', { concepts: [], need: null }, 20)).toBe('社区食堂达到45个');
  });

  it('keeps the words that the question is about', () => {
    const text = trimSentence(LONG, { concepts: [concept('社区食堂')], need: null }, 30);
    expect(text).toContain('社区食堂达到45个');
    expect(text.length).toBeLessThan(LONG.length);
  });

  it('keeps the value asked for with its matter', () => {
    const focus = { concepts: [concept('护理型床位')], need: { kind: 'percent' } as const };
    expect(trimSentence(LONG, focus, 30)).toContain('护理型床位占比达到68%');
  });

  it('keeps the list that says how a thing is done with the words it belongs to', () => {
    const text =
      '建立“优质学校+”结构，单一法人的实行融合型办学，采取“师资同盘、教学同步、考核同体”的模式，推动教育集团发展。';
    const trimmed = trimSentence(text, { concepts: [concept('融合型办学')], need: null }, 46);
    expect(trimmed).toContain('单一法人的实行融合型办学，采取“师资同盘、教学同步、考核同体”的模式');
  });

  it('keeps the order of the sentence and marks what is left out between', () => {
    const text = trimSentence(LONG, { concepts: [concept('设施建设'), concept('社区食堂')], need: null }, 26);
    expect(text.indexOf('设施建设')).toBeLessThan(text.indexOf('社区食堂'));
    expect(text).toContain('……');
  });

  it('shows only words of the sentence', () => {
    const text = trimSentence(LONG, { concepts: [concept('医养结合')], need: null }, 40);
    for (const part of text.split('……')) expect(LONG).toContain(part);
  });

  it('does not cut inside brackets or quotation marks', () => {
    const text =
      '完善设施网络布局和服务体系，建设（街道，社区）服务站，推广“安心，舒心”服务，提高老年人的生活质量。';
    const trimmed = trimSentence(text, { concepts: [concept('社区')], need: null }, 14);
    expect(trimmed).toContain('（街道，社区）');
  });
});

describe('a goal with its year', () => {
  const text =
    '加强养老服务设施建设，完善街道服务网络布局，到2033年，推动医养结合向纵深发展，护理型床位占比达到68%，提高老年人生活质量。';

  it('keeps the year however far it stands, and leaves it where nothing of it is kept', () => {
    const limit = { concepts: [concept('护理型床位')], need: { kind: 'percent' } as const };
    expect(trimSentence(text, limit, 20)).toBe('到2033年，……护理型床位占比达到68%');
    expect(trimSentence(text, { concepts: [concept('街道')], need: null }, 20)).not.toContain('2033');
  });
});
