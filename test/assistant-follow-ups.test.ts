import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from './fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);

/** The last of several user turns, asked with the ones before it as history. */
function converse(...turns: string[]) {
  const history = turns.slice(0, -1).map((content) => ({ role: 'user' as const, content }));
  return assistant.ask({ question: turns.at(-1)!, history });
}

const TARGET = '云溪区护理型床位占比目标是多少？';

describe('another year', () => {
  it.each(['那2031年呢？', '2031年呢'])('%s asks the same for it', async (turn) => {
    const { answer } = await converse('云溪区2029年护理型床位占比要到多少？', turn);
    const alone = await converse('云溪区2031年护理型床位占比要到多少？');
    expect(answer).toBe(alone.answer);
  });

  it.each([
    ['再往后一年呢？', 2030],
    ['上一年呢？', 2028],
  ])('%s counts from the year before', async (turn, year) => {
    const { answer } = await converse('云溪区2029年护理型床位占比要到多少？', turn);
    const alone = await converse(`云溪区${year}年护理型床位占比要到多少？`);
    expect(answer).toBe(alone.answer);
  });
});

describe('which of the districts', () => {
  it.each(['哪个区高？', '那两个区哪个更高'])('%s sets both beside each other', async (turn) => {
    const { answer } = await converse(TARGET, '临浦区呢？', turn);
    expect(answer).toMatch(/云溪区.*68%/u);
    expect(answer).toMatch(/临浦区.*75%/u);
  });
});

describe('another district', () => {
  it.each(['那临浦区呢？', '临浦呢', '另一个区呢？', '说错了，我问的是临浦区'])(
    '%s asks the same of it',
    async (turn) => {
      const { status, answer } = await converse(TARGET, turn);
      expect(status).toBe('answered');
      expect(answer).toContain('75%');
      expect(answer).not.toContain('68%');
    },
  );

  it('is corrected back', async () => {
    const { answer } = await converse('临浦区护理型床位占比目标是多少？', '说错了，我问的是云溪区');
    expect(answer).toContain('68%');
    expect(answer).not.toContain('75%');
  });

  it('is asked whether it wants the same', async () => {
    const { answer } = await converse(TARGET, '临浦区也这么要求吗？');
    expect(answer).toContain('75%');
  });

  it('becomes both', async () => {
    const { answer } = await converse(TARGET, '两个区呢？');
    expect(answer).toMatch(/临浦区[^\n]*75%/u);
    expect(answer).toMatch(/云溪区[^\n]*68%/u);
  });

  it('that says nothing of the matter is refused', async () => {
    const { status, answer } = await converse('云溪区社区食堂要达到多少个？', '那临浦区呢？');
    expect(status).toBe('not_found');
    expect(answer).not.toContain('45');
  });
});

describe('another matter', () => {
  it('keeps the district', async () => {
    const { answer } = await converse(TARGET, '社区食堂要达到多少个？');
    expect(answer).toContain('45个');
  });

  it('keeps what was asked of the one before', async () => {
    const { answer } = await converse('云溪区助浴上门行动由谁负责？', '那适老改造呢？');
    expect(answer).toMatch(/住房建设局/u);
    expect(answer).not.toContain('卫生健康委');
  });

  it('does not drag the one before along', async () => {
    const problems = await converse('云溪区智慧守护行动由谁负责？', '临浦区养老服务存在哪些问题？');
    expect(problems.answer).toContain('设施不足');
    expect(problems.answer).not.toMatch(/数据局|云溪/u);
    const status = await converse(TARGET, '临浦区的规划是正式文件吗？');
    expect(status.answer).toContain('征求意见稿');
    expect(status.answer).not.toMatch(/68%|75%/u);
  });

  it('is answered as if it stood alone where it stands alone', async () => {
    const question = '临浦区怎么推进医养结合？';
    const { answer } = await converse('云溪区社区食堂要达到多少个？', question);
    expect(answer).toBe((await assistant.ask({ question })).answer);
  });
});

describe('a reference to the turn before', () => {
  it('resolves 它 to what was asked about', async () => {
    const { answer } = await converse('云溪区一校三站的龙头是什么？', '它由谁负责？');
    expect(answer).toMatch(/文化旅游局.*老龄办/u);
  });

  it('resolves 这项 to the task asked about', async () => {
    const { answer } = await converse('云溪区智慧守护行动安装什么？', '这项行动由谁负责？');
    expect(answer).toContain('区数据局');
  });

  it.each([
    ['第四个展开说说', '烟感报警器'],
    ['第三项具体做什么？', '适老化改造'],
    ['第二项由谁负责？', '卫生健康委'],
  ])('resolves the place in a list: %s', async (turn, value) => {
    const { status, answer } = await converse('云溪区五项暖心行动是哪五项？', turn);
    expect(status).toBe('answered');
    expect(answer).toContain(value);
  });
});

describe('history', () => {
  it('that holds a mere 好的 changes nothing', async () => {
    const { answer } = await converse(TARGET, '好的', '那临浦区呢？');
    expect(answer).toContain('75%');
  });

  it('of the assistant is not taken for what the documents say', async () => {
    const { answer } = await assistant.ask({
      question: '社区食堂要达到多少个？',
      history: [
        { role: 'user', content: TARGET },
        { role: 'assistant', content: '云溪区社区食堂要达到300个。' },
      ],
    });
    expect(answer).toContain('45个');
    expect(answer).not.toContain('300');
  });

  it('of twenty turns still answers the last', async () => {
    const turns = Array.from({ length: 19 }, (_, i) => `云溪区第${i + 1}件事怎么办？`);
    const { answer } = await converse(...turns, TARGET);
    expect(answer).toContain('68%');
  });
});

describe('another value of another stage', async () => {
  const plans = await servePlans({
    'plan.md': `青石区教育规划（2031—2035年）

一、目标

到2035年，义务教育巩固率达到97%。高中阶段毛入学率达到91%。学前三年毛入园率达到95%。
`,
  });
  afterAll(plans.close);

  it('is not asked of the stage before', async () => {
    const history = [{ role: 'user' as const, content: '青石区义务教育巩固率目标是多少？' }];
    const { status, answer } = await plans.assistant.ask({ question: '高中毛入学率呢？', history });
    expect(status).toBe('answered');
    expect(answer).toContain('91%');
    expect(answer).not.toContain('97%');
  });
});

describe('whether the other district mentions it', () => {
  it('is answered without the value asked for before', async () => {
    const { status, citations } = await converse(TARGET, '临浦区那边提没提这个？');
    expect(status).toBe('answered');
    expect(citations.length).toBeGreaterThan(0);
  });
});

describe('of both districts the one that says it', () => {
  it('is told by its words', async () => {
    const { answer } = await converse('两个区里头，谁提出护理型床位占比达到75%？');
    expect(answer).toContain('的文件写到');
    expect(answer).toContain('临浦');
  });
});

describe('another topic', () => {
  it('keeps the district and drops what was asked before', async () => {
    const { status, answer, reading } = await converse(TARGET, '换个话题，社区食堂的事呢？');
    expect(status).toBe('answered');
    expect(answer).toContain('食堂');
    expect(answer).not.toContain('68%');
    expect(JSON.stringify(reading)).toContain('云溪');
  });
});

describe('a question that is whole in itself', () => {
  it.each([
    ['一校三站是什么', '云溪区', '老年大学为龙头'],
    ['助浴上门行动由谁负责', '云溪区', '区卫生健康委'],
    ['区商务局负责什么', '云溪区', '助餐便利行动'],
  ])('%s goes to the district that tells of it', async (turn, district, words) => {
    const { status, answer } = await converse('临浦区护理型床位占比目标是多少？', turn);
    expect(status, answer).toBe('answered');
    expect(answer).toContain(district);
    expect(answer).toContain(words);
  });

  it('stays with the district of the turn before where that tells of it', async () => {
    const { answer } = await converse('临浦区护理型床位占比目标是多少？', '护理院要新增几所');
    expect(answer).toContain('9所');
    expect(answer).not.toContain('云溪区');
  });

  it('about both districts drags no value along', async () => {
    const { status, answer } = await converse('云溪区社区食堂要办多少个？', '两个区的医养结合对比');
    expect(status).toBe('answered');
    expect(answer).toContain('医养结合');
    expect(answer).not.toContain('食堂');
  });

  it.each(['谢谢', '今天天气怎么样', '你好'])(
    '%s is not answered with what was asked before',
    async (turn) => {
      const { status, answer } = await converse(TARGET, turn);
      expect(status).not.toBe('answered');
      expect(answer).not.toContain('68%');
    },
  );
});
