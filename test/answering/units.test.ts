import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

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
