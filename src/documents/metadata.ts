import { type MappedText, mapText, type Span, sourceSpan } from '../language/mapped-text.ts';
import { findIssueDate, isDateLine, isEnactment } from './dates.ts';
import type { PolicyDocument } from './document.ts';
import type { Line } from './lines.ts';
import { type FoundPeriod, findPlanPeriod } from './plan-period.ts';
import { readableSource } from './readable-source.ts';
import { regionOf } from './regions.ts';
import { type PrintedTitle, readTitle } from './title.ts';

/** What a document says about itself. */
export type Metadata = Pick<
  PolicyDocument,
  'title' | 'issuer' | 'addressee' | 'issuedOn' | 'status' | 'period' | 'region' | 'evidence'
>;

interface Found<T> {
  value: T;
  span: Span;
}

const DRAFT = /(?:公开)?(征求意见稿|讨论稿|送审稿|草案|试行|暂行|失效|废止)/u;
const NOTICE = /^(.{2,60}?)?关于(?:印发|发布|转发|下发|公布|批转)(.+?)的?(?:通知|公告|决定|函|令)?$/u;
const IS_NOTICE = /(?:通知|公告|通告|通报|决定|函|批复|意见|令)$/u;
const CONSULTS = /征求|征集/u;
const ANNOUNCED = /(?:现将|印发|发布|公布|制定了?|起草了?)[^《。]{0,10}《([^》]{4,80})》/u;
const ORGANISATION =
  /^[\p{Script=Han}、\s]{1,40}(?:政府|办公室|办公厅|委员会|常委会|局|厅|委|部|院|署|会|处|中心|党组|大学|学校|部门|小组)$/u;
/** 2027年4月2日青屏市人民政府令第36号公布: who stands between the date and what was done. */
const ENACTED_BY = (done: string) =>
  new RegExp(
    `日([\\p{Script=Han}]{2,24}?(?:人民政府|人民代表大会(?:常务委员会)?|委员会|厅|局|部))[^日]{0,24}?(?:${done})`,
    'u',
  );
/** The front of a document that can name it, and the lines above a date that may sign it. */
const FRONT_LINES = 40;
const SIGNATURE_LINES = 3;

function spanOf({ start, end }: Line): Span {
  return { start, end };
}

/** The line by which a notice greets those it is for: 各镇人民政府、街道办事处……： */
function findAddressee(lines: Line[], title: PrintedTitle): Found<string> | null {
  const front = lines.slice(title.lineCount, FRONT_LINES);
  const body = front.findIndex(({ text }) => /。$/u.test(text) || /^(?:一、|第[一1][章条])/u.test(text));
  const line = front
    .slice(0, body < 0 ? undefined : body)
    .find(({ text }) =>
      /^(?:各|有关|本|[\p{Script=Han}]{2,8}(?:局|委|办|政府|办事处))[^。]{2,160}[：:]$/u.test(text),
    );
  return line ? { value: line.text.replace(/[：:]$/u, ''), span: spanOf(line) } : null;
}

/** Who signs: the organisations printed right above the date. */
function findSignature(lines: Line[]): Found<string> | null {
  const dated = lines.findIndex(
    ({ text }, i) => isDateLine(text) && ORGANISATION.test(lines[i - 1]?.text ?? ''),
  );
  if (dated < 0) return null;
  let from = dated - 1;
  while (from > 0 && dated - from < SIGNATURE_LINES && ORGANISATION.test(lines[from - 1]!.text)) from--;
  const signing = lines.slice(from, dated);
  return {
    value: signing.map(({ text }) => text).join('、'),
    span: { start: signing[0]!.start, end: signing.at(-1)!.end },
  };
}

/** 某某区道路交通安全委员会　2025年3月18日印发, under a title. */
const IMPRINTED = /^([\p{Script=Han}]{4,30}?)\s?\d{4}年\d{1,2}月\d{1,2}日(?:印发|发布|公布)$/u;

function findIssuer(lines: Line[], title: PrintedTitle): Found<string> | null {
  const before = /^(.{2,60}?)关于/u.exec(title.text)?.[1];
  if (before && title.span && (ORGANISATION.test(before) || NOTICE.test(title.text)))
    return { value: before, span: title.span };
  const signature = findSignature(lines);
  if (signature) return signature;
  const imprint = lines.slice(0, FRONT_LINES).find(({ text }) => IMPRINTED.test(text));
  if (imprint) return { value: IMPRINTED.exec(imprint.text)![1]!, span: spanOf(imprint) };
  const enactment = lines.slice(0, FRONT_LINES).find(({ text }) => isEnactment(text));
  const body =
    enactment &&
    (ENACTED_BY('公布|发布|印发').exec(enactment.text) ?? ENACTED_BY('批准|通过').exec(enactment.text))?.[1];
  return enactment && body ? { value: body, span: spanOf(enactment) } : null;
}

/** The title without the notice around it and without what `status` says. */
function tidyTitle(title: string): string {
  return title
    .replace(/[（(](?:公开)?(?:征求意见|讨论|送审)稿[）)]|[（(]草案[）)]/u, '')
    .replace(/^《([^《》]*)》$/u, '$1');
}

/** The sentence of `text` that holds the character at `at`. */
function sentenceAround(mapped: MappedText, at: number): Span {
  const from = Math.max(0, ...['。', '：', ':'].map((mark) => mapped.text.lastIndexOf(mark, at) + 1));
  const to = mapped.text.indexOf('。', at);
  return sourceSpan(mapped, from, to < 0 ? mapped.text.length : to + 1);
}

/** What a notice issues or puts up for comment, as its text announces it, else as its title names it. */
function issuedTitle({ text }: PrintedTitle, body: MappedText): Found<string> | null {
  const notice = NOTICE.exec(text);
  const isIssuing = IS_NOTICE.test(text) && (notice !== null || CONSULTS.test(text));
  if (!isIssuing && !notice) return null;
  const announced = isIssuing ? ANNOUNCED.exec(body.text) : null;
  const named = notice?.[2] ?? /《([^》]{4,80})》/u.exec(text)?.[1];
  const value = announced?.[1] ?? named;
  if (!value) return null;
  return { value, span: announced ? sentenceAround(body, announced.index) : { start: 0, end: 0 } };
}

/** Status by the title's own words, else 现行 for what was evidently issued; null where nothing says it. */
function findStatus(lines: Line[], title: PrintedTitle, issued: Found<string> | null): Found<string> | null {
  const enactment = lines.slice(0, FRONT_LINES).find(({ text }) => isEnactment(text));
  const isSigned = IS_NOTICE.test(title.text) && findIssueDate(lines) !== null;
  const named = DRAFT.exec(title.text)?.[1];
  const isImprinted = lines.slice(0, FRONT_LINES).some(({ text }) => IMPRINTED.test(text));
  const value = named ?? (enactment || isSigned || isImprinted || NOTICE.test(title.text) ? '现行' : null);
  if (!value || !title.span) return null;
  if (issued && issued.span.end > 0) return { value, span: issued.span };
  return { value, span: !named && enactment ? spanOf(enactment) : title.span };
}

function findPeriod(source: string, title: PrintedTitle, { front, issued }: Front): FoundPeriod | null {
  const text = ({ start, end }: Span) => mapText(source, start, end);
  const announcement = issued && issued.span.end > 0 ? text(issued.span) : null;
  const own = findPlanPeriod(title.span ? text(title.span) : { text: '', offsets: [] }, front);
  return own ?? (announcement && findPlanPeriod(announcement, announcement));
}

/** The beginning of a document, and what is issued there. */
interface Front {
  front: MappedText;
  issued: Found<string> | null;
}

/** Reads title, issuer, date, status, plan period and region from the document's own words. */
export function readMetadata(source: string, lines: Line[], fallbackTitle: string): Metadata {
  const readable = readableSource(source);
  const printed = readTitle(lines);
  const frontEnd = lines[Math.min(FRONT_LINES, lines.length) - 1]?.end ?? 0;
  const issued = issuedTitle(printed, mapText(readable, printed.span?.end ?? 0, frontEnd));
  const title = tidyTitle(issued?.value ?? printed.text) || fallbackTitle;
  const found = {
    title: printed.span && { span: printed.span },
    issuer: findIssuer(lines, printed),
    addressee: findAddressee(lines, printed),
    issuedOn: findIssueDate(lines),
    status: findStatus(lines, printed, issued),
    period: findPeriod(readable, printed, { front: mapText(readable, 0, frontEnd), issued }),
  };
  const evidence = Object.entries(found).flatMap(([fact, value]) => (value ? [[fact, value.span]] : []));
  return {
    title,
    issuer: found.issuer?.value ?? null,
    addressee: found.addressee?.value ?? null,
    issuedOn: found.issuedOn?.value ?? null,
    status: found.status?.value ?? '未注明',
    period: found.period?.value ?? null,
    region: regionOf(title) ?? (found.issuer ? regionOf(found.issuer.value) : null),
    evidence: Object.fromEntries(evidence),
  };
}
