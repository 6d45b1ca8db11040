import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'benefits.txt': `溪山市青石区渡口优待办法

第一章 总则

第一条 为了方便居民出行，制定本办法。

第二条 区交通局主管渡口优待工作，会同区财政局安排补助资金。

第二章 优待

第三条 乘船补助按下列标准发放：

（一）60周岁至69周岁的居民，每人每月20元；

（二）70周岁至79周岁的居民，每人每月45元；

（三）80周岁以上的居民，每人每月90元。

第四条 冒领补助的，由区交通局追回。

第五条 年满65岁的居民免费游览江心岛。

第六条 6岁以下的儿童免费参观码头展馆。

第三章 附则

第七条 本办法自2031年7月1日起施行。
`,
});
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a question about somebody of an age', () => {
  it.each([
    [65, '20元', ['45元', '90元']],
    [72, '45元', ['20元', '90元']],
    [79, '45元', ['20元', '90元']],
    [88, '90元', ['20元', '45元']],
  ])('is answered from the band of that age: %i', async (age, amount, others) => {
    const { status, answer, citations } = await ask(`${age}岁的居民乘船补助是多少钱？`);
    expect(status).toBe('answered');
    expect(answer).toContain(amount);
    for (const other of others) expect(answer).not.toContain(other);
    expect(citations[0]!.quote).toContain(amount);
  });

  it('gives every band where no age is named', async () => {
    const { answer } = await ask('乘船补助的标准有哪些？');
    for (const amount of ['20元', '45元', '90元']) expect(answer).toContain(amount);
  });
});

describe('a question for an age', () => {
  it.each([
    ['几岁可以免费游览江心岛？', '65岁', '6岁以下'],
    ['多少岁能免费游览江心岛？', '65岁', '6岁以下'],
    ['几岁以下免费参观码头展馆？', '6岁以下', '65岁'],
  ])('is answered from the article on that matter: %s', async (question, age, other) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain(age);
    expect(answer).not.toContain(other);
  });
});

describe('a question for an article', () => {
  it('is told the whole article with its items', async () => {
    const { answer, citations } = await ask('第三条写了什么？');
    for (const amount of ['20元', '45元', '90元']) expect(answer).toContain(amount);
    expect(answer).not.toContain('冒领');
    expect(citations).toHaveLength(4);
  });

  it('knows an article by its Arabic number', async () => {
    expect((await ask('第4条是什么？')).answer).toContain('由区交通局追回');
  });

  it('is declined where there is no such article', async () => {
    expect((await ask('第九条写了什么？')).status).not.toBe('answered');
  });
});
