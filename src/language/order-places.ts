import type { Span } from './mapped-text.ts';
import { givesOrder, turnsBack } from './orders.ts';

const CLOSING: Record<string, string> = {
  ...{ '“': '”', '‘': '’', '「': '」', '『': '』', '《': '》', '"': '"' },
  ...{ '（': '）', '(': ')', '【': '】', '〔': '〕', '［': '］' },
};
const BRACKETS = '（(【〔［';
/** Words between quotation marks or brackets are no longer than this. */
const MAX_INSIDE = 300;

const STOPS = '。！？!?；;';
const UNIT_LIST = /^(?:责任|牵头|配合|主责|主办|承办|协办|参与|落实|实施)[^：:，。]{0,6}[：:]/u;
/** Opens a part that only leads to an order: 如果提问中出现……, 凡本规划未写明的事项. */
const LEADS =
  /^\s*(?:\p{Script=Han}{1,3}(?:如果|若(?!干))|如果?|若(?!干)|凡|当(?!前|地|年)|一旦|只要|每当|今后|以后|无论|不论|不管|任何人|从(?:此|现在|今)[^，,]{0,2}起|对于|关于|编者注|编者按)/u;
/** Opens a part that goes on with an order. */
const GOES_ON = /^\s*(?:格式|并且?|而且|且|不得引用|不要引用|每句|否则|以“|以"|开头|结尾)/u;
const NOTE = /^\s*[（(]?(?:编者|译者|系统|管理员|后台|AI|ＡＩ|人工智能|机器人)[^，。：:]{0,8}[：:]/u;
/** Beside an order it is one of its grounds that the document no longer holds. */
const CLAIMS_STATUS =
  /本(?:文件|规划|方案|计划|办法|通知|意见)(?:已经?|现已)(?:被)?[^，。]{0,6}(?:作废|替代|取代|废止|批准|撤销|过期|失效|撤回)/u;
/** So few Chinese characters say nothing. */
const LEAST_HAN = 4;

/** True for what is left of a sentence that states neither a matter nor a figure. */
function saysNothing(rest: string): boolean {
  return (rest.match(/\p{Script=Han}/gu)?.length ?? 0) < LEAST_HAN && !/\d/u.test(rest);
}

/** End (exclusive) of what opens at `at`, or null where nothing closes it. */
function insideEnd(text: string, at: number, to: number): number | null {
  const close = CLOSING[text[at]!];
  if (close === undefined) return null;
  let depth = 1;
  for (let i = at + 1; i < Math.min(to, at + MAX_INSIDE); i++) {
    if (text[i] === close) depth--;
    else if (text[i] === text[at]) depth++;
    if (depth === 0) return i + 1;
  }
  return null;
}

/** True where a full stop of English ends a sentence: no decimal, no name. */
function isEnglishStop(text: string, i: number): boolean {
  return (
    /[.．]/u.test(text[i]!) &&
    /[A-Za-zＡ-Ｚａ-ｚ"”)]/u.test(text[i - 1] ?? '') &&
    !/[A-Za-z0-9]/u.test(text[i + 1] ?? ' ')
  );
}

/** True where a comma parts two numbers' digits only: 1,200. */
function isInNumber(text: string, i: number): boolean {
  return text[i] === ',' && /\d/u.test(text[i - 1] ?? '') && /\d/u.test(text[i + 1] ?? '');
}

/** Cuts `[start, end)` behind each place that `ends` accepts, never inside quotation marks or brackets. */
function cut(text: string, { start, end }: Span, ends: (i: number) => boolean): Span[] {
  const pieces: Span[] = [];
  let from = start;
  for (let i = start; i < end; i++) {
    const inside = insideEnd(text, i, end);
    // A quotation that ends with a stop ends what quotes it.
    const isEnd = inside === null ? ends(i) : !BRACKETS.includes(text[i]!) && ends(inside - 2);
    if (inside !== null) i = inside - 1;
    if (!isEnd) continue;
    pieces.push({ start: from, end: i + 1 });
    from = i + 1;
  }
  if (from < end) pieces.push({ start: from, end });
  return pieces;
}

/** The sentences of a span, quotations and brackets kept whole. */
export function sentencesOf(text: string, span: Span): Span[] {
  return cut(text, span, (i) => STOPS.includes(text[i]!) || isEnglishStop(text, i));
}

function partsOf(text: string, span: Span, marks: string): Span[] {
  return cut(text, span, (i) => marks.includes(text[i]!) && !isInNumber(text, i));
}

/** Brackets of a span that are not inside others. */
function bracketsIn(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  for (let i = start; i < end; i++) {
    const inside = insideEnd(text, i, end);
    if (inside === null) continue;
    if (BRACKETS.includes(text[i]!)) found.push({ start: i, end: inside });
    i = inside - 1;
  }
  return found;
}

/** The words of a span without those in the brackets that are judged on their own. */
function wordsOf(text: string, { start, end }: Span, without: Span[] = []): string {
  let words = '';
  let at = start;
  for (const one of without) {
    if (one.start < start || one.end > end) continue;
    words += text.slice(at, one.start);
    at = one.end;
  }
  return (words + text.slice(at, end)).replace(/^[\s，,、]+|[\s，,、。；;！!.．]+$/gu, '');
}

/** First and last part (exclusive) that an order takes with it. */
function orderedParts(words: string[], ordered: boolean[]): [number, number] | null {
  const first = ordered.indexOf(true);
  if (first < 0) return null;
  if (first === 0 || words.some((part, i) => ordered[i] && turnsBack(part))) return [0, words.length];
  let from = first;
  let to = ordered.lastIndexOf(true) + 1;
  while (from > 0 && LEADS.test(words[from - 1]!)) from--;
  while (to < words.length && GOES_ON.test(words[to]!)) to++;
  return [from, to];
}

/** What of a bracket is an order: the whole of it, or some names of a list of units. */
function inBracket(text: string, bracket: Span): Span[] {
  const inner = { start: bracket.start + 1, end: bracket.end - 1 };
  if (!UNIT_LIST.test(text.slice(inner.start, inner.end)))
    return sentencesOf(text, inner).some((sentence) => inSentence(text, sentence).length > 0)
      ? [bracket]
      : [];
  const names = partsOf(text, inner, '、，,；;');
  return names.flatMap((name, i) => {
    if (!givesOrder(wordsOf(text, name))) return [];
    const isLast = i === names.length - 1;
    return i > 0 && isLast ? [{ start: names[i - 1]!.end - 1, end: name.end }] : [name];
  });
}

/** A span without the lists of units in it: who is responsible stays whatever stands before. */
function withoutUnitLists(text: string, { start, end }: Span, brackets: Span[]): Span[] {
  const lists = brackets.filter((one) => UNIT_LIST.test(text.slice(one.start + 1, one.end)));
  const edges = [start, ...lists.flatMap((one) => [one.start, one.end]), end];
  return edges.flatMap((from, i) =>
    i % 2 === 0 && edges[i + 1]! > from ? [{ start: from, end: edges[i + 1]! }] : [],
  );
}

/** What of one sentence is an order: all of it, some of its parts, or what it says in brackets. */
export function inSentence(text: string, sentence: Span): Span[] {
  const brackets = bracketsIn(text, sentence);
  const bracketed = brackets.flatMap((bracket) => inBracket(text, bracket));
  const whole = [...withoutUnitLists(text, sentence, brackets), ...bracketed];
  const parts = partsOf(text, sentence, '，,');
  const words = parts.map((part) => wordsOf(text, part, brackets));
  const ordered = words.map((part) => part !== '' && givesOrder(part));
  const taken = orderedParts(words, ordered);
  if (taken === null) {
    return bracketed.length > 0 && !/\p{Script=Han}/u.test(words.join('')) ? whole : bracketed;
  }
  const [from, to] = taken;
  const rest = words.filter((_, i) => i < from || i >= to).join('');
  const all = text.slice(sentence.start, sentence.end);
  const isNote = NOTE.test(all) || CLAIMS_STATUS.test(all);
  if (isNote || saysNothing(rest)) return whole;
  const { end } = parts[to - 1]!;
  // The comma before the last part goes, its stop stays.
  const span =
    to === parts.length
      ? { start: parts[from]!.start - 1, end: stopBefore(text, end) }
      : { start: parts[from]!.start, end };
  return [...bracketed.filter((one) => one.end <= span.start || one.start >= span.end), span];
}

function stopBefore(text: string, end: number): number {
  return STOPS.includes(text[end - 1]!) ? end - 1 : end;
}
