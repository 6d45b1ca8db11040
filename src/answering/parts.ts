import { searchForm } from '../language/normalise.ts';
import { withoutScaffold } from '../retrieval/concepts.ts';
import { meetsNeed, type ValueNeed } from '../retrieval/needs.ts';
import type { QuestionPart } from '../retrieval/parts.ts';
import type { Reply } from './answer-question.ts';
import { appendDraft, type Draft, type Findings, newDraft } from './draft.ts';
import { inQuotes } from './writer.ts';

/** A part of a question with the reply to it alone. */
export interface AnsweredPart {
  part: QuestionPart;
  reply: Reply;
}

const VALUES = new Set<ValueNeed['kind']>([
  'percent',
  'count',
  'money',
  'date',
  'frequency',
  'contact',
  'title',
]);
const TELLS_UNITS = /责任单位|负责|牵头|主管|由[^，。；]{2,24}(?:管理|承担|组织|主持)/u;
/** 甲区“……”的责任单位共 6 家：… */
const TELLS_UNITS_ONLY = /的责任单位共 \d+ 家：/u;
/** Questions that set documents side by side, or ask about the document itself, are answered as one. */
const WHOLE = new Set(['which-district', 'location', 'problems', 'past']);

/** True where a question may be taken apart. */
export function mayBeParted({ question }: Findings): boolean {
  const isStatus = question.kind === 'status' && question.need?.kind !== 'contact';
  return (
    !isStatus && !WHOLE.has(question.kind) && question.regions.named.length < 2 && !question.regions.asksAll
  );
}

/** Asks what is done: a list of units says nothing on it. */
const ASKS_MEASURES = /举措|措施|做法|怎么(?:做|抓|办|干|搞|推进|落实)|如何(?:做|抓|办|推进|落实|开展)/u;

/** What a reply must hold to settle a part, where that can be told: a value of a kind, units, or more than units. */
function isCheckable({ kind, need, text }: QuestionPart): boolean {
  return kind === 'responsible-unit' || ASKS_MEASURES.test(text) || (need !== null && VALUES.has(need.kind));
}

/** Neighbouring characters of what a part names, asking words left out. */
function pairsOf({ text }: QuestionPart): string[] {
  const runs = withoutScaffold(searchForm(text)).match(/\p{Script=Han}{2,}/gu) ?? [];
  return runs.flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));
}

/** Share of its own words that a part must find again beside its value, where another part asks for one of its kind. */
const OWN_SHARE = 0.2;

const ITEM_UNIT = /^[条项点个块类节]$/u;
const COUNTED_LIST = /(?:共|分为) \d+ (?:项|部分|个|条)/u;
/** How many items an answer of ours lists, which is no value of the document's. */
const OWN_COUNT = /共 \d+ (?:项|部分|个|条|家|处)/gu;

const TIME_UNIT = /^(?:年|学年|学期|个?月|周|天|日|小时|分钟)$/u;

/** True where one value could pass for the answer to both: 给补多少 and 还能加多少, 最多干几年 and 能安排几回. */
function mayShare(one: ValueNeed | null, other: ValueNeed): boolean {
  if (one === null) return false;
  const isOpen = (need: ValueNeed) => need.kind === 'count' && need.unit === null;
  const isSpan = (need: ValueNeed) =>
    need.kind === 'frequency' || (need.kind === 'count' && TIME_UNIT.test(need.unit ?? ''));
  return one.kind === other.kind || isOpen(one) || isOpen(other) || (isSpan(one) && isSpan(other));
}

/** True where a reply says what this part of the question asks; of two that ask for a share, each must find its own. */
function isSettled(part: QuestionPart, draft: Draft, parts: QuestionPart[]): boolean {
  const said = draft.lines.join('\n').replace(/\[\d+\]/gu, '');
  if (part.kind === 'responsible-unit') return TELLS_UNITS.test(said);
  const { need } = part;
  if (need === null) return draft.lines.some((line) => !TELLS_UNITS_ONLY.test(line));
  // A list says how many its items are.
  if (need.kind === 'count' && ITEM_UNIT.test(need.unit ?? '') && COUNTED_LIST.test(said)) return true;
  const stated = said.replace(OWN_COUNT, '');
  if (!parts.some((other) => other !== part && mayShare(other.need, need))) return meetsNeed(need, stated);
  const others = new Set(parts.filter((other) => other !== part).flatMap(pairsOf));
  const own = pairsOf(part).filter((pair) => !others.has(pair));
  const valued = stated.split(/[，；。]/u).filter((piece) => meetsNeed(need, piece));
  const found = own.filter((pair) => valued.some((piece) => searchForm(piece).includes(pair)));
  return valued.length > 0 && found.length >= OWN_SHARE * own.length;
}

/** The parts of a question that the reply to the whole of it does not settle. */
export function unsettledParts(parts: QuestionPart[], reply: Reply): QuestionPart[] {
  if (parts.length < 2 || (reply.status !== 'answered' && reply.status !== 'not_found')) return [];
  const checkable = parts.filter(isCheckable);
  if (reply.status === 'not_found') return checkable.length === parts.length ? parts : [];
  return checkable.filter((part) => !isSettled(part, reply.draft, checkable));
}

const isDuty = ({ reply }: AnsweredPart) => reply.draft.lines.some((line) => line.includes('责任单位'));

/** 多久办一次？奖金多少？: each part is a question of its own, and one may be answered without the other. */
function areQuestions(parts: QuestionPart[]): boolean {
  return parts.slice(0, -1).every(({ text }) => /[？?]$/u.test(text));
}

/** What an answer states, without speaker and markers. */
function statementsOf({ lines }: Draft): string[] {
  return lines
    .map((line) => line.replace(/\[\d+\]/gu, '').replace(/^[^：]{1,40}：/u, ''))
    .flatMap((line) => line.split(/[；。]/u))
    .filter((statement) => statement !== '');
}

/**
 * One reply to a question of several parts, in the order they were asked: what the whole question was answered stands
 * for the parts it settles, and what is not found of the others is said.
 */
export function joinReplies(
  findings: Findings,
  whole: Reply,
  { parts, answered }: { parts: QuestionPart[]; answered: AnsweredPart[] },
): Reply {
  const isFound = ({ part, reply }: AnsweredPart) =>
    reply.status === 'answered' && isSettled(part, reply.draft, [part]);
  // Where the whole is refused, some parts alone would pass for its answer; but who is responsible is told by lists.
  const isAnswered =
    answered.every(isFound) ||
    answered.some((one) => isFound(one) && isDuty(one)) ||
    (areQuestions(parts) && answered[0]?.part === parts[0] && isFound(answered[0]!));
  if (whole.status !== 'answered' && !isAnswered) return whole;
  const draft = newDraft(findings);
  const said = whole.draft.lines.join('\n').replace(/\[\d+\]/gu, '');
  const isTold = ({ reply }: AnsweredPart) =>
    whole.status === 'answered' && statementsOf(reply.draft).every((one) => said.includes(one));
  let isWholeTold = whole.status !== 'answered';
  for (const part of parts) {
    const alone = answered.find((one) => one.part === part && !(isFound(one) && isTold(one)));
    if (!alone && !isWholeTold) appendDraft(draft, whole.draft);
    if (!alone) isWholeTold = true;
    else if (isFound(alone)) appendDraft(draft, alone.reply.draft);
    else draft.lines.push(`${inQuotes(part.text)}这一问，没有找到能回答的原文。`);
  }
  // Where no part is found, neither alone nor in the whole, the refusal of the first says so with its near clauses.
  if (draft.cited.citations.length === 0)
    return answered.find(({ reply }) => reply.status === 'not_found')?.reply ?? whole;
  return { status: 'answered', draft };
}
