import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'plan.md': `青石区渡口行动方案（2031—2033年）

一、重点任务

（一）渡船安全

组织渡船安全演练，安全员持证上岗。加强渡船日常管理，完善管理制度。（责任单位：区交通局、区应急局）

（二）便民服务

改造候船亭，方便居民出行。（责任单位：区城管局）
`,
});
afterAll(close);
const statusOf = async (question: string) => (await assistant.ask({ question })).status;

describe('a matter that no document mentions', () => {
  it.each(['码头食堂安全由谁负责？', '渡口宠物安全归哪个部门管？', '手机怎么发放？', '超市怎么补贴？'])(
    'is refused, though words beside it are known: %s',
    async (question) => {
      expect(await statusOf(question)).toBe('not_found');
    },
  );

  it.each(['渡船安全由谁负责？', '候船亭改造由哪个部门负责？', '渡船日常怎么管理？'])(
    'is not what is mentioned: %s',
    async (question) => {
      expect(await statusOf(question)).toBe('answered');
    },
  );
});
