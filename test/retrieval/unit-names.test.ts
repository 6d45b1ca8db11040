import { describe, expect, it } from 'vitest';
import { speaksOfUnit, unitCore } from '../../src/retrieval/unit-names.ts';

describe('unitCore', () => {
  it.each([
    ['区教育局', '教育局'],
    ['云溪区教育局', '教育局'],
    ['区委宣传部', '宣传部'],
    ['区政府办公室', '办公室'],
    ['市水务局', '水务局'],
    ['公安云溪分局', '公安'],
    ['区规划资源分局', '规划资源'],
    ['各街道办事处', '街道办事处'],
  ])('%s → %s', (name, core) => {
    expect(unitCore(name, ['云溪区'])).toBe(core);
  });
});

describe('speaksOfUnit', () => {
  const speaks = (topic: string, unit: string) => speaksOfUnit(topic, unitCore(unit, ['云溪区']));

  it.each([
    ['教育局负责什么', '区教育局'],
    ['住建局管什么', '区住房城乡建设局'],
    ['区住建局管什么', '区住房城乡建设局'],
    ['人社局有什么任务', '区人力资源社会保障局'],
    ['文旅局负责哪些', '区文化旅游局'],
    ['发改委牵头什么', '区发展改革委'],
    ['卫健委做什么', '区卫生健康委员会'],
    ['卫生局做什么', '区卫生健康局'],
  ])('%s speaks of %s', (topic, unit) => {
    expect(speaks(topic, unit)).toBe(true);
  });

  it.each([
    ['体育局负责什么', '区教育局'],
    ['教育局负责什么', '区体育局'],
    ['建住局管什么', '区住房城乡建设局'],
    ['城建局管什么', '区住房城乡建设局'],
    ['住建的任务是什么', '区住房城乡建设局'],
    ['哪个局负责', '区教育局'],
    ['教育局负责什么', '区委教育工委办公室'],
    ['教育局负责什么', '区教育考试中心'],
  ])('%s does not speak of %s', (topic, unit) => {
    expect(speaks(topic, unit)).toBe(false);
  });
});
