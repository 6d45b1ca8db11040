import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区校园生活行动方案（2031—2033年）

一、重点任务

（一）学生健康

加强学校体育课教学，保障学生每天锻炼一小时。落实近视防控措施，定期调整课桌椅高度。（责任单位：区教育局、区卫健委）

（二）学校服务

完善学校服务体系，丰富课后活动，方便家长接送学生。（责任单位：区教育局）
`,
});
afterAll(close);

describe('a concrete matter that the documents do not mention', () => {
  it.each([
    ['碰上雾霾天，学校的体育课怎么安排？', '雾霾'],
    ['青石区学生校服由哪个单位负责？', '校服'],
    ['学校体育课学不学击剑？', '击剑'],
  ])('is refused by name, whatever stands beside it: %s', async (question, matter) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('not_found');
    expect(answer).toContain(`没有写到“${matter}”`);
  });

  it.each([
    // Another wording of a matter that is there.
    '青石区怎么防近视眼？',
    // 学校|服务 holds the characters of 校服.
    '青石区的学校服务由谁负责？',
    // Named on the way of a story.
    '我在食堂上班，想问学校体育课每天锻炼多长时间？',
  ])('is not what is mentioned: %s', async (question) => {
    expect((await ask(question)).status).toBe('answered');
  });
});
