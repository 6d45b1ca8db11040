import { expect, it } from 'vitest';
import { readNamedTitles } from '../../src/facts/named-titles.ts';
import { outlineOf } from '../clauses/documents.ts';

const SOURCE = `青石区渡口管理方案

一、依据《摆渡条例》办渡

落实《摆渡条例》和《青石区 水上安全规划（2031—2035年）》。《青石区渡口管理方案》自印发之日起施行。

二、安全检查

按《摆渡条例》每年检查。
`;
const outline = outlineOf(SOURCE);
const titles = readNamedTitles(SOURCE, outline);

it('has every title that a document names but its own, with the clauses that do', () => {
  const [first, second] = outline.clauses.filter(({ kind }) => kind === 'text');
  expect(titles.map(({ name, clauseIds }) => [name, clauseIds])).toEqual([
    ['摆渡条例', [first!.id, second!.id]],
    ['青石区水上安全规划(2031—2035年)', [first!.id]],
  ]);
});

it('has the place where each is printed first, title or text', () => {
  expect(titles[0]!.start).toBe(SOURCE.indexOf('摆渡条例'));
  expect(SOURCE.slice(titles[0]!.start, titles[0]!.end)).toBe('摆渡条例');
  expect(SOURCE.slice(titles[1]!.start, titles[1]!.end)).toBe('青石区 水上安全规划（2031—2035年）');
});
