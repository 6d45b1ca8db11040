import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const NAMES = '青赤黄绿蓝紫白黑金银铜铁'.split('');
const plan = (name: string, i: number) => `${name}石区渡口行动方案（2031—2033年）

一、重点任务

（一）渡船安全

到2033年，渡船检查率达到${i % 2 === 0 ? 50 : 60 + i}%。实施“${name}松计划”，每年演练${i + 2}次。
`;
const { close, ask } = await servePlans(
  Object.fromEntries(NAMES.map((name, i) => [`plan-${i}.md`, plan(name, i)])),
);
afterAll(close);

describe('of many documents', () => {
  it.each(['各区有哪些指标定在50%？', '各区有哪些“××计划”？', '各区渡船检查率分别是多少？'])(
    'only the nearest speak, and the answer says so: %s',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      const shown = new Set(citations.map(({ documentId }) => documentId));
      expect(shown.size).toBeGreaterThan(1);
      expect(shown.size).toBeLessThanOrEqual(6);
      expect(answer).toContain('其余文件没有一一列出');
    },
  );

  it('the one named speaks alone', async () => {
    const { answer } = await ask('铜石区渡船检查率是多少？');
    expect(answer).toContain('50%');
    expect(answer).not.toContain('其余文件');
  });
});
