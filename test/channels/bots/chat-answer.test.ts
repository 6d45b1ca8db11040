import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../../src/answering/answer.ts';
import { chatReply } from '../../../src/channels/bots/chat-answer.ts';
import { byteLength, type ReplyStyle } from '../../../src/channels/bots/reply-style.ts';

const MARKDOWN: ReplyStyle = {
  markup: 'markdown',
  hasTables: true,
  hasLists: true,
  pageBytes: 20_000,
  pagesAtOnce: 1,
};
const PLAIN: ReplyStyle = {
  markup: 'plain',
  hasTables: false,
  hasLists: false,
  pageBytes: 1_980,
  pagesAtOnce: 2,
};
const PUBLIC = 'https://wengui.example.cn';

function citation(part: Partial<Citation> = {}): Citation {
  return {
    ...{ marker: 1, documentId: 'yunxi', documentTitle: '云溪区规划', documentStatus: '征求意见稿' },
    ...{ clauseId: 'yunxi-1', path: ['第二篇 主要任务', '三、教师队伍', '（二）培养培训'], page: 5 },
    ...{ quote: '到2033年，护理型床位占比达到68%。', start: 10, end: 30 },
    ...part,
  };
}

function answerOf(part: Partial<Answer> = {}): Answer {
  return {
    ...{
      id: 'a1',
      status: 'answered',
      answer: '云溪区：护理型床位占比达到68%[1]。',
      citations: [citation()],
    },
    ...{
      notices: [{ code: 'draft', text: '《云溪区规划》是征求意见稿，不能作为现行依据。' }],
      suggestions: ['由谁负责？'],
    },
    ...{ mode: 'extractive', timings: {}, reading: '' },
    ...part,
  } as Answer;
}

const textOf = (answer: Answer, style = MARKDOWN, publicUrl: string | null = PUBLIC) =>
  chatReply(answer, '护理型床位占比是多少', { style, publicUrl }).pages.join('\n');

describe('an answer in a chat window', () => {
  it('begins with the conclusion, keeps notices, names clause and page, and links to the exact words', () => {
    expect(textOf(answerOf())).toBe(
      [
        '云溪区：护理型床位占比达到68%[1]。',
        '',
        '※ 《云溪区规划》是征求意见稿，不能作为现行依据。',
        '',
        '依据：',
        `[1]《云溪区规划》（征求意见稿）第二篇三、（二）培养培训 第 5 页：“到2033年，护理型床位占比达到68%。” [看原文](${PUBLIC}/d/yunxi?words=10-30#yunxi-1)`,
        '',
        '可以接着问：',
        '- 由谁负责？',
      ].join('\n'),
    );
  });

  it('writes addresses out where there is no markup, and none where the page has no address', () => {
    expect(textOf(answerOf(), PLAIN)).toContain(` 看原文：${PUBLIC}/d/yunxi?words=10-30#yunxi-1`);
    expect(textOf(answerOf(), PLAIN, null)).not.toContain('看原文');
  });

  it('says of what a refusal cites that it is no answer', () => {
    const refusal = answerOf({ status: 'not_found', answer: '文件中未提及所问内容。' });
    expect(textOf(refusal)).toContain('相近的条文（不能作为答案）：');
    expect(textOf(refusal)).not.toContain('依据：');
  });

  it('cuts a long quote with a mark and never obeys one', () => {
    const quote = `<@all> [点我](http://evil.example) ${'教'.repeat(200)}`;
    const text = textOf(answerOf({ citations: [citation({ quote })] }));
    expect(text).toMatch(/教……”/u);
    expect(text).not.toMatch(/<@|\]\(http:/u);
  });

  it('pages what is long, says so, and shows a draft as one on the first page', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `- 第${i + 1}项任务，推进学前教育优质普惠发展[1]`);
    const reply = chatReply(answerOf({ answer: lines.join('\n') }), '任务有哪些', {
      style: PLAIN,
      publicUrl: PUBLIC,
    });
    expect(reply.pages).toHaveLength(2);
    expect(reply.pages[0]).toContain('征求意见稿，不能作为现行依据');
    expect(reply.pages[1]).toMatch(
      /（第 2\/\d 条）还有 \d 条没有显示，回复“继续”接着看，或打开 https:.*看全文/u,
    );
    for (const page of reply.pages) expect(byteLength(page)).toBeLessThanOrEqual(2_048);
    const all = [...reply.pages, ...reply.rest!].join('\n');
    for (let i = 1; i <= 60; i++) expect(all).toContain(`第${i}项任务`);
  });
});
