import { findQuantities } from '../../src/language/numerals.ts';

/** An answer with one word changed, and what was changed. */
export interface Altered {
  answer: string;
  change: string;
}

const OTHER_UNIT: Record<string, string> = {
  个: '所',
  所: '个',
  名: '所',
  次: '个',
  年: '个月',
  学时: '次',
  元: '人',
  亩: '个',
};

/** The same figure with another number: one more, ten times, the last digit another. */
function otherNumbers(text: string): string[] {
  const digits = /\d+(?:\.\d+)?/u.exec(text)?.[0];
  if (digits === undefined) {
    const swap: Record<string, string> = {
      一: '三',
      二: '四',
      两: '四',
      三: '五',
      四: '六',
      五: '七',
      六: '八',
      七: '九',
      八: '六',
      九: '七',
    };
    const numeral = /[一二两三四五六七八九]/u.exec(text)?.[0];
    return numeral ? [text.replace(numeral, swap[numeral]!)] : [];
  }
  const value = Number(digits);
  return [
    String(value + 1),
    String(value * 10),
    String(Math.max(1, value - 1)).replace(digits, `${value + 2}`),
  ].map((other) => text.replace(digits, other));
}

function otherUnits(text: string, unit: string): string[] {
  if (unit === '%') return [text.replace(/[%％]/u, '个')];
  const other = OTHER_UNIT[unit];
  return other === undefined ? [] : [text.slice(0, text.lastIndexOf(unit)) + other];
}

/** Every way in which one figure, unit, bound or title of an answer is made wrong. Markers and list numbers stay. */
export function alter(answer: string): Altered[] {
  const found: Altered[] = [];
  const put = (start: number, end: number, words: string) => {
    if (answer.slice(start, end) === words) return;
    found.push({
      answer: answer.slice(0, start) + words + answer.slice(end),
      change: `${answer.slice(start, end)} → ${words}`,
    });
  };
  for (const { start, end, text, unit } of findQuantities(answer)) {
    if (/\[$/u.test(answer.slice(0, start)) || /^\]/u.test(answer.slice(end))) continue;
    for (const words of [...otherNumbers(text), ...otherUnits(text, unit)]) put(start, end, words);
    const behind = /^(?:以上|以下|以内)/u.exec(answer.slice(end))?.[0];
    if (behind) put(end, end + behind.length, behind === '以上' ? '以下' : '以上');
  }
  const OFTEN: Record<string, string> = { 每学期: '每月', 每学年: '每季度', 每年: '每周' };
  for (const { 0: words, index } of answer.matchAll(/每学期|每学年|每年/gu))
    put(index, index + words.length, OFTEN[words]!);
  for (const { 0: words, index } of answer.matchAll(/不少于|不低于|不超过/gu))
    put(index, index + words.length, words === '不超过' ? '不少于' : '不超过');
  for (const { 0: words, index } of answer.matchAll(/《[^》]{3,}》/gu))
    put(index, index + words.length, words.replace(/.》$/u, '稿》'));
  return found;
}
