import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a coinage built of numerals', () => {
  it.each(['云溪区“一校三站”是什么意思？', '“一校三站”指哪一校哪三站？', '一校三站是指什么？'])(
    '%s is taken apart where the document does',
    async (question) => {
      const { status, answer } = await ask(question);
      expect(status).toBe('answered');
      for (const part of ['区老年大学', '街道学习站', '社区学习站', '楼栋学习站'])
        expect(answer).toContain(part);
    },
  );

  it('is explained by the headings that follow it', async () => {
    const { answer, citations } = await ask('临浦区“三联”服务机制是什么意思？');
    for (const part of ['机构联建', '人才联育', '信息联通']) expect(answer).toContain(part);
    expect(citations).toHaveLength(4);
  });

  it.each(['云溪区“四减两补”是什么意思？', '四减两补指哪四减哪两补？'])(
    '%s is refused where the document merely uses it, and points at the use',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('not_found');
      expect(answer).not.toContain('减轻养老机构负担');
      expect(citations.some(({ quote }) => quote.includes('四减两补'))).toBe(true);
    },
  );

  it('that no document uses is refused', async () => {
    expect((await ask('“六进九送”是什么意思？')).status).toBe('not_found');
  });
});

describe('a name that the documents only name', async () => {
  const plan = await servePlans({
    'plan.md': `青石区教师发展方案（2031—2033年）

一、重点任务

（一）教师培养

开展师徒结对，落实好“青竹工程”和后备人才的跟岗实践。实施“雁阵计划”，每学期选派人员跟岗培训不少于两周。

（二）教研

打造“三味”教研团队。
`,
  });
  afterAll(plan.close);

  it.each(['什么是“青竹工程”？', '青石区的青竹工程是什么意思', '“三味”指什么？'])(
    'is not explained by the sentence that names it: %s',
    async (question) => {
      const { status, answer, citations } = await plan.assistant.ask({ question });
      expect(status).toBe('not_found');
      expect(answer).toMatch(/只提到“(?:青竹工程|三味)”这个名称，没有说明它指什么/u);
      expect(citations.length).toBeGreaterThan(0);
    },
  );

  it('is explained by what is done under it', async () => {
    const { status, answer } = await plan.assistant.ask({ question: '“雁阵计划”是什么？' });
    expect(status).toBe('answered');
    expect(answer).toContain('跟岗培训不少于两周');
  });

  it('a term that nobody knows is not told by the sentences that share its characters', async () => {
    const { status, answer } = await plan.assistant.ask({ question: '什么是教联体？' });
    expect(status).toBe('not_found');
    expect(answer).toContain('没有写到“教联体”');
  });
});

describe('a name in quotation marks', () => {
  it('is answered with the sentence that says what is done under it', async () => {
    const { status, answer } = await ask('“邻里守望”活动是什么？');
    expect(status).toBe('answered');
    expect(answer).toContain('低龄老年人结对帮扶高龄老年人');
  });

  it('is refused where no document holds it, however near its matter is', async () => {
    expect((await ask('“银杏树”护理型床位计划是什么？')).status).toBe('not_found');
  });
});
