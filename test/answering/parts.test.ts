import { afterAll, describe, expect, it } from 'vitest';
import { questionParts } from '../../src/retrieval/parts.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区渡口建设方案（2031—2033年）

一、重点任务

（一）加强渡口管理

行动目标：到2033年，渡口监控覆盖率达到95%，每年开展渡口安全检查4次。（责任单位：区交通局、区应急局）

（二）改造码头

行动目标：完成12座码头改造。（责任单位：区住建局）
`,
});
afterAll(close);

describe('questionParts', () => {
  it.each([
    ['青石区渡口监控覆盖率要到多少，由谁负责？', 2],
    ['码头改造多少座？哪一年完成？归哪个部门管？', 3],
    ['听说要改造码头，青石区要改造多少座？', 1],
    ['青石区渡口监控覆盖率是多少', 1],
  ])('%s has %i', (text, count) => {
    expect(questionParts(text)).toHaveLength(count);
  });
});

describe('a question of several parts', () => {
  it('is answered in every part', async () => {
    const { answer, status, citations } = await ask('青石区渡口监控覆盖率要到多少？归哪几家管');
    expect(status).toBe('answered');
    expect(answer).toContain('95%');
    expect(answer).toContain('区应急局');
    expect(citations.map(({ marker }) => marker)).toEqual(citations.map((_, i) => i + 1));
  });

  it('says which part the documents do not answer', async () => {
    const { answer, status } = await ask('青石区码头改造由哪个部门负责？花多少钱？');
    expect(status).toBe('answered');
    expect(answer).toContain('区住建局');
    expect(answer).toMatch(/多少钱[^。]*”这一问，没有找到能回答的原文。/u);
  });

  it('is refused where no part is answered', async () => {
    const { status } = await ask('青石区渡轮票价多少钱？几点钟开船？');
    expect(status).toBe('not_found');
  });
});

describe('parts that ask for values of one kind', () => {
  it('are each answered by their own', async () => {
    const { answer } = await ask('青石区渡口监控覆盖率要到多少，渡口安全检查每年几次');
    expect(answer).toContain('95%');
    expect(answer).toContain('4次');
  });

  it('are not answered twice by one sentence', async () => {
    const { answer } = await ask('青石区码头改造多少座？一共几座');
    expect(answer.match(/12座/gu)).toHaveLength(1);
  });
});

describe('what is done and who does it, asked in one breath', () => {
  it('leaves out neither the value nor the units', async () => {
    const { answer } = await ask('青石区码头改造要完成多少，谁负责？');
    expect(answer).toContain('12座');
    expect(answer).toContain('区住建局');
  });

  it('leaves out neither the units nor the measures', async () => {
    const { answer } = await ask('青石区渡口管理由谁负责，有哪些举措？');
    expect(answer).toContain('区应急局');
    expect(answer).toContain('安全检查');
  });
});
