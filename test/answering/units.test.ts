import { afterAll, describe, expect, it } from 'vitest';
import { servePlans, YUNXI } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('who is responsible for a task', () => {
  it('names every unit of its list, counted and cited to the list', async () => {
    const { status, answer, citations } = await ask('云溪区助餐便利行动的责任单位有哪些？');
    expect(status).toBe('answered');
    for (const unit of ['区民政局', '区商务局', '区市场监管局', '3']) expect(answer).toContain(unit);
    expect(citations).toHaveLength(1);
    expect(citations[0]!.quote).toContain('责任单位：区民政局、区商务局、区市场监管局');
  });

  it('names the only unit of a list, and none of another task', async () => {
    const { answer } = await ask('云溪区智慧守护行动由谁负责？');
    expect(answer).toContain('区数据局');
    expect(answer).not.toMatch(/民政|商务|老龄/u);
  });

  it('finds the task by what it says as well as by its title', async () => {
    expect((await ask('云溪区谁负责安装烟感报警器？')).answer).toContain('区数据局');
  });

  it('is refused for a document that lists no units', async () => {
    expect((await ask('临浦区家庭病床的责任单位是谁？')).status).toBe('not_found');
  });
});

describe('what a unit is responsible for', () => {
  const TASKS = ['助餐便利行动', '助浴上门行动', '适老改造行动', '完善运营扶持政策'];

  it.each(['区民政局负责哪些任务？', '区民政局是哪些任务的责任单位？', '云溪区民政局承担哪些任务？'])(
    '%s lists every task, counted, each cited to its list',
    async (question) => {
      const { answer, citations } = await ask(question);
      for (const task of TASKS) expect(answer).toContain(task);
      expect(answer).toMatch(/共\s*4\s*项/u);
      expect(answer).not.toMatch(/智慧守护|银龄课堂|人才队伍/u);
      expect(citations).toHaveLength(4);
      for (const { quote } of citations) expect(quote).toContain('区民政局');
    },
  );

  it('knows a unit by another name that means it', async () => {
    const { answer } = await ask('区卫健委负责哪些工作？');
    expect(answer).toContain('助浴上门行动');
    expect(answer).toContain('加强人才队伍建设');
  });

  it('lists only the tasks that it has alone when asked so', async () => {
    const { answer } = await ask('只由区数据局一家负责的任务有哪些？');
    expect(answer).toMatch(/共\s*1\s*项/u);
    expect(answer).toContain('智慧守护行动');
  });

  it('is refused for a document without such lists, and for a unit that none names', async () => {
    expect((await ask('临浦区民政局负责哪些任务？')).status).toBe('not_found');
    expect((await ask('云溪区气象局负责哪些任务？')).status).toBe('not_found');
  });

  it('counts every task and cites as many as a contract answer may hold', async () => {
    const tasks = Array.from(
      { length: 25 },
      (_, i) => `${i + 1}. 第${i + 1}号驿站工程。建设${'惠民'.repeat(1 + i)}驿站。（责任单位：区城管局）`,
    );
    const text = `海棠区驿站建设方案\n\n一、重点任务\n\n${tasks.join('\n\n')}\n`;
    const stations = await servePlans({ 'stations.txt': text });
    const { answer, citations } = await stations.assistant.ask({ question: '区城管局负责哪些任务？' });
    expect(answer).toMatch(/共\s*25\s*项/u);
    expect(citations).toHaveLength(20);
    expect(answer).toMatch(/另有\s*5\s*项/u);
    await stations.close();
  });
});

const tabled = await servePlans({
  'ferries.md': `青石区渡口改造方案

一、任务分工

| 序号 | 重点任务 | 牵头单位 | 配合单位 |
| --- | --- | --- | --- |
| 1 | 栈桥加固 | 区水务局 | 区城管局、区财政局 |
| 2 | 候船亭翻新 | 区体育局 | 区文化旅游局 |

二、保障措施

区教育局应当组织学生参加渡口认养。
`,
});
afterAll(tabled.close);
const askTabled = (question: string) => tabled.assistant.ask({ question });

describe('units in the columns of a table', () => {
  it.each(['栈桥加固由谁牵头？', '栈桥加固谁牵头，谁配合？', '栈桥加固由哪些单位配合？'])(
    'are named by what they do, cited to the row: %s',
    async (question) => {
      const { status, answer, citations } = await askTabled(question);
      expect(status).toBe('answered');
      expect(answer).toMatch(/牵头单位[^；]*区水务局；配合单位[^；]*区城管局、区财政局/u);
      expect(answer).not.toMatch(/体育|文化旅游/u);
      expect(citations).toHaveLength(1);
      expect(citations[0]!.quote).toContain('栈桥加固');
      expect(citations[0]!.quote).not.toContain('候船亭');
    },
  );

  it('tell the tasks of a unit, led or supported', async () => {
    const led = await askTabled('区水务局负责哪些任务？');
    expect(led.answer).toMatch(/共\s*1\s*项/u);
    expect(led.answer).toContain('栈桥加固');
    expect((await askTabled('文旅局负责哪些任务？')).answer).toContain('候船亭翻新');
  });

  it('leave the tasks of a unit that they do not name to running text', async () => {
    const { answer } = await askTabled('教育局负责什么？');
    expect(answer).toContain('组织学生参加渡口认养');
    expect(answer).not.toContain('候船亭');
  });
});

const articled = await servePlans({
  'benefits.txt': `溪山市青石区渡口优待办法

第一章 总则

第一条 区交通局主管渡口优待工作，会同区财政局安排补助资金。

第二条 区住房城乡建设局应当每年检查候船亭的结构。区人力资源社会保障局组织船工技能鉴定，区水务局予以配合。

第三条 冒领补助的，由区交通局追回。
`,
});
afterAll(articled.close);
const askArticled = (question: string) => articled.assistant.ask({ question });

describe('what a unit has to do where no list names it', () => {
  it.each(['区交通局负责什么？', '交通局有什么职责？'])(
    'is told from all of the text, counted: %s',
    async (question) => {
      const { status, answer, citations } = await askArticled(question);
      expect(status).toBe('answered');
      expect(answer).toMatch(/共\s*2\s*处/u);
      expect(answer).toContain('主管渡口优待工作');
      expect(answer).toContain('冒领补助');
      expect(citations).toHaveLength(2);
      for (const { quote } of citations) expect(quote).toContain('区交通局');
    },
  );

  it.each([
    ['住建局负责什么？', '检查候船亭的结构'],
    ['人社局负责哪些工作？', '组织船工技能鉴定'],
  ])('is told by the short name of the unit: %s', async (question, duty) => {
    const { answer, citations } = await askArticled(question);
    expect(answer).toContain(duty);
    expect(citations).toHaveLength(1);
  });

  it('is told where the unit supports another', async () => {
    expect((await askArticled('水务局负责什么？')).answer).toContain('区水务局予以配合');
  });

  it('is told where a list of another document names the unit', async () => {
    const rules = '白沙区渡口管理办法\n\n第一条 区民政局审定船票减免名单。\n\n第二条 船票每年核价。\n';
    const both = await servePlans({ 'yunxi.md': YUNXI, 'rules.txt': rules });
    const { answer } = await both.assistant.ask({ question: '白沙区民政局负责什么？' });
    expect(answer).toMatch(/共\s*1\s*处/u);
    expect(answer).toContain('审定船票减免名单');
    expect(answer).not.toContain('助餐');
    await both.close();
  });
});
