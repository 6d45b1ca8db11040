import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);
const ask = (question: string) => assistant.ask({ question });
const documentsCited = async (question: string) => [
  ...new Set((await ask(question)).citations.map(({ documentId }) => documentId)),
];

describe('a district that is named', () => {
  it('is answered from its own document alone', async () => {
    const yunxi = await ask('云溪区护理型床位占比要达到多少？');
    expect(yunxi.answer).toContain('68%');
    expect(yunxi.answer).not.toMatch(/75%|临浦/u);
    const linpu = await ask('临浦区护理型床位占比要达到多少？');
    expect(linpu.answer).toContain('75%');
    expect(linpu.answer).not.toMatch(/68%|云溪/u);
  });

  it('is known by its short name and in traditional characters', async () => {
    expect((await ask('云溪护理型床位占比要达到多少？')).answer).toContain('68%');
    expect((await ask('雲溪區護理型床位佔比要達到多少？')).answer).toContain('68%');
  });

  it.each([
    ['云溪区认知障碍照护床位要达到多少张？', '600'],
    ['临浦区社区食堂要达到多少个？', '45'],
    ['临浦区养老护理员总数要达到多少名？', '900'],
    ['云溪区村级幸福院怎么建？', '闲置校舍'],
  ])('is not given what only the other one says: %s', async (question, others) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('not_found');
    expect(answer).not.toContain(others);
  });
});

describe('a question that names no district', () => {
  it('is answered for both where both say it', async () => {
    const { status, answer } = await ask('护理型床位占比目标是多少？');
    expect(status).toBe('answered');
    expect(answer).toMatch(/临浦区.*75%/u);
    expect(answer).toMatch(/云溪区.*68%/u);
    expect(await documentsCited('护理型床位占比目标是多少？')).toHaveLength(2);
  });

  it('is answered by the one that says it where the other is silent', async () => {
    expect(await documentsCited('社区食堂要达到多少个？')).toEqual(['yunxi']);
  });
});

describe('the district is asked for', () => {
  it.each([
    ['哪个区提出了适老化改造？', 'yunxi'],
    ['哪个区要开设家庭病床？', 'linpu'],
    ['“邻里守望”是哪个区的？', 'linpu'],
    ['哪个区设置社区食堂？', 'yunxi'],
  ])('%s names the one that says it', async (question, id) => {
    expect((await ask(question)).status).toBe('answered');
    expect(await documentsCited(question)).toEqual([id]);
  });

  it('is refused where neither says it', async () => {
    expect((await ask('哪个区提出了公交免费？')).status).toBe('not_found');
  });
});

describe('a comparison', () => {
  it.each(['两个区的护理型床位占比目标分别是多少？', '云溪区和临浦区护理型床位占比目标各是多少？'])(
    '%s states both sides, each with its own citation',
    async (question) => {
      const { answer } = await ask(question);
      expect(answer).toMatch(/临浦区[^\n]*75%[^\n]*\[\d\]/u);
      expect(answer).toMatch(/云溪区[^\n]*68%[^\n]*\[\d\]/u);
      expect(await documentsCited(question)).toHaveLength(2);
    },
  );

  it('says 未提及 for the side that is silent, without a citation', async () => {
    const { status, answer } = await ask('云溪区和临浦区的跌倒监测仪安装有什么不同？');
    expect(status).toBe('answered');
    expect(answer.split('\n').find((line) => line.includes('临浦区'))).toMatch(/未提及[^[]*$/u);
    expect(await documentsCited('云溪区和临浦区的跌倒监测仪安装有什么不同？')).toEqual(['yunxi']);
  });

  it('says that a document without lists of units has none', async () => {
    const { answer } = await ask('两个区谁负责智慧养老？');
    expect(answer).toMatch(/临浦区（征求意见稿） \| [^\n]*未提及/u);
    expect(answer).toMatch(/云溪区.*区数据局/u);
  });

  it('is refused where both are silent', async () => {
    expect((await ask('两个区的航空航天产业有什么不同？')).status).toBe('not_found');
  });
});

describe('a district that no document speaks for', () => {
  it.each(['北山区护理型床位占比要达到多少？', '浦东新区社区食堂有多少个？', '海南的护理型床位占比是多少？'])(
    '%s is refused, naming it',
    async (question) => {
      const { status, answer } = await ask(question);
      expect(status).toBe('not_found');
      expect(answer).toMatch(/北山区|浦东新区|海南/u);
    },
  );

  it('is not given the figures of the documents when the whole municipality is asked for', async () => {
    expect((await ask('溪山市全市护理型床位占比是多少？')).status).toBe('not_found');
  });
});

describe('a document that speaks for no district', () => {
  it('answers beside one that does', async () => {
    const general = await servePlans({
      'parks.txt': '公园管理办法\n\n第一章 总则\n\n第一条 公园应当每日开放不少于12小时。\n',
      'yunxi.txt': '云溪区公园建设方案（2031—2033年）\n\n一、目标\n\n到2033年，新建口袋公园20个。\n',
    });
    const hours = await general.assistant.ask({ question: '公园每天开放多少小时？' });
    expect(hours.answer).toContain('12小时');
    const parks = await general.assistant.ask({ question: '云溪区要新建多少个口袋公园？' });
    expect(parks.answer).toContain('20个');
    await general.close();
  });
});

describe('a question that asks something else of each district', async () => {
  const plans = await servePlans({
    'a.md': `青石区教育局2031年工作要点

一、推进基础教育扩优

普惠性幼儿园覆盖率达到93%。每校配备科学副校长，建设科学教育实践基地12个。小学一年级班额不超过45人。

主要指标

| 指标 | 2030年 | 2031年 |
|---|---|---|
| 资源教室（间，累计） | 18 | 26 |
`,
    'b.md': `河口区教育规划（2031—2035年）

一、主要目标

到2035年，普惠性幼儿园覆盖率达到95%，建成研学实践基地20个。每天户外活动时间不少于2小时。
`,
  });
  afterAll(plans.close);
  const askPlans = async (question: string) => (await plans.assistant.ask({ question })).answer;

  it('takes for each what is said of it', async () => {
    const answer = await askPlans('青石区的科学教育实践基地和河口区的研学实践基地，各打算建多少个');
    expect(answer).toMatch(/青石区.*12个/u);
    expect(answer).toMatch(/河口区.*20个/u);
  });

  it('takes for each the year that is said of it', async () => {
    const answer = await askPlans('普惠性幼儿园覆盖率，青石2031年的目标和河口2035年的目标各是多少？');
    expect(answer).toMatch(/青石区.*93%/u);
    expect(answer).toMatch(/河口区.*95%/u);
  });

  it('reads 基础教育 as no look back, and 青石小学一年级 as the schools of the district', async () => {
    expect(await askPlans('青石区2031年普惠性幼儿园覆盖率要达到多少？')).toContain('93%');
    expect(await askPlans('青石小学一年级一个班最多几个人？')).toContain('45人');
  });

  it('reads the unit of a row out of its brackets', async () => {
    expect(await askPlans('青石区2031年资源教室有多少间？')).toContain('26间');
  });

  it('finds a rule that the question retells in quotation marks', async () => {
    expect(await askPlans('河口区规划里“每天户外两小时”写在哪一部分？')).toContain('不少于2小时');
  });
});
