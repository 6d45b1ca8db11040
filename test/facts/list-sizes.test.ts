import { describe, expect, it } from 'vitest';
import { listSizes } from '../../src/facts/list-sizes.ts';

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
