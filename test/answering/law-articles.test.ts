import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'law.md': `# 松江口市校外托管机构管理办法

## 第一章 总则

第一条 为了规范校外托管机构管理，制定本办法。

第二条 本办法所称校外托管机构，是指受监护人委托，为6周岁以上学生提供就餐、休息服务的机构。

第三条 市场监督管理部门负责校外托管机构的登记注册。有关部门应当依照本办法第四条做好服务，监管部门应当公开名单。教育行政部门每学期公布校外托管机构名录。公安机关负责从业人员背景核查。

## 第二章 设立

第四条 设立校外托管机构应当具备下列条件：

（一）学生人均使用面积不低于3平方米；

（二）从业人员不少于3人。

第五条 本办法施行前已经开办的机构，应当自施行之日起六个月内达到本办法规定的条件。

第六条 校外托管机构应当建立每日考勤交接、食品留样制度。食品留样不少于125克，保存48小时以上。

第七条 收费一次不得超过三个月或者5000元。

## 第三章 监督

第八条 校外托管机构实行星级评定，分为一星至五星。评定每两年一次，由市场监督管理部门会同教育行政部门组织。

第九条 违反本办法第六条规定的，由市场监督管理部门责令改正；逾期不改正的，处2000元罚款。

第十条 违反本办法第七条规定的，由市场监督管理部门处1万元罚款。

第十一条 托管机构不得有下列行为：

（一）虚报人数骗取奖补资金；

（二）擅自改变场地用途；

（三）组织学科培训。

第十二条 违反本办法第十一条第一项规定的，追回奖补资金，5年内不再受理其申请。

第十三条 违反本办法第十一条第二项、第三项规定的，责令改正；逾期不改正的，移出名录，2年内不再受理其申请。

第十四条 下列食品不得供应：

（一）四季豆、野生蘑菇；

（二）含酒精饮料。

家长代表不少于三分之一。

第十五条 奖补资金由市、区两级按照6∶4的比例承担。
`,
});
afterAll(close);

describe('measures in articles', () => {
  it('a term is told by what the document says it means, and nothing else', async () => {
    const { answer, citations } = await ask('什么叫校外托管机构？');
    expect(answer).toContain('是指受监护人委托');
    expect(citations).toHaveLength(1);
  });

  it('breaking one article is told by what is said of that', async () => {
    const { answer } = await ask('违反第六条怎么罚？');
    expect(answer).toContain('2000元');
    expect(answer).not.toContain('1万元');
  });

  it('a forbidden deed has the consequence that is told of its item', async () => {
    const { answer } = await ask('骗取奖补资金会怎么处理？');
    expect(answer).toContain('5年内');
    expect(answer).not.toContain('2年内');
    expect((await ask('擅自改变场地用途怎么处理？')).answer).toContain('移出名录');
    expect((await ask('违反第十一条第三项怎么罚？')).answer).not.toContain('追回');
  });

  it('a share may be told as a proportion', async () => {
    expect((await ask('奖补资金市区两级承担的比例是多少？')).answer).toContain('6∶4');
  });

  it('an article that only refers to another tells nothing of breaking it', async () => {
    expect((await ask('违反第四条怎么罚？')).answer).not.toContain('做好服务');
  });

  it('its articles are counted', async () => {
    expect((await ask('这个办法一共多少条？')).answer).toContain('共 15 条');
  });

  it('how long a thing is kept is not told by how often another is done', async () => {
    const { answer } = await ask('留样要存多久？');
    expect(answer).toContain('48小时');
    expect(answer).not.toContain('每日');
  });

  it('a sentence that goes on from the one before gives its value', async () => {
    expect((await ask('星级评定多久评一次？')).answer).toContain('每两年一次');
    expect((await ask('谁评星级？')).answer).toContain('市场监督管理部门会同教育行政部门');
  });

  it('conditions are told as the list they are', async () => {
    const { answer } = await ask('开托管机构要什么条件？');
    expect(answer).toContain('人均使用面积不低于3平方米');
    expect(answer).toContain('从业人员不少于3人');
  });

  it('bureaus are found by what law calls them, wherever they are named', async () => {
    const { answer } = await ask('教育局负责什么？');
    expect(answer).toContain('公布校外托管机构名录');
    expect(answer).toContain('会同教育行政部门');
    expect((await ask('市场监管局管什么？')).answer).toContain('共 4 处');
    expect((await ask('财政局负责什么？')).status).toBe('not_found');
  });

  it('an age is told by an age', async () => {
    expect((await ask('5岁孩子能托管吗？')).answer).not.toContain('六个月');
  });

  it('money is counted in months, too', async () => {
    expect((await ask('收费最多收几个月？')).answer).toContain('三个月');
  });

  it('an item of what is forbidden is not told without what forbids it', async () => {
    const { answer } = await ask('四季豆能吃吗？');
    expect(answer).toMatch(/不得供应.*四季豆/su);
  });

  it('a share may be told as a fraction', async () => {
    expect((await ask('家长代表要占多少比例？')).answer).toContain('三分之一');
  });

  it('what comes of another deed is asked in a few words', async () => {
    const { answer } = await ask('组织学科培训呢？', '骗取奖补资金会怎么处理？');
    expect(answer).toContain('移出名录');
    expect(answer).not.toContain('5年内');
  });
});
