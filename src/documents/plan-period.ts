import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { type MappedText, type Span, sourceSpan } from '../language/mapped-text.ts';
import type { PlanPeriod } from './document.ts';

/** The years that a plan covers, with the place that states them. */
export interface FoundPeriod {
  value: PlanPeriod;
  span: Span;
}

const YEARS = /(\d{4})年?(?:[—\-–~～－]{1,2}|至|到)(\d{4})年?(?!\d)/u;
/** What is planned for one year: 2025年工作要点. */
const ONE_YEAR =
  /(\d{4})年(?:度)?(?:[\p{Script=Han}]{0,6}(?:工作要点|重点工作|工作计划|工作安排|工作任务)|(?:行动|实施)?(?:计划|方案))/u;
const SMALL = '[一二三四五六七八九十]{1,2}';
const FIVE_YEAR_TITLE = new RegExp(
  `第(${SMALL})个五年|[“"]?(${SMALL})五(?![一二三四五六七八九十年])[”"]?`,
  'u',
);
/** In running text the years must be said to be those of the plan: “十四五”期间（2021—2025年）, 规划期为2026—2030年. */
const YEARS_OF_PLAN = new RegExp(`(?:期间?|时期|周期|期限|年限)[为是：:]*[（(]?${YEARS.source}`, 'u');
const FIVE_YEAR_OF_PLAN = new RegExp(`[“"](${SMALL})五[”"](?:期间|时期|规划)`, 'u');
/** Only what plans for years has a period; rules and notices mention the years of other plans. */
const PLAN = /规划|方案|计划|纲要|行动|要点/u;
const MAX_YEARS = 30;

/** The n-th five-year plan begins in 1951 + 5 n (the first ran 1953–1957, later ones shifted): the 14th covers 2021–2025. */
function fiveYears(printed: string): PlanPeriod | null {
  const n = parseChineseNumber(printed);
  if (n === null || n < 6) return null;
  const fromYear = 1951 + 5 * n;
  return { fromYear, toYear: fromYear + 4 };
}

function explicitYears(match: RegExpExecArray | null): PlanPeriod | null {
  if (!match) return null;
  const [fromYear, toYear] = [Number(match[1]), Number(match[2])];
  return fromYear <= toYear && toYear - fromYear <= MAX_YEARS ? { fromYear, toYear } : null;
}

function found(
  value: PlanPeriod | null,
  text: MappedText,
  match: RegExpExecArray | null,
): FoundPeriod | null {
  if (!value || !match) return null;
  // The words before the years say what they are of: “十四五”期间（2021—2025年）.
  // A notice's title names the plan behind 印发.
  const before = /[^，。；：《》）)]{0,60}$/u.exec(text.text.slice(0, match.index))![0];
  const lead = before.replace(/^.*印发/u, '').length;
  const end = match.index + match[0].length;
  const bracket = /^[）)]/u.test(text.text.slice(end)) ? 1 : 0;
  return { value, span: sourceSpan(text, match.index - lead, end + bracket) };
}

/** The years of a plan as they are printed: 2021—2025, 2025. */
export function yearsOfPlan({ fromYear, toYear }: PlanPeriod): string {
  return fromYear === toYear ? String(toYear) : `${fromYear}—${toYear}`;
}

/** Finds the years of a plan: as its title prints them, else as its first paragraphs do, else by its five-year number. */
export function findPlanPeriod(title: MappedText, front: MappedText): FoundPeriod | null {
  const printed = YEARS.exec(title.text);
  const byYears = found(explicitYears(printed), title, printed);
  if (byYears || !PLAN.test(title.text)) return byYears;
  const single = ONE_YEAR.exec(title.text);
  const year = Number(single?.[1]);
  if (single) return found({ fromYear: year, toYear: year }, title, single);
  const stated = YEARS_OF_PLAN.exec(front.text);
  const byText = found(explicitYears(stated), front, stated);
  const numbered = FIVE_YEAR_TITLE.exec(title.text);
  const byNumber = found(fiveYears(numbered?.[1] ?? numbered?.[2] ?? ''), title, numbered);
  // Years in the text count only where they do not contradict the number in the title (a look back at the last plan).
  if (byText && (!byNumber || byText.value.fromYear === byNumber.value.fromYear)) return byText;
  if (byNumber) return byNumber;
  const named = FIVE_YEAR_OF_PLAN.exec(front.text);
  return found(fiveYears(named?.[1] ?? ''), front, named);
}

const OPENING_YEAR = /^(20\d{2})年(?:底|末)?[，,]/u;

/** True for a sentence on a year before the plan begins: 2025年，全区…为71.3%, in a plan for 2026. */
export function tellsOfYearBefore(
  text: string,
  { period, issuedOn }: { period: PlanPeriod | null; issuedOn: string | null },
): boolean {
  const begins = period?.fromYear ?? (Number(issuedOn?.slice(0, 4)) || null);
  const year = OPENING_YEAR.exec(text)?.[1];
  return begins !== null && year !== undefined && Number(year) < begins;
}
