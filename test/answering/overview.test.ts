import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const plan = (district: string, years: string, tasks: string[]) => `${district}养老服务发展规划（${years}）

一、工作基础

已建成街道养老服务中心9个。

二、发展目标

到2033年，力争建成覆盖城乡的养老服务网络，形成居家为主、社区为依托的服务格局，群众更加满意。

三、重点任务

${tasks.map((task, i) => `（${'一二三四五六七八九十'[i]}）${task}\n\n由街道${task}，每季度公布一次进展。`).join('\n\n')}

四、保障措施

（一）加强领导

每半年召开一次联席会议。

（二）保障经费

把所需经费列入年度预算。
`;
const ALIKE = Array.from({ length: 10 }, (_, i) => `办好第${'一二三四五六七八九十'[i]}类助老服务`);
const { close, ask } = await servePlans({
  'one.md': plan('青溪区', '2031—2033年', ['扩大床位供给', '培养护理人才', '推广智慧养老']),
  'other.md': plan('白石区', '2030—2033年', ALIKE),
});
afterAll(close);

describe('a whole document asked about', () => {
  it.each([
    '总结一下青溪区的规划',
    '用三句话概括青溪规划',
    '青溪区这份规划讲了什么？',
    '介绍一下青溪区的文件',
  ])('is told by its aim, its tasks and its other sections: %s', async (question) => {
    const { status, answer, citations } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain('力争建成覆盖城乡的养老服务网络');
    expect(answer).toContain('“重点任务”共 3 项');
    for (const task of ['扩大床位供给', '培养护理人才', '推广智慧养老']) expect(answer).toContain(task);
    expect(answer).toContain('保障措施');
    expect(citations.length).toBeLessThanOrEqual(12);
    expect(new Set(citations.map(({ documentId }) => documentId)).size).toBe(1);
  });

  it('says how many tasks it leaves out', async () => {
    const { answer, citations } = await ask('概括一下白石区规划的主要内容');
    const shown = ALIKE.filter((task) => answer.includes(task)).length;
    expect(answer).toContain('共 10 项');
    expect(shown).toBeLessThan(10);
    expect(answer).toContain(`另有 ${10 - shown} 项未列出`);
    expect(citations.length).toBeLessThanOrEqual(12);
  });

  it('is set beside another one in a table', async () => {
    const { status, answer } = await ask('青溪区规划和白石区规划有什么区别？');
    expect(status).toBe('answered');
    expect(answer).toMatch(/\| 青溪区 \|.*2031—2033 年\[\d+\].*扩大床位供给\[\d+\]/u);
    expect(answer).toMatch(/\| 白石区 \|.*2030—2033 年\[\d+\].*等（未列全）/u);
  });

  it('is not meant where a matter of it is named', async () => {
    const { answer } = await ask('总结一下青溪区规划里培养护理人才的内容');
    expect(answer).toContain('护理人才');
    expect(answer).not.toContain('“重点任务”共 3 项');
  });
});

describe('the period of a plan', () => {
  it.each(['青溪区的规划有效期到什么时候？', '青溪规划管到哪年'])('%s', async (question) => {
    const { status, answer, citations } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain('2031—2033');
    expect(citations.some(({ quote }) => /^青溪区养老服务发展规划（2031—2033年）$/u.test(quote))).toBe(true);
  });
});
