import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'yunshan.md': `# 云山区儿童友好学校建设行动计划（2031—2033年）

## 一、总体要求

以儿童为本，实施“三童行动”，打造友好学校。确保一般公共预算经费“两个只增不减”落到实处。

## 二、重点任务

### （一）童享空间行动

1. 开展适儿化改造。对校门、操场进行体检，分批改造学校60所。

（责任单位：区教育局、区财政局）

### （二）童行平安行动

1. 开通定制公交。首批开通12条线路。小学课后服务结束时间不早于17:30，区财政按照小学每生每学期150元给予补助。

2. 评选白名单。区教育局建立第三方机构“白名单”，每年5月集中遴选，7月底前公布。

（责任单位：区公安分局）

### （三）童声参与行动

1. 设立“小云雀”信箱。由学校法治副校长和责任督学共同管理，每周开启一次。

（责任单位：团区委、区教育局）
`,
  'heping.md': `# 河坪区教育规划（2031—2033年）

## 一、主要任务

### （一）推进高中多样化特色发展

加强办学条件保障，提升办学影响力。教师培训每年不少于72学时，分三批建设实验校6所。

### （二）总体布局

构建“一核两翼”教育格局。“一核”即以育人体系为核心；“两翼”即数字赋能和家校协同。建设“三球一武”（足球、篮球、乒乓球和武术）特色学校24所。

### （三）干部任期

推行校长任期制，每届任期4年，在同一学校任职不超过2届。存在学位紧张的问题，新增东部新城学位不少于9000个。

本行动计划自印发之日起施行，有效期至2033年12月31日。
`,
});
afterAll(close);

describe('what only a title says', () => {
  it('is quoted with the sentence behind it', async () => {
    const { answer, citations } = await ask('哪个区要给学生设“小云雀”信箱？');
    expect(answer).toContain('设立“小云雀”信箱');
    expect(citations[0]!.quote).toMatch(/设立“小云雀”信箱。由学校法治副校长/u);
  });

  it('is told of the side of a comparison that says it nowhere else', async () => {
    const { answer, citations } = await ask('高中多样化特色发展，云山和河坪是不是都提了？');
    expect(answer).toContain('推进高中多样化特色发展');
    expect(citations.map(({ quote }) => quote).join()).toContain('推进高中多样化特色发展');
  });

  it('explains a coinage that counts the titles', async () => {
    const { status, answer } = await ask('云山区的“三童行动”是哪三个');
    expect(status, answer).toBe('answered');
    for (const name of ['童享空间行动', '童行平安行动', '童声参与行动']) expect(answer).toContain(name);
  });
});

describe('a coinage that is only named', () => {
  it('is refused where its meaning is asked, and not where its sort is', async () => {
    expect((await ask('云山区“两个只增不减”是什么意思？')).status).toBe('not_found');
    const { status, answer } = await ask('云山区“两个只增不减”说的是什么经费？');
    expect(status, answer).toBe('answered');
    expect(answer).toContain('一般公共预算经费');
  });
});

it.each([
  ['a coinage whose parts the text tells one by one', '河坪区的“一核两翼”是什么意思？', '数字赋能和家校协同'],
  ['a coinage with its members in brackets', '河坪区的“三球一武”是啥？', '乒乓球和武术'],
  ['几个 before a unit that is no 个', '河坪区老师培训一年要满几个学时？', '72学时'],
  ['terms of office, which are no frequency', '河坪区校长任期最多能连着干几届？', '2届'],
  ['what these years are to bring', '河坪区东部新城这几年要多出多少学位？', '9000个'],
  ['how long a plan is in force', '河坪区这个规划管到什么时候失效？', '2033年12月31日'],
])('reads %s: %s', async (_, question, words) => {
  const { status, answer } = await ask(question);
  expect(status, answer).toBe('answered');
  expect(answer).toContain(words);
});

it('says by whom a thing is done before whom the section is given to', async () => {
  const { answer } = await ask('云山区的“小云雀”信箱谁管？');
  expect(answer).toContain('法治副校长和责任督学');
  expect((await ask('云山区童声参与行动的责任单位是谁？')).answer).toContain('团区委');
});

it.each([
  ['云山小学课后服务最早几点结束？', '17:30'],
  ['云山区课后服务小学每生每学期补助多少？', '150元'],
  ['云山区第三方机构白名单几月份选，最晚什么时候公布？', '7月底'],
])('takes no stage for a school and no white list for names: %s', async (question, value) => {
  const { status, answer } = await ask(question);
  expect(status, answer).toBe('answered');
  expect(answer).toContain(value);
});
