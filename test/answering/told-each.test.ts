import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'yunling.md': `# 云岭县教师发展与校园冷链方案（2024—2026年）

## 一、教师培训

1.加强研修。健全“三级”研修体系，县级层面办好名师讲堂，每年遴选骨干；片区层面开展联片教研，推动“青禾计划”落地；校级层面落实师徒结对，抓好新教师过关课。

2.推进河口中学和山口小学“强基工程”建设。选派人员跟岗培训，每学期不少于两周。

### 3.推进坪上中学和白石中学“暖校工程”建设

选派教研员蹲点，每校培养1名正高级教师。

## 二、校园餐食

2.布好三个配餐点。在河东镇、河西镇、山口乡各建一座配餐点。河东点以热餐为主，2024年底前建成；河西点以面点为主，2025年6月底前建成；山口点以净菜为主，2026年3月底前建成。

## 四、结对帮扶

4.结对办学。建立“城乡一对”机制，城区学校的实行一校带一校，派驻两名副校长，乡镇学校的实行两校联管，每月交换教案一次。

坪上中学2025年8月底前建成，白石小学2026年8月底前建成。县里每年3月底前公布预警学校名单。

## 三、资源共享

3.推广“云上小课堂”。在山口、坪上两个片区推广“云上小课堂”做法，由县电教站统一调度。一个中心为县电教中心，设计容量2.2万人次，2025年9月底前投用。
`,
});
afterAll(close);

describe('what is told of each of several', () => {
  it('levels of one printed sentence are told together, whole', async () => {
    const { answer, citations } = await ask('云岭县培训老师分哪三级来抓？');
    expect(answer).toMatch(/县级层面.*片区层面.*校级层面/su);
    expect(citations).toHaveLength(3);
  });

  it('the level that a name belongs to is told alone', async () => {
    const { answer } = await ask('“青禾计划”在云岭县是哪一级的事？');
    expect(answer).toContain('片区层面');
    expect(answer).not.toContain('校级层面');
  });

  it('what is asked of each of three is told in three sentences', async () => {
    const { answer, citations } = await ask('三个配餐点各以什么为主？');
    for (const said of ['热餐', '面点', '净菜']) expect(answer).toContain(said);
    expect(citations).toHaveLength(3);
  });

  it('a part that asks besides what a coinage means is answered', async () => {
    const { status, answer } = await ask('“云上小课堂”指什么，用在哪些片区？');
    expect(status).toBe('answered');
    expect(answer).toContain('山口、坪上');
  });

  it('of several cases the one asked for is told', async () => {
    const { answer } = await ask('结对办学，乡镇学校的怎么办？');
    expect(answer).toContain('每月交换教案');
    expect(answer).not.toContain('副校长');
    expect((await ask('结对办学怎么实行？')).answer).toMatch(/副校长.*交换教案/su);
  });

  it('schools that only a title names are told by it', async () => {
    const { answer } = await ask('“暖校工程”是哪两所学校？');
    expect(answer).toContain('坪上中学和白石中学');
  });

  it('of several dates in a sentence that of the name asked for is told', async () => {
    const { answer } = await ask('坪上中学啥时候能建好？');
    expect(answer).toContain('2025年8月');
    expect(answer).not.toContain('2026年8月');
    expect((await ask('预警学校名单几月份公布？')).answer).toContain('3月底前');
  });

  it('a size asked beside a date is a part of its own', async () => {
    const { answer } = await ask('县电教中心容量多大，什么时候投用？');
    expect(answer).toContain('2.2万人次');
    expect(answer).toContain('2025年9月底前');
  });
});
