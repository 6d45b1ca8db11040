import { afterAll, describe, expect, it } from 'vitest';
import { contractBreaches } from '../fakes/answer-contract.ts';
import { generateQuestions } from '../fakes/generated-questions.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, assistant, close } = await servePlans();
afterAll(close);

describe('answers on documents nobody has tuned for', () => {
  it('keep the contract for 300 generated questions, are streamed as they are and come the same twice', async () => {
    const breaches: string[] = [];
    for (const asked of generateQuestions(index, 300, 5)) {
      let streamed = '';
      const answer = await assistant.ask(asked, { onDelta: (text) => (streamed += text) });
      const again = await assistant.ask(asked);
      const found = contractBreaches(answer, index);
      if (streamed !== answer.answer) found.push('joined deltas differ from the answer');
      if (again.answer !== answer.answer) found.push('the second answer differs');
      breaches.push(...found.map((breach) => `${JSON.stringify(asked)}: ${breach}`));
    }
    expect(breaches).toEqual([]);
  });

  it('cite a quote of at most 200 characters from a sentence that is longer', async () => {
    const items = Array.from({ length: 60 }, (_, i) => `第${i + 1}号惠民驿站`).join('、');
    const long = await servePlans({
      'long.txt': `海棠区驿站建设方案\n\n一、布局\n\n全区建设惠民驿站，包括${items}。\n`,
    });
    const answer = await long.assistant.ask({ question: '海棠区建设哪些惠民驿站？' });
    expect(answer.status).toBe('answered');
    expect(contractBreaches(answer, long.index)).toEqual([]);
    await long.close();
  });

  it('cite words that line breaks, spaces and Markdown marks cut apart in the source', async () => {
    const lines = [
      '到 2033 年，全区公园绿地布局更加均衡，**街心花园**服务半径覆',
      '盖率达到 41 ％以上，新植行道树 8000 棵，社区绿化水平明显',
      '提高，居民步行五分钟能够到达一处绿地。',
    ];
    const text = `# 海棠区绿化方案\n\n## 一、目标\n\n${lines.join('\n')}\n`;
    const cut = await servePlans({ 'cut.md': text });
    const answer = await cut.assistant.ask({ question: '海棠区街心花园服务半径覆盖率要达到多少？' });
    expect(answer.answer).toMatch(/41[%％]/u);
    expect(contractBreaches(answer, cut.index)).toEqual([]);
    await cut.close();
  });
});
