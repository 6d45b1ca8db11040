import { afterAll, describe, expect, it } from 'vitest';
import { LINPU, servePlans, YUNXI } from '../fakes/invented-plans.ts';

const PLANS = { 'yunxi.md': YUNXI, 'linpu.txt': LINPU };
const during = await servePlans(PLANS, '2032-05-01');
const after = await servePlans(PLANS, '2034-05-01');
afterAll(() => Promise.all([during.close(), after.close()]));
const ask = (question: string) => during.assistant.ask({ question });
const codes = ({ notices }: { notices: { code: string }[] }) => notices.map(({ code }) => code);

describe('a question about the document itself', () => {
  it.each(['临浦区的规划是正式文件吗？', '临浦区的规划还是征求意见稿吗？', '临浦区的规划能当依据吗？'])(
    '%s is told that it is a draft, cited to where it says so',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toContain('征求意见稿');
      expect(citations[0]!.quote).toContain('征求意见稿');
    },
  );

  it('tells that an issued plan is one', async () => {
    const { answer } = await ask('云溪区的方案是正式印发的文件吗？');
    expect(answer).toContain('正式印发');
    expect(answer).not.toContain('征求意见稿');
  });

  it('tells them apart when asked about both', async () => {
    const { answer } = await ask('两份文件哪份是征求意见稿？');
    expect(answer).toMatch(/临浦区[^\n]*征求意见稿/u);
    expect(answer.split('\n').find((line) => line.startsWith('云溪区'))).not.toContain('征求意见稿');
  });

  it('tells who issued it and when, cited to the letterhead', async () => {
    const issuer = await ask('云溪区的方案是谁印发的？');
    expect(issuer.answer).toContain('溪山市云溪区人民政府办公室');
    const date = await ask('云溪区的方案是什么时候印发的？');
    expect(date.answer).toContain('2030年12月8日');
    expect(date.citations.map(({ quote }) => quote)).toContain('2030年12月8日');
  });

  it('tells the years of the plan', async () => {
    expect((await ask('云溪区的方案是哪年到哪年的？')).answer).toMatch(/2031[—-]2033/u);
    expect((await ask('临浦区的规划管哪几年？')).answer).toMatch(/2031[—-]2035/u);
  });

  it('tells by the clock that the period is over', async () => {
    expect((await ask('云溪区的方案过期了吗？')).answer).not.toContain('结束');
    const late = await after.assistant.ask({ question: '云溪区的方案过期了吗？' });
    expect(late.answer).toContain('已经结束');
  });
});

const rules = await servePlans({
  'ferries.txt': `溪山市青石区人民政府办公室关于印发青石区渡口管理办法的通知

青政办规〔2031〕9号

各街道办事处，各有关单位：

《青石区渡口管理办法》已经区政府同意，现印发给你们，请遵照执行。

2031年6月3日

（此件公开发布）

青石区渡口管理办法

第一章 总则

第一条 为了保障摆渡安全，根据溪政发〔2029〕4号文件，制定本办法。

第二章 附则

第二条 本办法自2031年7月1日起施行，有效期五年。
`,
});
afterAll(rules.close);

describe('what the document says of itself', () => {
  it.each([
    ['渡口管理办法的文号是什么？', '青政办规〔2031〕9号', /溪政发/u],
    ['这份文件的发文字号是多少？', '青政办规〔2031〕9号', /溪政发/u],
    ['这份文件能公开吗？', '此件公开发布', /施行/u],
    ['文件可以对外公开吗？', '此件公开发布', /施行/u],
    ['办法有效期几年？', '有效期五年', /公开/u],
    ['这个办法管几年？', '有效期五年', /公开/u],
  ])('%s is answered by its own words, its name beside them', async (question, words, others) => {
    const { status, answer, citations } = await rules.assistant.ask({ question });
    expect(status).toBe('answered');
    expect(answer).toContain('《青石区渡口管理办法》');
    expect(answer).toContain(words);
    expect(answer).not.toMatch(others);
    expect(citations[0]!.quote).toContain(words);
  });

  it.each(['办法什么时候施行？', '办法从哪天起施行？'])(
    '%s is answered by the date that it takes effect',
    async (question) => {
      const { answer, citations } = await rules.assistant.ask({ question });
      expect(answer).toContain('自2031年7月1日起施行');
      expect(answer).not.toContain('6月3日');
      expect(citations[0]!.quote).toContain('自2031年7月1日起施行');
    },
  );

  it.each(['云溪区的方案文号是什么？', '临浦区规划的发文字号是多少？', '云溪区的方案可以对外公开吗？'])(
    '%s is refused where it does not say so',
    async (question) => {
      expect((await ask(question)).status).toBe('not_found');
    },
  );

  it('takes no number that it only refers to for its own', async () => {
    const text = '青石区渡口计划\n\n一、任务\n\n根据溪政发〔2029〕4号文件，加固栈桥，疏通航道。\n';
    const plan = await servePlans({ 'plan.txt': text });
    expect((await plan.assistant.ask({ question: '这份计划的文号是什么？' })).status).toBe('not_found');
    await plan.close();
  });
});

describe('notices', () => {
  const TARGET = { question: '护理型床位占比目标是多少？' };

  it('tell of a draft only where one is cited', async () => {
    expect(codes(await during.assistant.ask(TARGET))).toEqual(['draft']);
    expect(codes(await ask('云溪区社区食堂要达到多少个？'))).toEqual([]);
  });

  it('tell by the clock that the period of a cited plan is over, until its last day not', async () => {
    expect(codes(await after.assistant.ask(TARGET)).sort()).toEqual(['draft', 'plan_period_over']);
    expect(codes(await after.assistant.ask({ question: '临浦区怎么开设家庭病床？' }))).toEqual(['draft']);
    const lastDay = await servePlans({ 'yunxi.md': YUNXI }, '2033-12-31T12:00:00');
    expect(codes(await lastDay.assistant.ask({ question: '社区食堂要达到多少个？' }))).toEqual([]);
    await lastDay.close();
  });

  it('name the document and are no part of the answer', async () => {
    const { notices, answer } = await after.assistant.ask({ question: '云溪区社区食堂要达到多少个？' });
    expect(notices[0]!.text).toContain('云溪区养老服务发展行动方案');
    expect(answer).not.toContain(notices[0]!.text);
  });
});
