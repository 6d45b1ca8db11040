import type { Span } from '../language/mapped-text.ts';
import { isDateLine } from './dates.ts';
import type { Line } from './lines.ts';

/** A document's title as printed. */
export interface PrintedTitle {
  /** Its lines, joined. */
  text: string;
  /** Null where the document does not begin with a title. */
  span: Span | null;
  /** Lines before it (letterhead, number) and of it. */
  lineCount: number;
}

/** The front that may hold letterhead before a title; how far a title may run on; its longest line. */
const FRONT_LINES = 15;
const MAX_TITLE_LINES = 5;
const MAX_TITLE_WIDTH = 90;

const KINDS =
  '通知|公告|通告|通报|决定|决议|函|令|批复|规划|方案|计划|意见|办法|条例|规定|纲要|细则|要点|措施|报告|指南|指引|预案|章程|标准|规范|规程|制度|清单|行动|建议|守则|解读|说明|安排|规则';
/** Brackets that belong to a title: its status or its years. */
const TITLE_BRACKET =
  '[（(](?:[^（）()]*(?:稿|草案|试行|暂行|修订版?|废止|失效)|\\d{4}年?[—\\-–~～－至到]+\\d{4}年?|\\d{4}年(?:版|度)?)[）)]';
const COMPLETE = new RegExp(`(?:${KINDS})》?(?:${TITLE_BRACKET})*$`, 'u');
const IS_TITLE_BRACKET = new RegExp(`^${TITLE_BRACKET}$`, 'u');
/** A notice that issues something is complete only with its own kind: 关于印发……方案 + 的通知. */
const ISSUES = /关于(?:公开)?(?:印发|转发|发布|公布|下发|批转|征求)/u;
const ISSUED = /(?:通知|公告|通告|决定|函|令|批复|通报)$/u;
const LETTERHEAD =
  /文件$|公报$|^.{0,14}[〔[【（(]\d{4}[〕\]】）)].{0,3}\d+号$|^(?:索引号|发文字号|文号|发布机构|发文机关|发文单位|成文日期|发布日期|发文日期|公开日期|主题分类|主题词|信息来源|来源|浏览次数|字体|密级|紧急程度|签发人|公开方式|公开类别|有效性)[：:]|^附[件录]\d*[：:]?$|^目录$|^[（(]此件/u;
const OPENS_BODY =
  /^(?:[一二三四五六七八九十]+、|第.{1,3}[章篇编条节]|第.{1,3}部分|专栏|[（(][一二三四五六七八九十\d０-９]+[）)]|[\d０-９]{1,2}[.．、）)]|[①⑴⒈㈠])/u;
/** `1 总则` opens a text, `2030年重点工作` is a title: the gap tells. */
const OPENS_PLAIN = /^\d{1,2}(?:\.\d{1,2})* (?=\p{Script=Han})/u;
const OPENING_PART = /^(?:前言|引言|序言|导言|序|概述|摘要|结语|正文)$/u;

function isLetterhead({ text, isPageNumber }: Line): boolean {
  return isPageNumber || LETTERHEAD.test(text) || isDateLine(text);
}

function isBody({ text, opening, width, isTableRow }: Line): boolean {
  const opensPart = OPENS_BODY.test(text) || OPENS_PLAIN.test(opening) || OPENING_PART.test(text);
  return opensPart || /[。；：:，]$/u.test(text) || isTableRow || width > MAX_TITLE_WIDTH;
}

function isComplete(printed: string): boolean {
  return COMPLETE.test(printed) && (!ISSUES.test(printed) || ISSUED.test(printed));
}

/** Lines of the title that begins at `from`: up to the first that makes it whole, with the brackets under it. */
function gather(lines: Line[], from: number): Line[] {
  const taken: Line[] = [];
  let printed = '';
  for (const line of lines.slice(from, from + MAX_TITLE_LINES)) {
    if (isBody(line) || isLetterhead(line)) break;
    const isWhole = isComplete(printed);
    if (isWhole && !IS_TITLE_BRACKET.test(line.text)) break;
    if (!isWhole && taken.length > 0 && line.hashes !== taken[0]!.hashes) break;
    if (!isWhole && taken.length > 0 && /^[（(]/u.test(line.text) && !IS_TITLE_BRACKET.test(line.text)) break;
    taken.push(line);
    printed += line.text;
  }
  return taken;
}

/** Reads the title a document begins with, letterhead passed over. */
export function readTitle(lines: Line[]): PrintedTitle {
  let fallback: [number, Line[]] | null = null;
  for (let i = 0; i < Math.min(FRONT_LINES, lines.length); i++) {
    const line = lines[i]!;
    if (isLetterhead(line)) continue;
    if (isBody(line)) break;
    const taken = gather(lines, i);
    if (isComplete(taken.map(({ text }) => text).join(''))) return titleOf(taken, i);
    fallback ??= [i, taken];
  }
  return fallback ? titleOf(fallback[1], fallback[0]) : titleOf([], 0);
}

function titleOf(taken: Line[], from: number): PrintedTitle {
  const [first, last] = [taken[0], taken.at(-1)];
  return {
    text: taken.map(({ text }) => text).join(''),
    span: first && last ? { start: first.start, end: last.end } : null,
    lineCount: first ? from + taken.length : 0,
  };
}
