import { type MappedText, type Span, sourceSpan } from '../language/mapped-text.ts';
import type { ResponsibleUnit } from './clause.ts';

/** A clause's list of responsible units; the whole bracket and each name with its place in the source. */
export interface UnitList {
  span: Span;
  units: ResponsibleUnit[];
  /** Where the list begins in the clause's text. */
  textStart: number;
  textEnd: number;
}

const ROLE =
  '(?:责任|牵头|配合|主责|主办|承办|协办|协助|参与|协同|落实|实施)(?:责任)?(?:单位|部门|科室|主体|地区)';
/** In brackets the bare word is enough: （牵头：区教育局；配合：区财政局）. */
const BARE_ROLE = '(?:责任|牵头|配合|主办|协办|协助)';
const BRACKETS = '（(【〔［\\[';
const LIST = new RegExp(
  `([${BRACKETS}])?${ROLE}(?:[（(][^）)]*[）)])?(?:及[^：:，。]{1,8})?[：:]|([${BRACKETS}])${BARE_ROLE}[：:]`,
  'gu',
);
const PREFIX = new RegExp(`^(?:${ROLE}|${BARE_ROLE})[：:]`, 'u');
const OPENS = new RegExp(`^[${BRACKETS}]?${ROLE}(?:[（(][^）)]*[）)])?[：:]`, 'u');
/** Where another role begins without a stop before it: 牵头单位：区教育局 配合单位：区财政局. */
const NEXT_ROLE = new RegExp(`${ROLE}[：:]`, 'uy');
/**
 * Names that only blanks parted, which between Chinese are gone (区教育局|区财政局), or that a word joins
 * (区教育局会同区财政局, 县水利局和有关乡镇).
 */
const NAMES_RUN_ON =
  /(?<=[局委办部厅院会联协社]|中心|公司)(?:(?:会同|和|及|与)(?=有关|相关|各|[区市县省]\p{Script=Han}{2})|(?=(?:区|市|县|各|省)\p{Script=Han}{2}))/gu;
/** （区教育局牵头，区财政局、各街镇按职责分工负责）: the other way of naming them. */
const DUTY =
  /(?:[（(](?:牵头|配合|负责|主办|协办)[）)]|按(?:照)?(?:各自)?职责(?:分工)?|分别|共同|具体|(?:牵头|负总责|负责|落实|配合|参与|参加|协助|协同)|等(?:部门|单位|有关部门|相关部门)?)+$/u;
/** What a unit does, told behind its name: 区教育局牵头, 区教育局（牵头）. */
const ROLE_BEHIND = /(?<bracket>[（(])?(?<role>牵头|负总责|主办|协办|配合|协助|参与|参加|协同)/u;
const DUTY_BRACKET =
  /[（(](由?[^（）()。]{2,200}?(?:负责|负总责|牵头|配合|落实|参与|参加|协助|协同))[）)][。；]?$/u;
/** （县卫生健康局、县教育局）: names of offices alone, with no word of what they do. */
const NAMES_BRACKET = /[（(]([^（）()。；：:，,]{3,120})[）)][。；]?$/u;
const OFFICE =
  /^(?:[区县市省州旗]|各|团|[\p{Script=Han}]{2,4}[区县市])[\p{Script=Han}]{1,14}(?:局|委|办|部|厅|政府|办公室|办事处|街道|街镇|乡镇|镇街|乡（镇）|残联|妇联|文联|科协|总工会|分局)$/u;
const ORGANISATION =
  /(?:局|委|办|部|政府|办公室|街道|街镇|镇街|乡镇|镇|会|院|厅|处|中心|集团|公司|学校|[中小大]学|学院|幼儿园|单位|部门|馆|队|所|站|社|行|署|科|科室|股|室|校|残联|妇联|文联|侨联|科协)$/u;
/** A list may say of its first name that it leads: （…，排在首位的为牵头单位）. */
const FIRST_LEADS =
  /^(?:排(?:名|序|列)?)?在?(?:首位|第一位?|最前面?)的?(?:单位|部门)?(?:为|是)(牵头)(?:单位|部门)?$/u;
/** What may follow the names inside the bracket and is none of them. */
const NO_UNIT = /时限|时间|期限|责任人|领导|联系人|进度|\d{4}年|^长期|^持续|^每/u;
const OPENING = /[（(【〔［[]/u;
const CLOSING = /[）)】〕］\]]/u;

/** True where a paragraph begins with a list of responsible units. */
export function opensUnitList(text: string): boolean {
  return OPENS.test(text);
}

/** End of the bracket around the names that begin at `from`. */
function bracketEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (OPENING.test(text[i]!)) depth++;
    else if (CLOSING.test(text[i]!) && --depth < 0) return i;
  }
  return text.length;
}

/** End of the names that begin at `from` without a bracket: their sentence's, or their paragraph's. */
function sentenceEnd(text: string, from: number, starts: number[]): number {
  const stop = text.indexOf('。', from);
  return Math.min(stop < 0 ? text.length : stop, ...starts.filter((start) => start > from));
}

/** A piece cut where blanks parted its names, each with where it begins in the piece. */
function partNames(piece: string): { name: string; at: number }[] {
  let at = 0;
  const names = [...piece.matchAll(NAMES_RUN_ON)].map(({ 0: joint, index }) => {
    const found = { name: piece.slice(at, index), at };
    at = index + joint.length;
    return found;
  });
  return [...names, { name: piece.slice(at), at }];
}

function opensRole(text: string, at: number): boolean {
  NEXT_ROLE.lastIndex = at;
  return NEXT_ROLE.test(text);
}

/** Gives the role that stands behind names to them: to one where it is in brackets, else to all before it that have none. */
function giveRole(units: ResponsibleUnit[], from: number, duty: string): void {
  const found = ROLE_BEHIND.exec(duty)?.groups;
  if (!found) return;
  const first = found.bracket ? units.length - 1 : from;
  for (const unit of units.slice(first)) if (unit.role === '') unit.role = found.role!;
}

/** The role that a list or a part of one opens with: 牵头单位：. */
function roleIn(opening: string): string {
  const role = /^[（(【〔［[]?(.*?)(?:[（(].*)?(?:及.*)?[：:]$/u.exec(opening)?.[1] ?? '';
  return role;
}

/** The names between `from` and `to`, cut at 、，；/ and where another role begins, where no bracket is open. */
function readNames(mapped: MappedText, from: number, to: number, opening = ''): ResponsibleUnit[] {
  const units: ResponsibleUnit[] = [];
  let role = opening;
  let roleless = 0;
  let start = from;
  let depth = 0;
  for (let i = from; i <= to; i++) {
    const character = mapped.text[i] ?? '';
    if (i < to && OPENING.test(character)) depth++;
    if (i < to && CLOSING.test(character)) depth--;
    const isStop = /[、，,；;/]/u.test(character);
    const isRole = i > start && i < to && opensRole(mapped.text, i);
    if (i < to && (depth > 0 || !(isStop || isRole))) continue;
    const piece = mapped.text.slice(start, i);
    const opens = PREFIX.exec(piece)?.[0];
    const prefix = opens?.length ?? /^由/u.exec(piece)?.[0].length ?? 0;
    if (NO_UNIT.test(piece)) break;
    if (units.length > 0 && FIRST_LEADS.test(piece)) {
      units[0]!.role = '牵头单位';
      break;
    }
    if (opens !== undefined) role = roleIn(opens);
    const names = piece.slice(prefix).replace(DUTY, '');
    for (const { name, at: inside } of partNames(names)) {
      const at = start + prefix + inside;
      if (name !== '') units.push({ name, role, ...sourceSpan(mapped, at, at + name.length) });
    }
    const duty = piece.slice(prefix + names.length);
    giveRole(units, roleless, duty);
    if (duty !== '') roleless = units.length;
    start = isRole ? i : i + 1;
  }
  return units;
}

/** A list without a bracket stands at the start of a paragraph or sentence; 各责任单位：… speaks of them. */
function isAtStart(text: string, at: number, starts: number[]): boolean {
  const before = text[at - 1] ?? '';
  return (
    at === 0 ||
    starts.includes(at) ||
    /[。；;）)—]/u.test(before) ||
    (/[，,]/u.test(before) && ENDS_SENTENCE.test(text.slice(at)))
  );
}

/** …，责任单位：县教育局。: at the end of a sentence such a list may stand behind a comma. */
const ENDS_SENTENCE = /^(?:责任|牵头|配合)(?:单位|部门)[：:]/u;

function namesBracket(text: string): RegExpExecArray | null {
  const match = NAMES_BRACKET.exec(text);
  const names = match?.[1]?.split('、') ?? [''];
  // 报主管部门（区教育局） says which one is meant.
  const isAside = names.length === 1 && !/[。；]$/u.test(text.slice(0, match?.index ?? 0));
  return !isAside && names.every((name) => OFFICE.test(name)) ? match : null;
}

function dutyBracket(mapped: MappedText): UnitList | null {
  const match = DUTY_BRACKET.exec(mapped.text) ?? namesBracket(mapped.text);
  if (!match) return null;
  const from = match.index + 1;
  const units = readNames(mapped, from, from + match[1]!.length);
  if (units.length === 0 || !units.every(({ name }) => ORGANISATION.test(name) && name.length <= 20))
    return null;
  const textEnd = match.index + match[0].length;
  return { span: sourceSpan(mapped, match.index, textEnd), units, textStart: match.index, textEnd };
}

/**
 * Finds every `责任单位：…` list (also 牵头单位, 配合部门 and the like) of a clause. `starts` are the positions at which
 * paragraphs begin that were joined to it.
 */
export function readUnitList(mapped: MappedText, starts: number[] = []): UnitList | null {
  const { text } = mapped;
  const units: ResponsibleUnit[] = [];
  let first = -1;
  let last = -1;
  for (const match of text.matchAll(LIST)) {
    if (match.index < last) continue;
    const isBracketed = (match[1] ?? match[2]) !== undefined;
    if (!isBracketed && !isAtStart(text, match.index, starts)) continue;
    const from = match.index + match[0].length;
    const to = isBracketed ? bracketEnd(text, from) : sentenceEnd(text, from, starts);
    const names = readNames(mapped, from, to, roleIn(match[0]));
    if (names.length === 0) continue;
    units.push(...names);
    if (first < 0) first = match.index;
    last = /[）)】〕］\]。]/u.test(text[to] ?? '') ? to + 1 : to;
  }
  if (units.length === 0) return dutyBracket(mapped);
  return { span: sourceSpan(mapped, first, last), units, textStart: first, textEnd: last };
}
