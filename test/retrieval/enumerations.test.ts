import { describe, expect, it } from 'vitest';
import { listSizes, membersAsked } from '../../src/retrieval/enumerations.ts';

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

describe('listSizes', () => {
  it.each([
    ['一是建平台，二是建队伍，三是建机制。', [3]],
    ['加强街道站、社区站、楼栋站建设，做好服务。', [3]],
    ['培养护理员、社工和志愿者，', [2, 3]],
    ['加强领导。', []],
  ])('%s: %j', (text, sizes) => {
    expect(listSizes(text)).toEqual(sizes);
  });
});
