import { afterAll, describe, expect, it } from 'vitest';
import { coinagesNamed, coinagesOf } from '../../src/retrieval/coinages.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);

describe('coinagesOf', () => {
  it('holds what the documents put in quotation marks, once', () => {
    const coinages = coinagesOf(index);
    for (const name of ['一校三站', '四减两补', '双导师', '邻里守望', '三联'])
      expect([...coinages.keys()]).toContain(name);
    expect([...coinages.keys()]).not.toContain('社区食堂');
    expect(coinagesOf(index)).toBe(coinages);
  });
});

describe('coinagesNamed', () => {
  it('finds coinages without quotation marks', () => {
    expect(coinagesNamed('一校三站是什么', index)).toEqual(['一校三站']);
    expect(coinagesNamed('四减两补和邻里守望', index).sort()).toEqual(['四减两补', '邻里守望'].sort());
    expect(coinagesNamed('社区食堂有多少', index)).toEqual([]);
  });

  it('takes a plain count for a coinage in quotation marks only', async () => {
    const plan = await servePlans({ 'plan.md': '一、培训\n\n健全“三级”培训体系，做好骨干培养工作。\n' });
    expect(coinagesNamed('三级比赛是哪三级', plan.index)).toEqual([]);
    expect(coinagesNamed('“三级”培训体系是哪三级', plan.index)).toEqual(['三级']);
    await plan.close();
  });
});
