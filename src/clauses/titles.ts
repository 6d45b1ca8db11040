import type { TitleStyle } from './found-heading.ts';
import type { Family, Marker } from './numbering.ts';
import { opensUnitList } from './responsible-units.ts';

/** Longest titles in characters: on a line of their own, run in behind a number, run in without one. */
const MAX_TITLE = 60;
const MAX_RUN_IN = 30;
const MAX_BARE_RUN_IN = 20;
/** Where the other parts of a row are titles, a longer first sentence is one too. */
const MAX_RUN_IN_AMONG_TITLES = 45;

/** Where a title written into its paragraph ends: before 。 or ：, or before a dash that no title continues after. */
const RUN_IN = /^((?:[（(][^（()）。]*[）)]|[^。：:；！？—]){2,}?)(。|：|:|——)/u;

/** A whole sentence says something of somebody; a title names a matter. These words only sentences hold. */
const SENTENCE_WORDS =
  /应当|不得|必须|可以|已经|尚未|亟待|仍然|存在|较为|以及其他|的，|了(?![解望结然])|下列|以下|如下|现将|特此|之日起|负责解释|达到\d|提高[到至]\d|不[少低]于|超过\d|年底前|^(?:严禁|禁止|不准|坚决杜绝)|按[^，]{2,12}(?:办理|执行|处理)$|\d(?:个|所|名|家|万元|亿元|%)(?=$|[、，,和及])|截[至止]|^[到至]\d{4}年/u;
/** 一是……二是……, 第一，……, 首先……: markers of a list inside a text. */
const LIST_MARKER =
  /^(?:[一二三四五六七八九十]+(?:是|要|方面)|第[一二三四五六七八九十]+[，,]|首先|其次|再次|最后|同时|此外|另外|其中|例如)/u;
/** What a paragraph without a number begins with when it is a sentence: of the document, of us, of a time or purpose. */
const SENTENCE_START =
  /^(?:[\p{Script=Han}]{2,14}(?:小组|局|委|政府|部门|办公室|单位|街镇|学校)(?:要|统筹|负责|牵头|会同|定期|应|每)|本[\p{Script=Han}]{1,4}[^，]*(?:适用|所称|由|自|经)|我[国省市区县校们]|该|各|全[国省市区县]|为|将|由|从|自|在|经|按|到|至|对于|如|若|凡|即|并)/u;
const DANGLING = /(?:(?<!参)与|[和及、，]|包括|根据|按照|关于|为了)$/u;

/** The style by what follows the title in its paragraph. */
export function styleOf(rest: string): TitleStyle {
  if (rest.length <= 1) return 'line';
  if (rest.startsWith('—')) return 'dash';
  return /^[：:]/u.test(rest) ? 'colon' : 'stop';
}

/** True for a text that is a title as a whole: short, without full stops, not broken off. */
export function isWholeTitle(rest: string): boolean {
  if (rest.length === 0 || rest.length > MAX_TITLE) return false;
  return !/[。；！;，,、：:]$/u.test(rest) && !/[。；]/u.test(rest);
}

function hasUnevenBrackets(title: string): boolean {
  return title.split(/[“‘（(《]/u).length !== title.split(/[”’）)》]/u).length;
}

function runInMatch(rest: string): { title: string; isColon: boolean; body: string } | null {
  const match = RUN_IN.exec(rest);
  if (!match) return null;
  const [whole, title, delimiter] = match as unknown as [string, string, string];
  if (delimiter === '——' && !/[\p{Script=Han}”）)]$/u.test(title)) return null;
  if (
    SENTENCE_WORDS.test(title) ||
    LIST_MARKER.test(title) ||
    DANGLING.test(title) ||
    hasUnevenBrackets(title)
  )
    return null;
  const body = rest.slice(whole.length);
  // A sentence with nothing behind it but those responsible for it has no text that it could be the title of.
  return opensUnitList(body) ? null : { title, isColon: /[：:]/u.test(delimiter), body };
}

/** 进校园读物坚持凡进必审: a subject with its verb is a sentence, however short. */
const SUBJECT_AND_VERB = /(?<=\p{Script=Han}{2})(?:坚持|实行|采取|执行|参照|纳入|严禁|免收)/u;

/** Length of the title that runs into a paragraph without a number, or 0 where it opens with an ordinary sentence. */
export function bareRunInLength(text: string): number {
  const match = runInMatch(text);
  if (!match || match.isColon || match.title.length > MAX_BARE_RUN_IN || SENTENCE_START.test(text)) return 0;
  if (SUBJECT_AND_VERB.test(match.title)) return 0;
  return match.body.length >= 4 && !/[，、,\d]/u.test(match.title) ? match.title.length : 0;
}

/** Length of the title that runs in behind a number; `isAmongTitles` where its neighbours in the row have one. */
export function numberedRunInLength(rest: string, isAmongTitles = false): number {
  const match = runInMatch(rest);
  if (!match || match.body.length < 4) return 0;
  const longest = match.isColon ? MAX_BARE_RUN_IN : isAmongTitles ? MAX_RUN_IN_AMONG_TITLES : MAX_RUN_IN;
  const commas = match.title.match(/[，,]/gu)?.length ?? 0;
  return match.title.length <= longest && commas <= (isAmongTitles ? 3 : 1) ? match.title.length : 0;
}

/** What decides whether a numbered paragraph is a title: its text, its number, what follows it. */
export interface NumberedText {
  text: string;
  marker: Marker;
  next: { text: string; marker: Marker | null } | undefined;
}

/** A numbered line that is one short sentence is a title only where running text or its first part follows it. */
function isTitleWithStop(rest: string, { marker, next }: NumberedText): boolean {
  if (!/^[^，。；：]{2,20}(?:，[^，。；：]{2,15})?。$/u.test(rest) || SENTENCE_WORDS.test(rest) || !next)
    return false;
  if (next.marker) return next.marker.ordinal === 1 && next.marker.rank > marker.rank;
  return /[。；]/u.test(next.text);
}

const ANNEXES = new Set<Family>(['附件', '专栏']);

/** Characters of a numbered paragraph that are its heading, number included; 0 where it is a sentence or an item. */
export function numberedLength(numbered: NumberedText): number {
  const { text, marker } = numbered;
  const rest = text.slice(marker.length);
  if (ANNEXES.has(marker.family)) return rest.length <= MAX_TITLE && !/[。；]/u.test(rest) ? text.length : 0;
  const isDivision = /^第/u.test(text);
  if (rest === '') return isDivision ? text.length : 0;
  if (
    /[：:]$/u.test(rest) &&
    rest.length <= MAX_RUN_IN &&
    !/[，。；]/u.test(rest) &&
    !SENTENCE_WORDS.test(rest)
  )
    return text.length - 1;
  // 1. 柳树渡口：候船室、停车场 on a line of its own is a title with what it is the title of.
  const listed = /^[^：:]{2,20}[：:](?=[^：:]{2,}、)/u.test(rest) ? numberedRunInLength(rest) : 0;
  if (listed > 0) return marker.length + listed;
  if (isWholeTitle(rest)) return text.length;
  if (isTitleWithStop(rest, numbered)) return text.length - 1;
  const runIn = numberedRunInLength(rest);
  return runIn === 0 ? 0 : marker.length + runIn;
}
