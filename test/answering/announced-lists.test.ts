import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const SUPPLIES = Array.from({ length: 18 }, (_, i) => `（${i + 1}）${i + 1}号仓的缆绳`);

const { assistant, close } = await servePlans({
  'ferries.txt': `青石区渡口管理方案

一、摆渡许可

（一）办理许可

申请摆渡许可，应当提交下列材料：

（一）船只照片；

（二）船工证书；

（三）航线草图。

许可每年核验。

（二）日常检查

今年检查渡口，重点查看以下方面：

一是栈桥是否牢固；二是缆绳是否磨损；三是救生衣是否够用；四是灯火是否明亮。

（三）停航处理

遇大雾时，渡口应当停航并张贴告示。

二、物资储备

汛期应当储备下列物资：

${SUPPLIES.join('；\n\n')}。
`,
  'passes.txt': `云溪区游船管理办法

第一章 许可

第一条 申领游船牌照，应当具备下列条件：

（一）码头距航道五十米以上；

（二）救生圈不少于船员人数；

（三）船身漆有编号。

第二条 牌照每年核验。
`,
});
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a list that a sentence announces', () => {
  it.each(['青石区申请摆渡许可要提交哪些材料？', '青石区办摆渡许可需要什么材料？'])(
    'is told whole across clauses and counted, each item cited: %s',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toMatch(/共\s*3\s*项/u);
      expect(citations.map(({ quote }) => quote)).toEqual([
        '申请摆渡许可，应当提交下列材料：',
        '（一）船只照片；',
        '（二）船工证书；',
        '（三）航线草图。',
      ]);
      for (const item of ['船只照片', '船工证书', '航线草图']) expect(answer).toContain(item);
      expect(answer).not.toContain('核验');
    },
  );

  it('is told whole where it stands in one article', async () => {
    const { answer, citations } = await ask('云溪区申领游船牌照要具备哪些条件？');
    expect(answer).toMatch(/共\s*3\s*项/u);
    for (const item of ['码头距航道', '救生圈', '船身漆有编号']) expect(answer).toContain(item);
    expect(answer).not.toContain('核验');
    expect(citations).toHaveLength(4);
  });

  it.each(['青石区检查渡口重点看哪些方面？', '青石区渡口检查看哪四个方面？'])(
    'is told whole where its items are one paragraph: %s',
    async (question) => {
      const { answer } = await ask(question);
      expect(answer).toMatch(/共\s*4\s*项/u);
      for (const item of ['栈桥', '缆绳', '救生衣', '灯火']) expect(answer).toContain(item);
    },
  );

  it('says how many of a long list are left out', async () => {
    const { answer, citations } = await ask('青石区汛期应当储备哪些物资？');
    expect(answer).toMatch(/共\s*18\s*项/u);
    expect(answer).toContain('15号仓');
    expect(answer).not.toContain('16号仓');
    expect(answer).toMatch(/另有\s*3\s*项/u);
    expect(citations).toHaveLength(16);
  });

  it('is not told where another sentence answers', async () => {
    const { answer } = await ask('青石区大雾天渡口怎么办？');
    expect(answer).toContain('停航并张贴告示');
    expect(answer).not.toMatch(/共\s*\d+\s*项/u);
  });
});
