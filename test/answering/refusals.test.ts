import { afterAll, describe, expect, it } from 'vitest';
import { expectContractKept } from '../fakes/answer-contract.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, assistant, close } = await servePlans();
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a value that the documents do not state', () => {
  it.each([
    ['a percentage', '云溪区跌倒监测仪安装率要达到百分之多少？'],
    ['a count', '云溪区独居老年人有多少名？'],
    ['an amount of money', '云溪区运营补贴每张床位多少钱？'],
    ['a price', '云溪区社区食堂一顿饭收费多少元？'],
    ['a date', '云溪区智慧养老平台什么时候建成？'],
    ['a telephone number', '云溪区养老服务热线电话是多少？'],
    ['an address', '临浦区护理院地址是什么？'],
    ['a document number', '云溪区方案的文号是什么？'],
    ['a time of day', '云溪区社区食堂几点开门？'],
    ['the name of a person', '云溪区领导小组组长姓什么？'],
  ])('is refused for %s: %s', async (_, question) => {
    const answer = await ask(question);
    expect(answer.status, answer.answer).toBe('not_found');
    expectContractKept(answer, index);
  });

  it('is refused with what was searched, what stands nearby and what could be asked instead', async () => {
    const { status, answer, citations, suggestions } = await ask('云溪区运营补贴每张床位多少钱？');
    expect(status).toBe('not_found');
    expect(answer).toContain('云溪区养老服务发展行动方案');
    expect(citations[0]!.quote).toContain('运营补贴');
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) expect((await ask(suggestion)).status, suggestion).toBe('answered');
  });
});

describe('a value that the documents state', () => {
  it.each([
    ['云溪区每名护理员每年培训不少于多少学时？', '40学时'],
    ['云溪区适老化改造要完成多少户？', '1200户'],
    ['临浦区要新增护理院几所？', '9所'],
    ['云溪区多久召开一次调度会？', '每季度'],
    ['云溪区养老护理员总数在2033年要达到多少名？', '900名'],
    ['云溪区是否提供上门助浴？', '上门助浴'],
    ['云溪区怎么守护独居老人？', '烟感报警器'],
  ])('answers %s', async (question, value) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain(value);
  });

  it('corrects a wrong figure with the stated one', async () => {
    const { status, answer } = await ask('云溪区社区食堂要达到60个，对吗？');
    expect(status).toBe('answered');
    expect(answer).toContain('45个');
  });
});

describe('time', () => {
  it.each([
    '云溪区2036年护理型床位占比要达到多少？',
    '2020年云溪区社区食堂有多少个？',
    '临浦区2040年要建多少所护理院？',
  ])('outside of what the documents speak of is refused: %s', async (question) => {
    expect((await ask(question)).status).toBe('not_found');
  });

  it('of a target inside the plan period is its end alone', async () => {
    expect((await ask('临浦区2035年认知障碍照护床位要达到多少张？')).answer).toContain('600张');
    expect((await ask('临浦区2033年认知障碍照护床位要达到多少张？')).status).toBe('not_found');
  });

  it('of a result is the year that the clause names', async () => {
    const { answer } = await ask('2030年云溪区社区食堂有多少个？');
    expect(answer).toContain('28个');
    expect(answer).not.toContain('45个');
  });

  it('past is not given for what is to come', async () => {
    const { answer } = await ask('云溪区社区食堂要增加到多少个？');
    expect(answer).toContain('45个');
    expect(answer).not.toContain('28个');
    const classes = await ask('云溪区老年大学教学点要达到多少所？');
    expect(classes.status).toBe('not_found');
    expect(classes.answer).not.toContain('16');
  });

  it('past is what a question about results gets', async () => {
    const { answer } = await ask('云溪区以前取得了哪些成绩？');
    expect(answer).toContain('28个');
    expect(answer).not.toContain('45个');
  });
});

describe('what no document speaks of', () => {
  it.each(['云溪区实现公交免费吗？', '临浦区怎么发展航空航天产业？', '今天天气怎么样？', '1+1等于几？'])(
    '%s is not answered',
    async (question) => {
      expect((await ask(question)).status).not.toBe('answered');
    },
  );
});
