import { type MappedText, mapText, type Span, sourceSpan } from '../language/mapped-text.ts';
import type { PlanPeriod, PolicyDocument } from './document.ts';
import type { Line } from './lines.ts';

/** What a document says about itself. */
export type Metadata = Pick<
  PolicyDocument,
  'title' | 'issuer' | 'addressee' | 'issuedOn' | 'status' | 'period' | 'region' | 'evidence'
>;

const DRAFT = /(征求意见稿|公开征求意见稿|讨论稿|送审稿|草案|试行|暂行)/u;
const NOTICE = /^(.{2,60}?)关于(?:印发|发布|转发|下发|公布)(.+?)的?(?:通知|公告|决定)?$/u;
const NOTICE_END = /的(?:通知|公告|决定|函|批复)$/u;
const ANNOUNCED = /(?:现将|印发|发布|公布)[^《。]{0,10}《([^》]{4,80})》/u;
const DATE = /^[（(]?(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发|发布|公布)?[）)]?$/u;
const CHINESE_DATE =
  /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/u;
const EXPLICIT_PERIOD = /(\d{4})年?[—\-–~～至到－]+(\d{4})年/u;
const FIVE_YEAR =
  /(?:第([一二三四五六七八九十]{1,3})个五年规划|[“"]?([一二三四五六七八九十]{1,3})五[”"]?(?:期间|规划|时期))/u;
const REGION = /^((?:[\p{Script=Han}]{2,7}?(?:省|自治区|自治州|市|新区|区|县|旗|镇))+)/u;
const LAST_REGION = /[\p{Script=Han}]{1,6}?(?:省|自治区|自治州|市|新区|区|县|旗|镇)(?=$)/u;
/** The front of a document that can name it, in lines; and how far a title may run on. */
const FRONT_LINES = 40;
const MAX_TITLE_LINES = 4;

const DIGITS = '〇一二三四五六七八九';

function smallNumber(chinese: string): number {
  const [tens, units] = chinese.includes('十') ? chinese.split('十') : ['', chinese];
  const ten = chinese.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) : 0;
  return ten * 10 + (units ? DIGITS.indexOf(units) : 0);
}

function isoDate(text: string): string | null {
  const pad = (value: string | number) => String(value).padStart(2, '0');
  const arabic = DATE.exec(text);
  if (arabic) return `${arabic[1]}-${pad(arabic[2]!)}-${pad(arabic[3]!)}`;
  const chinese = CHINESE_DATE.exec(text);
  if (!chinese) return null;
  const year = [...chinese[1]!.replace(/[○零]/gu, '〇')].map((digit) => DIGITS.indexOf(digit)).join('');
  return `${year}-${pad(smallNumber(chinese[2]!))}-${pad(smallNumber(chinese[3]!))}`;
}

const TITLE_END =
  /(?:通知|公告|决定|规划|方案|计划|意见|办法|条例|规定|纲要|细则|要点|措施|报告)(?:[（(][^）)]*[）)])*$/u;
const OPENS_BODY = /^[一二三四五六七八九十]+、|^第.{1,3}[章篇编条]/u;

/** Lines of the title: from the first line to the first that ends a sentence, greets, opens a part or follows a whole title. */
function titleLines(lines: Line[]): Line[] {
  const taken: Line[] = [];
  for (const line of lines.slice(0, MAX_TITLE_LINES)) {
    const printed = taken.map(({ text }) => text).join('');
    const isBody =
      /[。；：:，]$/u.test(line.text) || isoDate(line.text) !== null || OPENS_BODY.test(line.text);
    const isNewHeading = taken.length > 0 && line.hashes > 0;
    if (isBody || isNewHeading || (TITLE_END.test(printed) && !/^[（(]/u.test(line.text))) break;
    taken.push(line);
  }
  return taken;
}

/** The n-th five-year plan begins in 1951 + 5 n (the first ran 1953–1957, later ones shifted): the 14th covers 2021–2025. */
function fiveYearPeriod(printed: string): PlanPeriod {
  const fromYear = 1951 + 5 * smallNumber(printed);
  return { fromYear, toYear: fromYear + 4 };
}

interface Found<T> {
  value: T;
  span: Span;
}

function findPeriod(front: MappedText): Found<PlanPeriod> | null {
  const explicit = EXPLICIT_PERIOD.exec(front.text);
  const match = explicit ?? FIVE_YEAR.exec(front.text);
  if (!match) return null;
  const value = explicit
    ? { fromYear: Number(match[1]), toYear: Number(match[2]) }
    : fiveYearPeriod((match[1] ?? match[2])!);
  // The words before the bracket say what the years are of: “十四五”期间（2021—2025年）.
  const lead = /[^，。；：]{0,20}$/u.exec(front.text.slice(0, match.index))![0].length;
  return { value, span: sourceSpan(front, match.index - lead, match.index + match[0].length) };
}

function findDate(lines: Line[]): Found<string> | null {
  for (const line of [...lines.slice(0, FRONT_LINES), ...lines.slice(-6)]) {
    const value = isoDate(line.text);
    if (value) return { value, span: { start: line.start, end: line.end } };
  }
  return null;
}

/** The line by which a notice greets those it is for: 各镇人民政府、街道办事处……： */
function findAddressee(lines: Line[]): Found<string> | null {
  const line = lines
    .slice(0, FRONT_LINES)
    .find(({ text }) =>
      /^(?:各|有关|本|[\p{Script=Han}]{2,8}(?:局|委|办|政府|办事处))[^。]{2,160}[：:]$/u.test(text),
    );
  return line
    ? { value: line.text.replace(/[：:]$/u, ''), span: { start: line.start, end: line.end } }
    : null;
}

/** The district or city a title or issuer begins with: 天津市西青区人民政府 → 西青区. */
function regionOf(name: string): string | null {
  const whole = REGION.exec(name)?.[1];
  if (!whole) return null;
  return LAST_REGION.exec(whole.replace(/^.+?(?:省|自治区|市)(?=.)/u, ''))?.[0] ?? whole;
}

function tidyTitle(title: string): string {
  return title
    .replace(/[（(](?:公开)?(?:征求意见|讨论|送审)稿[）)]|[（(]草案[）)]/u, '')
    .replace(/^《|》$/gu, '');
}

/** The sentence of `text` that holds the character at `at`. */
function sentenceAround(mapped: MappedText, at: number): Span {
  const from = Math.max(0, ...['。', '：', ':'].map((mark) => mapped.text.lastIndexOf(mark, at) + 1));
  const to = mapped.text.indexOf('。', at);
  return sourceSpan(mapped, from, to < 0 ? mapped.text.length : to + 1);
}

/** Reads title, issuer, date, status, plan period and region from the document's own words. */
export function readMetadata(source: string, lines: Line[], fallbackTitle: string): Metadata {
  const heading = titleLines(lines);
  const printed = heading.map((line) => line.text).join('');
  const titleSpan = heading.length > 0 && { start: heading[0]!.start, end: heading.at(-1)!.end };
  const notice = NOTICE.exec(printed);
  const frontEnd = lines[Math.min(FRONT_LINES, lines.length) - 1]?.end ?? 0;
  const front = mapText(source, 0, frontEnd);
  const announced = NOTICE_END.test(printed) ? ANNOUNCED.exec(front.text) : null;
  const title = tidyTitle(announced?.[1] ?? notice?.[2] ?? printed) || fallbackTitle;
  const issuer = notice?.[1] ?? null;
  const period = findPeriod(front);
  const date = findDate(lines);
  const greeting = findAddressee(lines);
  const draft = DRAFT.exec(printed)?.[1];
  const status = draft?.replace('公开', '') ?? (notice ? '现行' : '未注明');
  const evidence: Metadata['evidence'] = {};
  if (titleSpan) {
    evidence.title = titleSpan;
    if (draft || notice) evidence.status = (announced && sentenceAround(front, announced.index)) ?? titleSpan;
    if (notice) evidence.issuer = titleSpan;
  }
  if (period) evidence.period = period.span;
  if (date) evidence.issuedOn = date.span;
  if (greeting) evidence.addressee = greeting.span;
  return {
    title,
    issuer,
    addressee: greeting?.value ?? null,
    issuedOn: date?.value ?? null,
    status,
    period: period?.value ?? null,
    region: regionOf(title) ?? (issuer ? regionOf(issuer) : null),
    evidence,
  };
}
