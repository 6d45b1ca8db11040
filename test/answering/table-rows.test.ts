import { afterAll, describe, expect, it } from 'vitest';
import { unitInBrackets } from '../../src/facts/tables.ts';
import { expectContractKept } from '../fakes/answer-contract.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const NAMES = '东西南北上下前后左右内外大小新老高低'.split('');
const list = NAMES.map((name, i) => `${i + 1}. ${name}湾（河口镇）：候船室、停车场`).join('\n\n');

const { index, assistant, close } = await servePlans({
  'plan.md': `青石区渡口建设方案（2031—2035年）

一、改造渡口

每年改造渡口2个。

附表1 渡口改造项目表

| 序号 | 渡口名称 | 开工时间 | 启用时间 |
|---|---|---|---|
| 1 | 柳树渡口 | 2031年9月 | 2032年9月 |
| 2 | 石桥渡口 | 2032年9月 | 2033年9月 |
| 3 | 白沙渡口 | 2033年6月 | 2034年6月 |
| 4 | 青山渡口 | 2033年5月 | 2034年5月 |
| 5 | 黄泥渡口 | 待定 |

二、更新渡船

附表2 渡船更新项目表

| 序号 | 渡船名称 | 开工时间 | 启用时间 |
|---|---|---|---|
| 1 | 一号渡船 | 2032年1月 | 2033年1月 |
| 2 | 二号渡船 | 2033年2月 | 2034年2月 |
| 3 | 三号渡船 | 2034年3月 | 2035年3月 |

附件1 首批开放码头名单

${list}

19. 石桥（河口镇）：候船室、母婴室
`,
});
afterAll(close);
const ask = async (question: string) => {
  const answer = await assistant.ask({ question });
  expectContractKept(answer, index);
  return answer.answer;
};
const items = (answer: string) => answer.split('\n').filter((line) => line.startsWith('- '));

describe('rows picked from a table', () => {
  it('are picked by the column that the question names', async () => {
    const answer = await ask('青石区渡口改造项目表里2033年启用的渡口有哪些');
    expect(items(answer)).toHaveLength(1);
    expect(answer).toContain('石桥渡口');
  });

  it('have the units that only tables count in', () => {
    expect(unitInBrackets('新增床位（张）')).toBe('张');
    expect(unitInBrackets('栽植苗木（株）')).toBe('株');
    expect(unitInBrackets('生均经费（元/生·年）')).toBe('元/生·年');
    expect(unitInBrackets('参训人数（千人）')).toBe('千人');
    expect(unitInBrackets('学校（小学）')).toBeNull();
  });

  it('are told with the rows that could not be read', async () => {
    expect(await ask('青石区渡口改造项目表里2033年启用的渡口有哪些')).toContain('另有 1 行未能按列读出');
  });

  it('are picked from every table that the question is about', async () => {
    const answer = await ask('青石区项目表里2033年开工的有哪些');
    for (const name of ['白沙渡口', '青山渡口', '二号渡船']) expect(answer).toContain(name);
    expect(items(answer)).toHaveLength(3);
  });
});

describe('items picked from a list', () => {
  it('are counted where there are too many to list', async () => {
    const answer = await ask('青石区首批开放的码头里，哪些有停车场？');
    expect(answer).toContain(`共 ${NAMES.length} 项`);
    expect(items(answer)).toHaveLength(15);
    expect(answer).toContain(`另有 ${NAMES.length - 15} 项未列出`);
  });
});
