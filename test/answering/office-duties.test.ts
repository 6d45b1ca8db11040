import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'training.md': `# 松湾县教师培训工作方案（2031—2033年）

松湾县教育局

## 一、主要任务

（一）实施新教师启航行动。跟岗实践不少于4周。（人事科牵头，教师进修学校、各中小学配合）

（二）实施骨干教师攀登行动。每年研修不少于2周。（教师进修学校牵头，计财科配合）

（三）实施校长领航行动。新任校长培训不少于300学时。（人事科牵头，教研室配合）

## 二、组织实施

（一）建立培训联席会议制度，每半年研究一次。（县教育局牵头，县人社局、县财政局配合）

（二）建立质量评估制度，引入第三方评估。（县教育督导室牵头，教师进修学校配合）
`,
});
afterAll(close);

describe('offices named in brackets with what they do', () => {
  it('are told as those who lead and those who help', async () => {
    const { answer } = await ask('领航行动的责任单位有哪些？');
    expect(answer).toMatch(/牵头单位是人事科.*配合单位是教研室/su);
    expect((await ask('人事科牵头哪些任务？')).answer).toMatch(/共 2 项.*启航.*领航/su);
  });

  it('items without titles have lists of their own', async () => {
    expect((await ask('第三方评估谁负责？')).answer).toContain('县教育督导室');
    const { answer } = await ask('教师进修学校有哪些任务？');
    expect(answer).toContain('建立质量评估制度');
    expect(answer).not.toContain('组织实施');
  });

  it('a follow-up names the next one of a sort by the word before', async () => {
    expect((await ask('攀登行动呢？', '启航行动谁牵头？')).answer).toContain('牵头单位是教师进修学校');
  });

  it('hours of others are no hours of those asked about', async () => {
    expect((await ask('班主任培训多少学时？')).answer).not.toContain('300学时');
  });
});
