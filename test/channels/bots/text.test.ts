import { describe, expect, it } from 'vitest';
import { harmless, platformLines } from '../../../src/channels/bots/chat-words.ts';
import { withoutMention } from '../../../src/channels/bots/mentions.ts';
import { byteLength } from '../../../src/channels/bots/reply-style.ts';
import { splitPages } from '../../../src/channels/bots/split-pages.ts';

describe('mentions', () => {
  it.each([
    ['@问规 学位有多少', '问规', '学位有多少'],
    ['@问规助手 学位有多少', '问规助手', '学位有多少'],
    ['＠问规 学位有多少', '问规', '学位有多少'],
    ['请 @问规 说说学位', '问规', '请 说说学位'],
    ['@问规 @问规 学位', '问规', '学位'],
    ['@Policy Bot 学位', 'Policy Bot', '学位'],
    ['@问规\u2005学位', '问规', '学位'],
    ['@张三 @问规 学位', '问规', '@张三 学位'],
    ['写信到 jyj@wengui.cn 行吗', '问规', '写信到 jyj@wengui.cn 行吗'],
    ['看 https://example.cn/@问规 这页', '问规', '看 https://example.cn/@问规 这页'],
    ['@机器人 学位有多少', null, '学位有多少'],
    ['学位有多少', null, '学位有多少'],
    ['jyj@wengui.cn 是谁的邮箱', null, 'jyj@wengui.cn 是谁的邮箱'],
    ['@机器人', null, ''],
  ])('%s for %s is %s', (text, name, expected) => {
    expect(withoutMention(text, name)).toBe(expected);
  });
});

describe('words that a platform would obey', () => {
  it.each([
    ['<font color="red">红</font>'],
    ['<@all> 请看'],
    ['![图](http://evil.example/x.png)'],
    ['[点我](http://evil.example)'],
    ['`rm`'],
    ['见 https://evil.example/?q=1'],
    ['**粗** __x__ ~~删~~'],
    ['# 标题'],
  ])('%s is shown as words', (text) => {
    const shown = harmless(text);
    expect(shown).not.toMatch(/<|`|\]\(|https?:\/\/|\*|__|~~|^#/u);
  });

  it('keeps markers, numbers and punctuation as they are', () => {
    const text = '到2025年，覆盖率达到93%以上[1]（含民办）；公办园占比55%[2]。（第3页）';
    expect(harmless(text)).toBe(text);
  });
});

const STYLE = {
  markup: 'markdown',
  hasTables: false,
  hasLists: true,
  pageBytes: 2000,
  pagesAtOnce: 4,
} as const;
const TABLE = [
  '对比如下：',
  '| 文件 | 内容 |',
  '| --- | --- |',
  '| 甲区 | 93%[1] |',
  '| 乙区 | 未提及 |',
  '以上。',
].join('\n');

describe('tables', () => {
  it('are told as a list where the platform has none', () => {
    expect(platformLines(TABLE, STYLE)).toEqual([
      '对比如下：',
      '**甲区**：93%[1]',
      '**乙区**：未提及',
      '以上。',
    ]);
    expect(platformLines(TABLE, { ...STYLE, markup: 'plain' })[1]).toBe('【甲区】：93%[1]');
  });

  it('stay where it has some', () => {
    expect(platformLines(TABLE, { ...STYLE, hasTables: true }).join('\n')).toBe(TABLE);
  });

  it('name the columns where there are more than two', () => {
    const lines = platformLines('| 指标 | 甲区 | 乙区 |\n| --- | --- | --- |\n| 覆盖率 | 93% | 85% |', STYLE);
    expect(lines).toEqual(['**覆盖率**', '- 甲区：93%', '- 乙区：85%']);
  });

  it('leave lists as dots where the platform has no lists', () => {
    expect(platformLines('- 一\n- 二', { ...STYLE, hasLists: false })).toEqual(['· 一', '· 二']);
  });
});

describe('pages', () => {
  it('hold every character in order, within the bytes of a message', () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `${i}、${'推进学前教育优质普惠发展，'.repeat(i % 9)}完成。`,
    );
    const pages = splitPages(lines, 1_980);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(byteLength(page)).toBeLessThanOrEqual(1_980);
    expect(pages.join('').replace(/\n/gu, '')).toBe(lines.join(''));
  });

  it('cut a line that no message holds behind a sentence, and never within a character', () => {
    const line = `${'教'.repeat(300)}。${'育'.repeat(900)}𠮷${'𠮷'.repeat(400)}`;
    const pages = splitPages([line], 1_980);
    expect(pages[0]).toBe(`${'教'.repeat(300)}。`);
    expect(pages.join('')).toBe(line);
    for (const page of pages) expect(page).not.toMatch(/\p{Surrogate}/u);
  });

  it('leave a text that fits as it is', () => {
    expect(splitPages(['一', '', '二'], 2_000)).toEqual(['一\n\n二']);
  });
});
