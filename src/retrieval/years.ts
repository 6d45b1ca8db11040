import type { Clause } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { looksBack } from '../language/looks-back.ts';
import { remembered } from '../language/remembered.ts';
import type { Question } from './question.ts';

/** 1900个 counts something; 2025 alone, 2025年 and 2025—2030 are years. */
const YEAR = /(?<![\d.])(20\d{2}|19\d{2})(?![\d.%]|[个名人所元家张套间项次处万亿米台只块亩户件])/gu;
/** Words by which a question asks for what is still to come. */
const ASKS_AHEAD =
  /要(?:增加|新增|达到|提高|提升|建成|建到|扩大|发展|招聘?|引进|补充|培养|新建|打造)(?:到|至|成|多少|几)|(?:增加|提高|提升|发展|扩大|增长)(?:到|至)(?:多少|几|百分)|目标(?:值|数)?(?:是|为|定)|(?<![规决一确制])定(?:得|的|到|为|了)?(?:多少|几|百分|[更最]?[高低])/u;
/** What was last year is dated where it is told: 去年认定了多少人. */
const ASKS_LAST_YEAR = /(?:去年|前年|上一?年度?)[^，,。；？?]*(?:多少|几|哪|什么|啥|谁)/u;

/** Years that a question (search form) names. */
export const yearsIn = remembered((text) => [...text.matchAll(YEAR)].map((match) => Number(match[1])));

/** 2023—2025年要增加多少: by the end of the span. */
const SPAN = /(?:19|20)\d{2}年?(?:[—–~-]+|到|至)(?=(?:19|20)\d{2})/gu;
const yearsAsked = (topic: string) => yearsIn(topic.replace(SPAN, ''));

/** Years that a text dates what it says by; 比2024年下降 only compares. */
const datesOf = remembered((text) =>
  yearsIn(text.replace(/(?:比|较|在)(?:20|19)\d{2}年(?:的)?(?:基础|[上下]?[升降]|增|减|提)/gu, ' ')),
);

/**
 * True where a clause can speak for the time asked about: it names the year, or the year is the plan's own and the clause
 * does not look back. What has been done is no answer to what is to be reached.
 */
export function meetsYears(question: Question, clause: Clause, document: PolicyDocument): boolean {
  const isOfPast = looksBack(clause.path);
  if (isOfPast && ASKS_AHEAD.test(question.topic)) return false;
  const years = yearsAsked(question.topic);
  const own = new Set(datesOf(clause.text));
  if (ASKS_LAST_YEAR.test(question.topic) && own.size === 0) return false;
  const { period } = document;
  return years.every((year) => {
    if (own.has(year)) return true;
    // Without a period of its own a clause speaks for every year, unless it dates what it says.
    if (!period) return own.size === 0;
    // Targets of a plan hold at its end; a year in between needs words of its own.
    return year === period.toYear ? !isOfPast : false;
  });
}

/**
 * True unless the sentence itself, or else the part of the printed one before it (`lead`), dates what it says otherwise than
 * asked: 到2024年底 is no answer for 2026.
 */
export function saysYears({ topic }: Question, text: string, lead: string): boolean {
  const asked = yearsAsked(topic);
  const own = datesOf(text);
  const said = own.length > 0 ? own : datesOf(lead);
  return asked.length === 0 || said.length === 0 || asked.some((year) => said.includes(year));
}

/** 2026年新建3所、2027年新建4所; not 由2025年的1800万元增加到2030年的3000万元. */
const YEAR_BY_YEAR = /20\d{2}年[^，、；。]{1,16}[，、；]\s?20\d{2}年/u;

/** True where a text gives several years each its own, and among them the one that a question names. */
export function namesYearAsked(topic: string, text: string): boolean {
  const [year, ...others] = yearsIn(topic);
  return year !== undefined && others.length === 0 && YEAR_BY_YEAR.test(text) && text.includes(`${year}年`);
}
