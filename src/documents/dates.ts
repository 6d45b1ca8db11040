import { parseChineseNumber } from '../language/chinese-numbers.ts';
import type { Span } from '../language/mapped-text.ts';
import type { Line } from './lines.ts';

/** A date that the text states, as ISO, with the place that states it. */
export interface FoundDate {
  value: string;
  span: Span;
}

const CHINESE_DIGIT = '[〇○零一二三四五六七八九]';
const YEAR = `(\\d{4}|${CHINESE_DIGIT}{4})`;
const SMALL = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
const PRINTED = `${YEAR}年${SMALL}月${SMALL}日`;
const DOTTED = '(\\d{4})[-./／](\\d{1,2})[-./／](\\d{1,2})';
const ISSUED = '(?:印发|发布|公布)';

const WHOLE_LINE = new RegExp(`^[（(]?${PRINTED}${ISSUED}?[）)]?$`, 'u');
/** 成文日期：2023-11-23, as portals print it above the text. */
const LABELLED = new RegExp(
  `^(?:成文|印发|发布|发文|公布|签发)(?:日期|时间)[：:](?:${PRINTED}|${DOTTED})`,
  'u',
);
/** 某某区人民政府办公室2023年11月23日印发, the last line of a printed document. */
const IMPRINT = new RegExp(`^[\\p{Script=Han}]{2,30}\\s?${PRINTED}${ISSUED}$`, 'u');
/** （2027年3月18日……会议通过　2027年4月2日……公布）: publication counts before adoption. */
const ENACTED = [/公布|发布|印发/u, /批准|通过/u];
const DATE_IN_TEXT = new RegExp(PRINTED, 'gu');

/** The front of a document that states its own date, in lines; and the imprint at the end. */
const FRONT_LINES = 40;
const LAST_LINES = 12;

function numberOf(printed: string): number {
  return /^\d+$/u.test(printed) ? Number(printed) : (parseChineseNumber(printed.replaceAll('○', '〇')) ?? 0);
}

function isoDate(parts: (string | undefined)[]): string | null {
  const [year, month, day] = parts.filter((part) => part !== undefined).map(numberOf);
  if (!year || !month || !day || month > 12 || day > 31) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** True for a line that is a date and nothing else. */
export function isDateLine(text: string): boolean {
  return WHOLE_LINE.test(text);
}

/** True for the bracket under a title that says who adopted or published the text, and when. */
export function isEnactment(text: string): boolean {
  return /^[（(].*\d{4}年.*[）)]$/u.test(text) && ENACTED.some((words) => words.test(text));
}

/** The date that an enactment bracket gives for publication, else for adoption. */
function enactmentDate(text: string): string | null {
  if (!isEnactment(text)) return null;
  const dates = [...text.matchAll(DATE_IN_TEXT)];
  for (const words of ENACTED) {
    const found = dates.find((date, i) => words.test(text.slice(date.index, dates[i + 1]?.index)));
    if (found) return isoDate(found.slice(1));
  }
  return null;
}

/** The date of issue: as a portal labels it, as the bracket under the title or the signature states it, or the imprint. */
export function findIssueDate(lines: Line[]): FoundDate | null {
  const front = lines.slice(0, FRONT_LINES);
  const ways: [Line[], (text: string) => string | null][] = [
    [front, (text) => isoDate(LABELLED.exec(text)?.slice(1) ?? [])],
    [front, enactmentDate],
    [front, (text) => isoDate(WHOLE_LINE.exec(text)?.slice(1) ?? [])],
    [front, (text) => isoDate(IMPRINT.exec(text)?.slice(1) ?? [])],
    [lines.slice(-LAST_LINES), (text) => isoDate(IMPRINT.exec(text)?.slice(1) ?? [])],
    [lines, (text) => isoDate(WHOLE_LINE.exec(text)?.slice(1) ?? [])],
  ];
  for (const [candidates, read] of ways) {
    for (const { text, start, end } of candidates) {
      const value = read(text);
      if (value) return { value, span: { start, end } };
    }
  }
  return null;
}
