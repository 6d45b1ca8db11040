import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'plan.md': `青石区养老服务规划

一、目标

到2030年，护理型床位占比达到68%，社区食堂达到45个。

二、任务

加强设施建设，确保全区护理型床位占比达到70%。每个街道的社区食堂不少于2个。
`,
});
afterAll(close);

describe('a document that says a thing in two ways', () => {
  it('is shown doing so, both places cited', async () => {
    const { answer, citations } = await assistant.ask({ question: '护理型床位占比要达到多少？' });
    expect(answer).toContain('68%');
    expect(answer).toContain('70%');
    expect(answer).toContain('不一致');
    expect(citations.length).toBeGreaterThanOrEqual(2);
  });

  it('is not accused where two values are of different things', async () => {
    const { answer } = await assistant.ask({ question: '到2030年社区食堂要达到多少个？' });
    expect(answer).toContain('45个');
    expect(answer).not.toContain('不一致');
  });
});

describe('whether a document says the same throughout', () => {
  it('is told with every place where it gives the value', async () => {
    const { answer, citations } = await assistant.ask({ question: '护理型床位占比前后说法一致吗？' });
    expect(answer).toContain('写到共 2 处，写法不一');
    expect(answer).toContain('68%');
    expect(answer).toContain('70%');
    expect(citations).toHaveLength(2);
  });

  it('is told where it gives it once', async () => {
    const { answer } = await assistant.ask({ question: '社区食堂总数在规划里提到几次？' });
    expect(answer).not.toContain('写法不一');
  });
});
