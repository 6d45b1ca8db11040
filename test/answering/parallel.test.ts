import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区渡口建设方案（2031—2033年）

一、总体要求

本着立足当前、着眼长远，突出重点、统筹推进，问题导向、注重实效的原则，办好渡口，构建“全员、全程、全方位”三全管理格局，发挥渡史、渡风、渡歌的作用。

二、队伍建设

采取“班次同排、船工同训、船只同检”的模式，实行走船制、轮班制、领航制等用工制度。每年培训船工不少于40学时。

三、文化建设

强化渡口精神文化建设，讲好渡口故事。抓好渡口制度文化建设，完善章程。注重渡口物质文化建设，修好栏杆。
（责任单位：区交通局）
`,
});
afterAll(close);

describe('a list told by the look of its members', () => {
  it.each([
    ['青石区船工要做到哪三“同”？', ['班次同排', '船工同训', '船只同检']],
    ['青石区用工想试的那几个“××制”是什么', ['走船制', '轮班制', '领航制']],
    ['青石区总体要求里的三对原则，每对八个字，抄全', ['着眼长远', '统筹推进', '注重实效']],
    ['青石区渡口文化分成哪几种文化来抓', ['精神文化', '制度文化', '物质文化']],
    ['青石区管理上的三“全”是哪三个“全”', ['全员', '全程', '全方位']],
    ['青石区渡口要靠哪三样，就是“渡什么、渡什么”那几个', ['渡史', '渡风', '渡歌']],
    ['青石区轮班制之类的用工制度都有哪些', ['走船制', '轮班制', '领航制']],
  ])('%s', async (question, members) => {
    const { answer, status } = await ask(question);
    expect(status).toBe('answered');
    for (const member of members) expect(answer).toContain(member);
    expect(answer).toContain('共 3 项');
  });

  it('is not made up where no list looks so', async () => {
    const { answer } = await ask('青石区船工要做到哪四“心”？');
    expect(answer).not.toContain('共 4 项');
    expect(answer).not.toContain('班次同排');
  });
});
