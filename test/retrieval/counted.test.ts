import { afterAll, describe, expect, it } from 'vitest';
import { countedWords } from '../../src/retrieval/counted.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, assistant, close } = await servePlans({
  'plan.md': `青石区教育计划

一、目标

改造两所普通学校的特殊教育资源教室，新建公办幼儿园12所。

对从各中小学遴选出的校级和中层两个层级的干部进行培训。增加小学学位3240个。

二、培训

每年举办培训班4期，老年大学服务3000人。依托我区6所基地校推进融合。

三、家校

每年专题研究家委会工作，落实全员家访制度。教研员下校，每学期不少于4次。

四、幼儿园

加强队伍建设，逐年提高教师全部持证的幼儿园占比。保障结构完整，每年招聘数量不低于总数的10%。
`,
});
afterAll(close);

describe('countedWords', () => {
  it.each([
    ['有几所公办幼儿园', '公办幼儿园'],
    ['特殊教育学校有几所', '特殊教育学校'],
    ['几所学校的资源教室', '学校'],
    ['几家幼儿园是国家认定的', '幼儿园'],
    ['公办幼儿园占多少', ''],
    ['公办幼儿园计划认定多少所', '公办幼儿园'],
  ])('%s counts %s', (topic, words) => {
    expect(countedWords(topic, index.segmenter)[0] ?? '').toBe(words);
  });
});

describe('a frequency', () => {
  it('of what stands before it in another part is no answer', async () => {
    const { status, answer } = await assistant.ask({ question: '青石区家访一学期几次？' });
    expect(status, answer).toBe('not_found');
  });

  it('answers for what stands before it where its own part says nothing else', async () => {
    expect((await assistant.ask({ question: '青石区教研员下校一学期几次？' })).answer).toContain('不少于4次');
  });
});

describe('a figure that counts something else by name', () => {
  it.each(['青石区要打造几所优质学校？', '青石区教师全部持证的幼儿园占比要到多少？'])(
    'does not answer for what is named without a figure: %s',
    async (question) => {
      const { status, answer } = await assistant.ask({ question });
      expect(status, answer).toBe('not_found');
    },
  );

  it('does not answer how many', async () => {
    const answer = await assistant.ask({ question: '特殊教育学校有几所？' });
    expect(answer.status, answer.answer).toBe('not_found');
  });

  it('answers where it counts what is asked', async () => {
    const answer = await assistant.ask({ question: '新建公办幼儿园几所？' });
    expect(answer.status).toBe('answered');
    expect(answer.answer).toContain('12所');
  });

  it.each(['要建几所小学？', '新增几所中小学？'])('nor does one in another unit: %s', async (question) => {
    const answer = await assistant.ask({ question });
    expect(answer.status, answer.answer).toBe('not_found');
  });

  it.each(['新增多少小学学位', '增加小学学位多少个？'])(
    'takes no verb for the name of a school: %s',
    async (question) => {
      const answer = await assistant.ask({ question });
      expect(answer.answer).toContain('3240个');
    },
  );
});
