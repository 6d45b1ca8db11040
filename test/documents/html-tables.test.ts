import { afterAll, describe, expect, it } from 'vitest';
import { readableQuote } from '../../src/channels/readable-quote.ts';
import { htmlTables, mapHtmlRow } from '../../src/documents/html-tables.ts';
import { readLines } from '../../src/documents/lines.ts';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { expectContractKept } from '../fakes/answer-contract.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const rowsOf = (source: string) =>
  htmlTables(source).flatMap(({ rows }) => rows.map((row) => mapHtmlRow(source, row)));
const textsOf = (source: string) => rowsOf(source).map(({ text }) => text);

describe('htmlTables', () => {
  it.each([
    ['one line', '<table><tr><td>1</td><td>柳树渡口</td></tr><tr><td>2</td><td>石桥 渡口</td></tr></table>'],
    [
      'many lines',
      '<table>\n<tbody>\n<tr>\n<td>1</td>\n<td>柳树渡口</td>\n</tr>\n<tr><td>2</td>\n<td>石桥渡口</td></tr></tbody></table>',
    ],
    [
      'heads, attributes and tags in cells',
      '<TABLE border="1"><TR><TH>1</TH><TH align="left"><b>柳树</b><br/>渡口</TH></TR><tr><td colspan="1">2</td><td>石桥渡口</td></tr></TABLE>',
    ],
    ['cells that are never closed', '<table><tr><td>1<td>柳树渡口<tr><td>2<td>石桥渡口</table>'],
  ])('reads rows of %s', (_, source) => {
    expect(textsOf(source)).toEqual(['1 柳树渡口', '2 石桥渡口']);
  });

  it('keeps empty cells in their place', () => {
    expect(textsOf('<table><tr><td></td><td>柳树</td><td></td><td>新建</td></tr></table>')).toEqual([
      ' 柳树  新建',
    ]);
  });

  it('knows where each character stands', () => {
    const source = '前文<table><tr><td>1</td><td><b>柳树</b>渡口</td></tr></table>';
    for (const { text, offsets } of rowsOf(source))
      [...text].forEach((character, i) => {
        if (character !== ' ') expect(source[offsets[i]!]).toBe(character);
      });
  });

  it.each(['<td>不是表格</td>', '没有表格', '<table>空的</table>'])('sees none in %s', (source) => {
    expect(htmlTables(source)).toEqual([]);
  });
});

describe('readLines of a source with a table in HTML', () => {
  const row = '<tr><td>1</td><td>柳树渡口</td></tr>';

  it.each([
    ['text on the same line', `前文如下：<table>${row}</table>后文另起。\n末段。`],
    [
      'a caption and text between rows',
      `<table><caption>前文如下：</caption>${row}后文另起。</table>\n末段。`,
    ],
    ['a table that is never closed', `前文如下：\n<table>${row}\n后文另起。\n末段。`],
    ['blank lines around', `前文如下：\n\n<table>${row}</table>\n后文另起。\n末段。`],
  ])('loses nothing: %s', (_, source) => {
    const lines = readLines(source);
    const shown = lines.map(({ text }) => text);
    const expected = ['前文如下：', '1 柳树渡口', '后文另起。', '末段。'];
    expect(shown).toEqual(expected);
    for (const { start, end, text, isHtmlRow } of lines)
      if (!isHtmlRow) expect(source.slice(start, end)).toBe(text);
  });

  it('counts the blank lines before a table and behind it', () => {
    const lines = readLines(`前文。\n\n<table>${row}</table>\n\n后文。`);
    expect(lines.map(({ blankBefore }) => blankBefore)).toEqual([0, 1, 1]);
  });
});

describe('a document with a table in HTML', async () => {
  const source = `青石区渡口工作要点

一、重点任务

改造渡口。

附件 青石区渡口任务分解表

<table><tr><td>序号</td><td>项目任务</td><td>牵头单位</td><td>完成时限</td></tr><tr><td>1</td><td>柳树渡口改造并投入使用</td><td>区交通局</td><td>8月20日前</td></tr><tr><td>2</td><td>石桥渡口安装监控</td><td>区水务局</td><td>11月底前</td></tr><tr><td>3</td><td>白沙渡口增设护栏</td><td>区应急局</td><td>12月中旬</td></tr></table>
`;
  const { index, assistant, close } = await servePlans({ 'plan.md': source });
  afterAll(close);

  it.each([
    ['青石区柳树渡口什么时候能用上？', '8月20日前', '石桥'],
    ['青石区石桥渡口装监控由哪个单位牵头？', '区水务局', '柳树'],
  ])('%s', async (question, said, other) => {
    const answer = await assistant.ask({ question });
    expectContractKept(answer, index);
    expect(answer.answer).toContain(said);
    expect(answer.answer).not.toContain(other);
    expect(answer.answer).not.toContain('<');
    const { quote, start, end } = answer.citations[0]!;
    expect(quote).toBe(stripMarks(source.slice(start, end)));
    expect(readableQuote(quote)).not.toMatch(/[<>]/u);
    expect(readableQuote(quote)).toContain(said);
  });
});

describe('readableQuote', () => {
  it('leaves other quotes alone', () => {
    expect(readableQuote('占比 < 5%，且 > 2%')).toBe('占比 < 5%，且 > 2%');
  });

  it('drops a tag that the end of the quote cut', () => {
    expect(readableQuote('1</td><td>柳树渡口</td><td')).toBe('1 柳树渡口');
  });
});
