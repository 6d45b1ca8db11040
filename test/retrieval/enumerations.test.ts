import { describe, expect, it } from 'vitest';
import { membersAsked } from '../../src/retrieval/enumerations.ts';

describe('membersAsked', () => {
  it.each([
    ['三联机制是哪三联', null],
    ['要建三个学习站,哪三个', 3],
    ['要抓好的四种“德”是哪四种', 4],
    ['两大体系分别叫什么', 2],
    ['社区食堂有多少个', null],
    ['三个平台和五个中心各叫什么', null],
    ['三年行动包括哪些内容', null],
    ['三个学习站够不够用', null],
  ])('%s: %s', (topic, members) => {
    expect(membersAsked(topic)).toBe(members);
  });
});
