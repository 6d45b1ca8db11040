import { searchForm } from '../language/normalise.ts';
import { readNeed, type ValueNeed } from './needs.ts';
import { type QuestionKind, readKind } from './question-kind.ts';

/** One of several things that a question asks, in its own words. */
export interface QuestionPart {
  text: string;
  kind: QuestionKind;
  need: ValueNeed | null;
}

const ASKS =
  /多少|几(?!乎)|谁|哪|什么|啥|怎么|怎样|如何|何时|咋|是否|有没有|有无|能不能|会不会|多久|多大|多高|多长|[吗么]$/u;
/** 库容多大，什么时候投用: a size is told by a figure. */
const SIZE = /(?:面积|容|容量|规模|体量|跨度|高度|长度|里程)(?:有|是|为|要)?多(?:大|高|长|宽|深)/u;
/** More than this is no question that one answer can settle. */
const MOST = 3;

/**
 * The things that a question asks one after another (占比要到多少，由谁负责): each with the words that lead up to it. A
 * single one comes back whole.
 */
export function questionParts(text: string): QuestionPart[] {
  const pieces = text.match(/[^，,。？?；;！!\s]+[，,。？?；;！!\s]*/gu) ?? [];
  const parts: string[] = [];
  let lead = '';
  for (const piece of pieces) {
    if (ASKS.test(piece.replace(/[，,。？?；;！!\s]+$/u, ''))) {
      parts.push(lead + piece);
      lead = '';
    } else lead += piece;
  }
  if (lead !== '' && parts.length > 0) parts[parts.length - 1] += lead;
  if (parts.length < 2 || parts.length > MOST)
    return [{ text, kind: readKind(text, true), need: readNeed(text) }];
  return parts.map((part) => {
    const form = searchForm(part);
    return {
      text: part.replace(/^[，,。？?；;\s]+|[，,；;\s]+$/gu, ''),
      kind: readKind(form, true),
      need: readNeed(form) ?? (SIZE.test(form) ? { kind: 'count', unit: null } : null),
    };
  });
}
