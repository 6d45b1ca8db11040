import { expect, it } from 'vitest';
import { holdsNoMeasures } from '../../src/language/section-kinds.ts';

it.each([
  '总体要求',
  '指导思想',
  '指导思想和基本原则',
  '发展目标',
  '“十六五”工作基础',
  '发展形势',
  '面临的机遇与挑战',
  '发展空间',
  '组织保障',
  '主要成效',
])('knows that %s holds no measures, nor what stands under it', (title) => {
  expect(holdsNoMeasures([title])).toBe(true);
  expect(holdsNoMeasures(['楷模教育彰显特色', title])).toBe(true);
});

it.each([
  '重点任务',
  '保障措施',
  '推进学前教育普及普惠发展',
  '优化发展环境',
  '拓展发展空间',
  '夯实基础教育',
  '加强组织领导',
  '行动目标管理制度',
])('leaves %s to be asked about', (title) => {
  expect(holdsNoMeasures([title])).toBe(false);
});
