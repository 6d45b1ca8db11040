import { afterAll, describe, expect, it } from 'vitest';
import { correctSpelling } from '../../src/retrieval/spelling.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'canal.txt': `青石区运河治理计划

一、主要任务

（一）实施池塘整治行动

建立“巡堤四查”制度，推行“双巡查”做法，岸线巡护覆盖全部河段。

（二）实施水库整治行动

发展社区教育，开设运河课堂。

（三）实施沟渠整治行动

明确河段负责人，盘查可疑船只。
`,
});
afterAll(close);
const correct = (form: string) => correctSpelling(form, index);

describe('correctSpelling', () => {
  it.each([
    ['a term in quotation marks', '巡堤四差是什么', '巡堤四查是什么'],
    ['a term of the lexicon', '社区叫育怎么办', '社区教育怎么办'],
    ['a name that titles share', '整致行动有哪些', '整治行动有哪些'],
  ])('puts right one wrong character in %s', (_of, form, corrected) => {
    expect(correct(form)).toBe(corrected);
  });

  it('puts right every such term', () => {
    expect(correct('社区叫育和巡堤四差')).toBe('社区教育和巡堤四查');
  });

  it.each(['社区教育怎么办', '岸线巡护覆盖哪里', '巡堤四查是什么', '哪些河段要整治'])(
    'leaves alone what the documents hold: %s',
    (form) => {
      expect(correct(form)).toBe(form);
    },
  );

  it('leaves alone two wrong characters', () => {
    expect(correct('社去叫育怎么办')).toBe('社去叫育怎么办');
  });

  it('leaves alone a word of place that does not sound like what could be meant', () => {
    expect(correct('社区里育怎么办')).toBe('社区里育怎么办');
  });

  it('leaves alone the first character, which may belong to the word before', () => {
    expect(correct('寻堤四查')).toBe('寻堤四查');
  });

  it.each(['巡堤四是', '巡堤四和', '巡堤的查'])('leaves alone a function word: %s', (form) => {
    expect(correct(form)).toBe(form);
  });

  it('leaves alone a word that the documents know elsewhere', () => {
    expect(index.lexicon.policyTerms).not.toContain('盘查');
    expect(correct('巡堤盘查')).toBe('巡堤盘查');
    expect(correct('巡堤碰查')).toBe('巡堤四查');
  });

  it('leaves alone a word that the lexicon knows', () => {
    expect(index.lexicon.policyTerms).toContain('体育');
    expect(correct('社区体育')).toBe('社区体育');
  });

  it('leaves alone words of fewer than four characters', () => {
    expect(correct('双巡茶')).toBe('双巡茶');
  });

  it('leaves alone a term that no document holds', () => {
    expect(index.lexicon.policyTerms).toContain('课后服务');
    expect(correct('课厚服务')).toBe('课厚服务');
  });
});
