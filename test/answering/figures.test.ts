import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'ferries.txt': `青石区渡口改造方案

一、工作目标

全区渡口改造率达到85%，渡口安全宣传覆盖各村。渡口改造优先安排农村渡口。

到2031年，候船亭达到3个；到2032年，候船亭达到4个；到2033年，候船亭达到6个。

二、主要任务

栈桥加固资金由区财政承担。渡口改造后加强栈桥巡查。
`,
});
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a target that grows by the year', () => {
  it.each([
    ['2031年候船亭达到多少个？', '3个', ['4个', '6个']],
    ['2032年候船亭要达到几个？', '4个', ['3个', '6个']],
    ['到2033年候船亭有多少个？', '6个', ['3个', '4个']],
  ])('is given for the year asked: %s', async (question, value, others) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain(value);
    for (const other of others) expect(answer).not.toContain(other);
  });

  it.each(['2030年候船亭达到多少个？', '2034年候船亭达到多少个？'])(
    'is refused for a year it does not speak of: %s',
    async (question) => {
      expect((await ask(question)).status).toBe('not_found');
    },
  );
});

/** Either way of saying so. */
const CORRECTS = /与问题中的数字不同|文件写的不是/u;

describe('a figure that the question takes for granted', () => {
  it.each(['渡口改造率要达到95%，怎么实现？', '渡口改造率达到95%有哪些措施？', '渡口改造率是95%吗？'])(
    'is put right by the one sentence that gives it: %s',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      expect(citations.map(({ quote }) => quote)).toEqual(['全区渡口改造率达到85%，渡口安全宣传覆盖各村。']);
      expect(answer).toContain('85%');
      expect(answer).toMatch(CORRECTS);
      expect(answer).not.toContain('优先安排');
    },
  );

  it('is not put right where the document agrees, and the rest is told too', async () => {
    const { answer } = await ask('渡口改造率要达到85%，怎么实现？');
    expect(answer).not.toMatch(CORRECTS);
    expect(answer).toContain('优先安排农村渡口');
  });
});
