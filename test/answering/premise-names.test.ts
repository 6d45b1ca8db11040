import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区教育发展行动方案（2031—2033年）

一、重点任务

（一）合作办学

推进与天津师范大学联合培养教师，共建教研基地。与武清区、宝坻区相比，教研力量还有差距。

（二）榜样教育

开展“以雷锋为人生榜样”主题教育活动，编写读本。2029年被评为全国榜样教育示范区。

（三）推进青石一中和柳树中学“强基工程”建设

每所学校培养1名正高级教师，送教上门的儿童控制在总数的10%以内。组织建立青石一中与柳树中学、河口区第九中学与江月小学对口帮扶。

（四）课后服务

丰富课后服务内容，提高课后服务质量。
`,
});
afterAll(close);

describe('a name that the question gets wrong', () => {
  it.each([
    ['听说青石区和北京大学联合培养教师，是真的吗？', '北京大学', '天津师范大学'],
    ['青石区以陶行知为人生榜样的主题教育活动怎么开展？', '陶行知', '雷锋'],
    ['青石区的教研力量比蓟州区差距大，是这么写的吗？', '蓟州区', '武清区'],
  ])('is put right where the same is told of another: %s', async (question, wrong, right) => {
    const { status, answer, citations } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain(`没有写到${wrong}`);
    expect(answer).toContain(right);
    expect(citations[0]!.quote).toContain(right);
  });

  it('is refused where nothing tells the same of another', async () => {
    const { status } = await ask('青石区和北京大学合办课后服务吗？');
    expect(status).toBe('not_found');
  });

  it('is left alone where the documents hold it', async () => {
    const { status, answer } = await ask('青石区和天津师范大学联合做什么？');
    expect(status).toBe('answered');
    expect(answer).not.toContain('没有写到');
  });
});

describe('a pair that the question gets wrong', () => {
  it.each(['青石区第九中学与柳树中学是对口帮扶的吗？', '青石一中和江月小学结对帮扶，对吗？'])(
    'is put right where both are paired with others: %s',
    async (question) => {
      const { status, answer } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toContain('放在一起，原文是：组织建立青石一中与柳树中学');
    },
  );

  it.each(['青石一中与柳树中学对口帮扶，对吗？', '青石一中和江月小学的老师要培养几名正高级教师？'])(
    'is left alone where it stands so, or no pair is spoken of: %s',
    async (question) => {
      expect((await ask(question)).answer).not.toContain('放在一起');
    },
  );
});

describe('a year that the question gets wrong', () => {
  it('is put right where the documents date the same otherwise', async () => {
    const { status, answer } = await ask('青石区2026年被评为全国榜样教育示范区，对不对？');
    expect(status).toBe('answered');
    expect(answer).toContain('文件写的不是 2026 年');
    expect(answer).toContain('2029年');
  });

  it('is left alone where they date it so', async () => {
    const { answer } = await ask('青石区2029年被评为全国榜样教育示范区，对不对？');
    expect(answer).not.toContain('文件写的不是');
  });
});

describe('schools that the question says a project is for', () => {
  it.each([
    '青石区“强基工程”选的是青石一中和河口中学，为什么选这两所？',
    '河口中学是青石区的“强基工程”学校，它怎么建？',
    '河口中学被列进青石区“强基工程”了，另一所是哪个？',
  ])('are put right by the heading of the project: %s', async (question) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain('文件写的是“推进青石一中和柳树中学‘强基工程’建设”');
  });

  it.each(['青石区“强基工程”选的是青石一中和柳树中学吗？', '“强基工程”里每所学校培养几名正高级教师？'])(
    'are left alone otherwise: %s',
    async (question) => {
      const { status, answer } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).not.toContain('文件写的是“推进');
    },
  );
});

describe('a figure that is asked whether it is low', () => {
  it('is put right all the same', async () => {
    const { status, answer } = await ask('青石区送教上门的儿童控制在总数的20%以内就行了，是不是太松了？');
    expect(status).toBe('answered');
    expect(answer).toMatch(/文件写的不是|与问题中的数字不同/u);
    expect(answer).toContain('10%以内');
  });
});

describe('a bound that the question turns round', () => {
  it('is put right though the figure is the same', async () => {
    const { status, answer } = await ask('青石区要求送教上门的儿童不低于10%，为什么？');
    expect(status).toBe('answered');
    expect(answer).toContain('上下限与问题说的相反');
    expect(answer).toContain('10%以内');
  });

  it('is left alone where it is the same', async () => {
    const { answer } = await ask('青石区要求送教上门的儿童不超过10%，对吗？');
    expect(answer).not.toContain('相反');
  });
});
