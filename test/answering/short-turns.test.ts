import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区教育发展规划（2031—2033年）

一、存在问题

（一）幼儿园布局不够合理，新建小区周边学位不足。

（二）教师结构性缺编，音体美教师短缺。

（三）课程建设滞后，校本课程质量不高。

二、攻坚行动

（一）学前教育普惠行动

行动目标：毛入园率达到96%以上，普惠性幼儿园覆盖率达到90%以上。（责任单位：区教育局、区财政局）

（二）义务教育均衡行动

行动目标：义务教育巩固率达到99%。（责任单位：区教育局、区住建委）

3. 推进柳林中学和松山中学质量提升。建立江月中学与柳林中学、临波中学与松山中学对口帮扶。

（三）高中特色行动

行动目标：高中阶段毛入学率达到98%，“双师型”教师占比达到60%。（责任单位：区教育局）
`,
  'other.md': `白石区教育发展规划（征求意见稿）

一、学前教育

扩大普惠性学前教育资源，提高保教质量。

二、全面加强党的建设

由党组织书记负责党建工作，校长负责行政工作。
`,
});
afterAll(close);

describe('turns of a few words', () => {
  it('a counted name alone asks for what it counts', async () => {
    const { answer } = await ask('青溪区三大行动');
    for (const name of ['学前教育普惠行动', '义务教育均衡行动', '高中特色行动'])
      expect(answer).toContain(name);
  });

  it('目标 alone asks for the targets', async () => {
    const { answer } = await ask('青溪区学前教育目标');
    expect(answer).toContain('96%');
    expect(answer).toContain('90%');
    expect(answer).not.toContain('99%');
  });

  it('问题 alone asks for what is lacking, an ordinal for one of it', async () => {
    const { answer } = await ask('青溪区的问题');
    for (const words of ['布局不够合理', '结构性缺编', '课程建设滞后']) expect(answer).toContain(words);
    const second = await ask('第二条展开', '青溪区的问题');
    expect(second.answer).toContain('结构性缺编');
    expect(second.answer).not.toContain('课程建设滞后');
  });

  it('an entrance rate of nurseries is none of high schools', async () => {
    const { answer } = await ask('毛入园率呢', '青溪区义务教育巩固率', '高中呢');
    expect(answer).toContain('96%');
    expect(answer).not.toContain('98%');
  });

  it('whether the other district says it, too', async () => {
    const { status, answer } = await ask('白石区有吗', '青溪区双师型教师多少');
    expect(status).toBe('not_found');
    expect(answer).not.toContain('60%');
  });

  it('a share answers for a number of people without a unit', async () => {
    expect((await ask('青溪区双师型教师多少')).answer).toContain('60%');
  });

  it('who is responsible for what the turn before was about, not for something else', async () => {
    const { status } = await ask('谁负责', '青溪区学前教育目标', '白石区呢');
    expect(status).toBe('not_found');
  });

  it('which of the two is in force', async () => {
    const { status, answer } = await ask('哪个有效', '青溪区义务教育巩固率');
    expect(status).toBe('answered');
    expect(answer).toContain('白石区');
    expect(answer).toContain('征求意见稿');
  });

  it('what differs, after both were asked about one by one', async () => {
    const { status, answer } = await ask('有什么不同', '青溪区学前教育', '白石区呢');
    expect(status).toBe('answered');
    expect(answer).toMatch(/\| 青溪区 \|/u);
    expect(answer).toMatch(/\| 白石区（征求意见稿） \|/u);
  });

  it("asks of the district spoken of, not for the other one's value", async () => {
    const { answer } = await ask('巩固率多少', '白石区学前教育');
    expect(answer).not.toContain('99%');
  });

  it('a few words that ask go on with the matter before', async () => {
    const { answer } = await ask('占比多少', '青溪区双师型教师');
    expect(answer).toContain('60%');
  });

  it('目标 after a matter asks for the targets of that', async () => {
    const { answer } = await ask('目标', '青溪区学前教育');
    expect(answer).toContain('96%');
    expect(answer).not.toContain('99%');
  });

  it('a share of nothing in particular is of the matter before', async () => {
    const { answer } = await ask('覆盖率', '青溪区义务教育均衡');
    expect(answer.indexOf('90%')).toBe(-1);
  });

  it('one of a list, picked by its number and what all of it are', async () => {
    expect((await ask('青溪区第二个行动叫什么')).answer).toContain('义务教育均衡行动');
    expect((await ask('青溪区第五个行动是什么')).answer).toContain('没有第 5 项');
  });

  it('who states the figure is meant', async () => {
    const { answer } = await ask('普惠性幼儿园覆盖率90%是哪个区的');
    expect(answer).toContain('青溪区');
    expect(answer).not.toContain('白石区');
  });

  it('a unit asked after is looked for in the list spoken of', async () => {
    const { answer } = await ask('财政局是牵头的吧', '青溪区义务教育均衡行动由谁负责？');
    expect(answer).toContain('义务教育均衡行动');
    expect(answer).toContain('没有区财政局');
  });

  it('the other document is asked the same', async () => {
    const { answer } = await ask('白石那份呢', '青溪区的规划是正式印发的吗？');
    expect(answer).toContain('征求意见稿');
  });

  it('what ends like the thing before replaces the whole of it', async () => {
    const { answer } = await ask('高中特色那个行动呢', '青溪区学前教育普惠行动由谁负责？');
    expect(answer).toContain('高中特色行动');
  });

  it('two schools named before are meant together', async () => {
    const { answer } = await ask('他们分别跟谁结对', '青溪区哪两所学校要提升？');
    expect(answer).toContain('江月中学与柳林中学');
  });

  it('这两年 is a time, no two schools', async () => {
    const { answer } = await ask('这两年学前教育要达到多少', '青溪区哪两所学校要提升？');
    expect(answer).toContain('96%');
    expect(answer).not.toContain('江月中学');
  });
});
