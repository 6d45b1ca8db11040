import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const plan = (district: string, noun: string, titles: string[]) =>
  `${district}教育发展规划（2031—2033年）

一、总体要求

坚持立德树人。

二、重点${noun}

${titles.map((title, i) => `（${'一二三四'[i]}）${title}${noun}\n\n推进${title}。`).join('\n\n')}
`;
const { close, ask } = await servePlans({
  'one.md': plan('青溪区', '工程', ['校舍改造', '教师培养', '课程建设']),
  'other.md': plan('白石区', '行动', ['阅读推广', '体质提升', '艺术普及', '科学启蒙']),
});
afterAll(close);

describe('two districts, each asked for the list that it counts', () => {
  it.each(['青溪区三大工程和白石区四大行动分别是什么？', '白石区四项行动和青溪区三项工程各有哪些？'])(
    '%s',
    async (question) => {
      const { status, answer } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toContain('共 3 项');
      expect(answer).toContain('课程建设工程');
      expect(answer).toContain('共 4 项');
      expect(answer).toContain('科学启蒙行动');
    },
  );
});
