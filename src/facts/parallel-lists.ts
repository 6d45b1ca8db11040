import { type Clause, type Outline, ownSentences, type Sentence } from '../clauses/clause.ts';
import type { Span } from '../language/mapped-text.ts';

/** Members built alike, in one sentence (修德育人、增智育人…) or opening one sentence each (…精神文化建设，). */
export interface ParallelList {
  clauseId: string;
  /** As printed, quotation marks and stops of the list left out. */
  members: string[];
  /** Characters of each member, its inner stops left out; null where they differ. */
  length: number | null;
  /** Sentences that hold the members, in order: one, or one for each member. */
  sentences: Span[];
}

const FEWEST = 3;
const LONGEST_MEMBER = 16;
/** Sentences that open alike share at least so many last characters of what they open with. */
const SHARED_END = 3;
const STOPS = /[，,；;。：:]/u;

const bare = (text: string) => text.replace(/[“”‘’、，,；;：:\s]/gu, '');

/** The last `count` characters of a text, those of its stops beside. */
function lastOf(text: string, count: number): string {
  let from = text.length;
  for (let left = count; from > 0 && left > 0; from--) if (!/[、，]/u.test(text[from - 1]!)) left--;
  return text.slice(from);
}

function firstOf(text: string, count: number): string {
  let end = 0;
  for (let left = count; end < text.length && left > 0; end++) if (!/[、，]/u.test(text[end]!)) left--;
  return text.slice(0, end);
}

/**
 * Members cut free of the words before the first and behind the last (坚持|修德育人、…、导师制|等教学制度改革): those in the
 * middle tell how long a member is. Null where they are not alike.
 */
function freed(parts: string[]): { members: string[]; length: number | null } | null {
  if (parts.length < FEWEST) return null;
  const inner = parts.slice(1, -1).map((part) => bare(part).length);
  const length = inner[0]!;
  const isAlike = inner.every((one) => one === length);
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (length < 2 || length > LONGEST_MEMBER) return null;
  if (!isAlike || bare(first).length < length || bare(last).length < length) return null;
  // 每周一次…、每学期一次家长开放日: one that opens like the others is whole where its sentence part ends.
  if (bare(last).length > length && parts.slice(1, -1).every((part) => part[0] === last[0]))
    return { members: [lastOf(first, length), ...parts.slice(1)], length: null };
  const members = [lastOf(first, length), ...parts.slice(1, -1), firstOf(last, length)];
  const behind = /^(?:以及|和|与|及)(.+)$/u.exec(last.slice(length))?.[1];
  if (behind === undefined) return { members, length };
  // 传承性和创新性: one member more, where it is built like the others; otherwise nobody knows where the list ends.
  const further = firstOf(behind, length);
  const shares = (at: number) => members.every((member) => member.at(at) === further.at(at));
  return bare(further).length === length && (shares(0) || shares(-1))
    ? { members: [...members, further], length }
    : null;
}

/** Lists inside one sentence: joined by 、, by commas, or in quotation marks side by side. */
function listsInSentence(text: string): { members: string[]; length: number | null }[] {
  const found: { members: string[]; length: number | null }[] = [];
  let unread = text;
  for (const [run] of text.matchAll(/(?:“[^“”]{2,20}”、?){3,}/gu)) {
    const members = [...run.matchAll(/“([^”]+)”/gu)].map(([, member]) => member!);
    const { length } = bare(members[0]!);
    found.push({ members, length: members.every((one) => bare(one).length === length) ? length : null });
  }
  // Quotation marks around a list show where its first and last members end: “全员、全程、全方位”.
  for (const [quotation, inside] of text.matchAll(/“([^“”，,；;。：:]*、[^“”，,；;。：:]*)”/gu)) {
    const members = inside!.split('、');
    const { length } = bare(members[0]!);
    const isAlike = members.length >= FEWEST && members.every((one) => one[0] === members[0]![0]);
    if (isAlike) {
      found.push({ members, length: members.every((one) => bare(one).length === length) ? length : null });
      unread = unread.replace(quotation, '，');
    }
  }
  for (const segment of unread.split(/[，,；;。：:“”]/u)) {
    const list = freed(segment.split('、').filter((part) => part !== ''));
    if (list) found.push(list);
  }
  found.push(...alikeRuns(text.split(STOPS).filter((part) => part !== '')));
  return found;
}

/** Where a segment has its 、, counted in characters from its end. */
const stopFromEnd = (segment: string) => segment.length - segment.lastIndexOf('、');

/** Runs of neighbouring segments that are as long as each other; outer words are cut off only where a 、 shows how. */
function alikeRuns(segments: string[]): { members: string[]; length: number | null }[] {
  const found: { members: string[]; length: number | null }[] = [];
  for (let from = 0; from < segments.length; from++) {
    const length = bare(segments[from]!).length;
    const isPair = segments[from]!.includes('、');
    const isLike = (one: string) =>
      bare(one).length === length &&
      one.includes('、') === isPair &&
      (!isPair || stopFromEnd(one) === stopFromEnd(segments[from]!));
    let to = from;
    while (to + 1 < segments.length && isLike(segments[to + 1]!)) to++;
    const inner = segments.slice(from, to + 1);
    const before = lastOf(segments[from - 1] ?? '', length);
    const behind = firstOf(segments[to + 1] ?? '', length);
    if (isPair && before !== '' && isLike(before)) inner.unshift(before);
    if (isPair && behind !== '' && isLike(behind)) inner.push(behind);
    if (inner.length >= FEWEST && length >= 2 && length <= LONGEST_MEMBER)
      found.push({ members: inner, length });
    from = to;
  }
  return found;
}

function sharedEnd(a: string, b: string): string {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n === 0 ? '' : a.slice(-n);
}

/** Runs of neighbouring sentences whose opening words end alike: 强化…精神文化建设，… 搞好…课程文化建设，…. */
function listsOfSentences(clause: Clause): ParallelList[] {
  const own = ownSentences(clause);
  const openings = own.map(({ text }) => text.split(STOPS)[0]!);
  const found: ParallelList[] = [];
  for (let from = 0; from < openings.length; from++) {
    let to = from;
    let end = openings[from]!;
    while (to + 1 < openings.length && sharedEnd(end, openings[to + 1]!).length >= SHARED_END) {
      end = sharedEnd(end, openings[to + 1]!);
      to++;
    }
    if (to - from + 1 < FEWEST) continue;
    const sentences = own.slice(from, to + 1).map(({ start, end: stop }) => ({ start, end: stop }));
    found.push({ clauseId: clause.id, members: openings.slice(from, to + 1), length: null, sentences });
    from = to;
  }
  return found;
}

const spanOf = ({ start, end }: Sentence): Span => ({ start, end });

/** Every list of a document whose members are built alike. */
export function readParallelLists({ clauses }: Outline): ParallelList[] {
  return clauses
    .filter(({ kind }) => kind !== 'front' && kind !== 'table-row')
    .flatMap((clause) => [
      ...ownSentences(clause).flatMap((sentence) =>
        listsInSentence(sentence.text).map((list) => ({
          clauseId: clause.id,
          ...list,
          sentences: [spanOf(sentence)],
        })),
      ),
      ...listsOfSentences(clause),
    ]);
}
