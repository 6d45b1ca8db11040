import { afterAll, describe, expect, it } from 'vitest';
import { correctSound, spellOutRegions } from '../../src/retrieval/sound.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'canal.txt': `青石区运河治理计划

一、主要任务

（一）巡护河段

提高“双巡型”船工比例，区里每年培训船工。岸线巡护覆盖全部河段，理想的水质要保持。
`,
});
afterAll(close);
const correct = (form: string) => correctSound(form, index);

describe('correctSound', () => {
  it.each([
    ['a word of two characters with the same tones', '船工的比利要到多少', '船工的比例要到多少'],
    ['a longer word', '双寻型船工要占几成', '双巡型船工要占几成'],
    ['a word before a stop', '怎么陪训,谁来教', '怎么培训,谁来教'],
  ])('puts right %s', (_of, form, corrected) => {
    expect(correct(form)).toBe(corrected);
  });

  it.each([
    ['a word of the documents', '岸线巡护覆盖哪些河段'],
    ['a word of the dictionary', '船工的教室有几间'],
    ['characters of two words', '区里想怎么办'],
    ['another tone in a short word', '船工的闭历'],
    ['what sounds like nothing here', '渡轮几点开'],
  ])('leaves alone %s', (_what, form) => {
    expect(correct(form)).toBe(form);
  });
});

describe('spellOutRegions', () => {
  it.each([
    ['qingshi 的水质目标', '青石 的水质目标'],
    ['qing shi district的水质目标', '青石的水质目标'],
    ['qingshifu 的水质目标', 'qingshifu 的水质目标'],
    ['xiqing 的水质目标', 'xiqing 的水质目标'],
  ])('reads %s as %s', (form, spelt) => {
    expect(spellOutRegions(form, index)).toBe(spelt);
  });
});
