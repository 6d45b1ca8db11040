import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close, ask } = await servePlans({
  'plan.md': `青石区渡口服务行动方案（2031—2033年）

一、工作基础

已建成候船亭30个。

二、重点任务

（一）渡船安全

渡船年检合格率达到100%，每学期组织安全演练不少于2次。到2032年新增救生站5个。

（二）便民服务

候船亭达到45个，每两年评选一次文明渡口。每学期开展一次志愿服务。到2033年电子票使用率达到80%。
`,
});
afterAll(close);
const items = (answer: string) => answer.split('\n').filter((line) => line.startsWith('- '));

describe('everything of one kind, gathered over a document', () => {
  it('by frequency, with their number', async () => {
    const { answer } = await ask('哪些事要求每学期开展？');
    expect(answer).toContain('共 2 项');
    expect(items(answer)).toHaveLength(2);
    expect(answer).toContain('安全演练');
    expect(answer).toContain('志愿服务');
  });

  it('by another way of writing the frequency', async () => {
    expect((await ask('每2年做的有哪些')).answer).toContain('文明渡口');
  });

  it('by year: what has no year of its own is due at the end of the plan', async () => {
    expect(items((await ask('2032年要完成哪些目标？')).answer)).toHaveLength(1);
    const { answer } = await ask('到2033年要实现哪些指标？');
    expect(answer).toContain('电子票');
    expect(answer).toContain('45个');
    expect(answer).not.toContain('救生站');
  });

  it('all values set, not those reached before', async () => {
    const { answer } = await ask('方案里有哪些量化指标？');
    expect(answer).toContain('100%');
    expect(answer).not.toContain('30个');
  });

  it('of one matter, where its aims are asked for', async () => {
    const { answer } = await ask('渡船安全的目标是什么？');
    expect(answer).toContain('100%');
    expect(answer).toContain('救生站');
    expect(answer).not.toContain('候船亭');
  });

  it('leaves single values to the sentence that states them', async () => {
    const { answer } = await ask('电子票使用率的目标是多少？');
    expect(items(answer)).toHaveLength(0);
    expect(answer).toContain('80%');
  });
});

describe('a question that points at something nothing has named', () => {
  it('is asked back, unless a turn before has named it', async () => {
    expect((await ask('它什么时候建成？')).status).toBe('needs_clarification');
    const known = await assistant.ask({
      question: '它什么时候要达到80%？',
      history: [{ role: 'user', content: '电子票使用率的目标是多少？' }],
    });
    expect(known.status).not.toBe('needs_clarification');
  });
});
