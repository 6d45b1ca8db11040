import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'plan.md': `青石区渡口建设方案（2031—2033年）

一、重点任务

（一）渡口项目

持续推动柳湾渡口、枫林渡口改造工程。启动新建鹭洲渡口、石矶渡口项目。接收改造长堤渡口项目。

（二）渡船培训

开展渡船培训，船长每年一次，船员每季度一次。（责任单位：区交通局、区海事处）
`,
});
afterAll(close);
const answerTo = async (question: string) => (await assistant.ask({ question })).answer;

describe('what the question says it does not want', () => {
  it.each([
    '青石区持续推动改造的是哪些渡口？新建的不要',
    '青石区持续推动改造的是哪些渡口，新建的别给我列进来',
    '青石区持续推动改造的是哪些渡口，不是新建的那些',
  ])('stays out of the answer: %s', async (question) => {
    const answer = await answerTo(question);
    expect(answer).toContain('柳湾渡口');
    expect(answer).not.toContain('鹭洲渡口');
  });

  it('is not what other places are asked about', async () => {
    expect(await answerTo('青石区今年事情不少，有哪些别的渡口启动新建？')).toContain('鹭洲渡口');
  });

  it('is told where it is wanted', async () => {
    expect(await answerTo('青石区新建哪些渡口？')).toContain('鹭洲渡口');
  });

  it('is not what is asked whether it has to be', async () => {
    expect(await answerTo('青石区渡船培训，船长要不要每年都参加？')).toContain('船长每年一次');
  });

  it('is not what a denied claim states', async () => {
    expect(await answerTo('听说青石区不是说要新建渡口吗，新建哪些？')).toContain('鹭洲渡口');
  });
});

describe('who is responsible, asked together with one unit', () => {
  it('is all the units of the task', async () => {
    const answer = await answerTo('青石区的渡船培训都是谁在管，海事处算不算一个？');
    expect(answer).toContain('区交通局');
    expect(answer).toContain('区海事处');
  });
});
