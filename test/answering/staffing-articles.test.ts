import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

/** Set as a PDF gives it: full lines of 28 characters, page numbers between blank lines. */
const { close, ask } = await servePlans({
  'lanshi.txt': `岚石区中小学教师交流轮岗管理办法（试行）

第一章 总则

　　第一条 截至2024年底，全区有公办中小学67所，在编在岗

专任教师5286人。

　　当前仍存在下列突出问题：骨干教师向城区集中，河北片区

每百名教师中区级以上骨干教师仅7.8人；音乐、体育、美术学

科教师结构性缺员126人；部分学校岗位聘期考核流于形式。

　　第二条 以“1246”工作思路推进教师交流。“1246”即：紧

扣一个目标，抓牢两类学校，健全四项机制，实施六大行动。

　　第三条 工作目标：

　　（一）到2025年底，交流轮岗教师占符合交流条件教师的比

例不低于12%。

　　（二）到2026年底，交流轮岗教师占符合交流条件教师的比

例不低于15%。

第二章 聘用

　　第四条 首轮竞聘应当于2025年8月15日前全部完成。经三

轮竞聘仍未上岗的，进入待岗培训，待岗培训期为六个月，期间

— 1 —

基本工资照发。

　　第五条 有下列情形之一的教师，学校应当直接聘用，不再

纳入竞聘范围：

　　（一）女教师处于孕期、产期、哺乳期的；

　　（二）距法定退休年龄不足五年的。

　　第六条 教师全员培训每五年为一个周期，其中新教师应当

— 2 —

参加“青岚班”，跟岗时间不少于一学期，并指定双导师，即一

名学科导师和一名班主任工作导师。

　　第七条 落实乡村教师生活补助，按学校边远程度分三档发

放，每人每月分别为400元、600元、900元。优先改造河口、石

笕、云盘三个乡镇的初中宿舍。

　　第八条 交流期间年度考核优秀等次比例提高到20%。任何单

位和个人不得违规借用中小学教师，借用期限不得超过六个月。

　　第九条 对生源不足30人的教学点，经论证评估、公示听证

后方可撤并。推行“五个一”：每天一次户外锻炼、每周一次亲

情通话、每周一次热水洗浴、每月一次集体生日、每学期一次家

长开放日。

　　第十条 本办法自2025年7月1日起施行，试行期三年。2019

年印发的《岚石区教师交流工作暂行规定》同时废止。
`,
});
afterAll(close);

describe('articles as a PDF gives them', () => {
  it('an article goes on over a page number', async () => {
    const { answer, citations } = await ask('“青岚班”跟岗多久，配的是哪两个导师？');
    expect(answer).toContain('不少于一学期');
    expect(citations.map(({ quote }) => quote).join('')).toContain('班主任工作导师');
  });

  it('who is engaged without a contest is told by the list, whole', async () => {
    const { answer } = await ask('哪些老师学校必须直接聘、不用参加竞聘？');
    expect(answer).toContain('不再纳入竞聘范围（共 2 项）');
  });

  it('shortcomings announced within an article are told, and nothing beside them', async () => {
    const { answer } = await ask('教师交流存在什么问题？');
    expect(answer).toMatch(/7\.8人.*126人.*流于形式/su);
    expect(answer).not.toContain('67所');
  });

  it('a coinage is explained where a later sentence does so', async () => {
    expect((await ask('“1246”指什么？')).answer).toContain('紧扣一个目标');
  });

  it('what is now is told by what is said to be only so many', async () => {
    const { answer } = await ask('河北片区眼下一百个老师里头区级以上骨干才几个？');
    expect(answer).toContain('7.8人');
  });

  it('a year between those that targets are set for has none', async () => {
    expect((await ask('2027年底交流轮岗教师比例定的是百分之多少？')).status).toBe('not_found');
    expect((await ask('2026年底交流轮岗教师比例定的是百分之多少？')).answer).toContain('15%');
  });

  it('the words before the first value of a sentence say what it is of', async () => {
    expect((await ask('乡村教师生活补助最偏的那档一个月多少？')).answer).toContain('900元');
  });

  it('several towns go by their short names', async () => {
    expect((await ask('优先改造哪几个乡镇的初中宿舍？')).answer).toContain('河口、石笕、云盘');
  });

  it('a figure that somebody tells of himself is not put right', async () => {
    const { answer } = await ask('我们村教学点就剩28个学生了，能撤掉吗？');
    expect(answer).not.toContain('不是 28');
  });

  it('what the old rules are worth is told beside the day the new ones begin', async () => {
    const { answer } = await ask('这个办法哪天起算数，2019年那个暂行规定还能用不？');
    expect(answer).toMatch(/2025年7月1日.*同时废止/su);
  });

  it('the last member of a list is told whole', async () => {
    expect((await ask('“五个一”是哪五个一？')).answer).toContain('家长开放日');
  });
});
