import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区渡口行动方案（2031—2033年）

一、重点任务

（一）渡船安全

组织渡船安全演练，每年不少于4次。（责任单位：区交通局、区应急局、区海事处）

（二）便民候船

改造候船亭，到2032年达到30个。每年开展满意度调查1次。（责任单位：区交通局、区城管局）

（三）航道养护

疏浚航道，每年清淤2次。（责任单位：区水务局）

（四）票务管理

推行电子船票，覆盖率达到90%。（责任单位：区水务局、区交通局）
`,
});
afterAll(close);
const items = (answer: string) =>
  answer.split('\n').flatMap((line) => /^\d+\. ([^[]+)/u.exec(line)?.[1] ?? []);

describe('tasks of several units', () => {
  it('are those that all of them have together', async () => {
    const { answer } = await ask('区交通局和区应急局共同负责的任务有哪些？');
    expect(answer).toContain('共 1 项');
    expect(items(answer)).toEqual(['渡船安全']);
  });

  it('are said to be none where no list has them all', async () => {
    const { answer } = await ask('区应急局和区城管局共同负责哪些任务？');
    expect(answer).toContain('没有区应急局、区城管局共同列为责任单位的任务');
  });

  it('are told of each where each is asked', async () => {
    const { answer } = await ask('区交通局和区水务局谁负责的任务更多？');
    expect(answer).toContain('区交通局列为责任单位的任务共 3 项');
    expect(answer).toContain('区水务局列为责任单位的任务共 2 项');
  });
});

describe('tasks of one unit', () => {
  it('are those that it has alone', async () => {
    const { answer } = await ask('只由区水务局负责的任务有哪些？');
    expect(items(answer)).toEqual(['航道养护']);
  });

  it('are said to be none where it has none alone, also after a list of all', async () => {
    const { answer } = await ask('只由它负责的呢？', '青石区哪些任务由区交通局负责？');
    expect(answer).toContain('没有区交通局单独列为责任单位的任务');
  });
});

describe('tasks by how many units they have', () => {
  it.each([
    ['由三个以上单位负责的任务有哪些？', ['渡船安全']],
    ['只有一家责任单位的任务有哪些？', ['航道养护']],
  ])('%s', async (question, tasks) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(items(answer)).toEqual(tasks);
  });
});

describe('values gathered', () => {
  const lines = (answer: string) => answer.split('\n').filter((line) => line.startsWith('- '));

  it('are those of the amount that stands beside the frequency', async () => {
    const { answer } = await ask('青石区每年不少于4次的工作有哪些？');
    expect(lines(answer)).toHaveLength(1);
    expect(answer).toContain('演练');
  });

  it('are those dated by the year first, the others counted as left out', async () => {
    const { answer } = await ask('青石区2032年的指标有哪些？');
    expect(answer).toContain('30个');
    expect(answer).not.toContain('90%');
  });
});

describe('two questions in one', () => {
  it('are answered as far as they can be, and the rest is said not to be found', async () => {
    const { status, answer } = await ask('航道清淤一年几次？奖金多少钱？');
    expect(status).toBe('answered');
    expect(answer).toContain('2次');
    expect(answer).toContain('没有找到能回答的原文');
  });
});
