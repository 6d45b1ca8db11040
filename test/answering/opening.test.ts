import { afterAll, describe, expect, it } from 'vitest';
import { isAim } from '../../src/answering/measures.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区渡口发展规划（2031—2035年）

一、发展基础

渡口信息化蓬勃发展。建成渡口信息化平台并获评全国渡口信息化示范。

二、存在的主要问题

（一）摆渡工培养路径狭窄，摆渡工培养尚待加强。

（二）候船设施不足。

三、主要任务

以下各项由区交通局统筹。

（一）推进摆渡工培养。主动适应水运需求，不断激发摆渡工培养活力。与水运学校合作开设摆渡工培养班，每期招收学员30人。

（二）候船亭建设。持续关注已达标候船亭，促进候船亭指标提质增效。抓好候船面积、照明设施等不达标指标的整改落实。

（三）渡口信息化。建立渡口信息化调度中心，统一渡口信息化数据标准。

四、组织领导

（一）加强调度。设专班。

（二）加强考核。列入考核。
`,
});
afterAll(close);
const first = async (question: string, ...before: string[]) =>
  (await ask(question, ...before)).citations[0]!.quote;

describe('what opens an answer', () => {
  it('is a step, not the aim it serves', async () => {
    expect(await first('摆渡工培养打算怎么搞活？')).toContain('合作开设');
  });

  it('is what is lacking, not what is met', async () => {
    expect(await first('候船亭还有哪些指标没达标？')).toContain('不达标指标');
  });

  it('looks ahead where the question does', async () => {
    expect(await first('渡口信息化下一步打算怎么干？')).toContain('调度中心');
  });

  it('looks back where the question does', async () => {
    expect((await ask('渡口信息化过去取得了哪些成绩？')).answer).toContain('示范');
  });
});

describe('a count of parts', () => {
  it('that the document does not state is shown by the parts', async () => {
    const { answer, citations } = await ask('组织领导那一块分成几小节？');
    expect(answer).toContain('共 2 项');
    expect(citations.map(({ quote }) => quote).join()).toMatch(/加强调度.*加强考核/u);
  });

  it('is said once where the list tells it', async () => {
    const { answer } = await ask('组织领导有几条，都是什么？');
    expect(answer.match(/ 2 /gu)).toHaveLength(1);
  });
});

it('a follow-up on an item of a list of problems stays with the problems', async () => {
  const quote = await first('摆渡工培养那条怎么讲的', '规划承认有哪些不足？');
  expect(quote).toContain('路径狭窄');
});

describe('an aim', () => {
  it.each(['主动适应社会需求，不断激发活力。', '全面提升质量。'])('%s', (text) => {
    expect(isAim(text)).toBe(true);
  });

  it.each(['与水运学校合作开设摆渡工班。', '提升质量，建立专班。', '加强“三风”建设。', '提高到50%以上。'])(
    'is not %s',
    (text) => {
      expect(isAim(text)).toBe(false);
    },
  );
});
