import { listSizes } from '../facts/list-sizes.ts';
import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { meetsNeed, type ValueNeed } from '../retrieval/needs.ts';

/** Removes the stop or comma that a sentence or segment ends with, and the word that only leads to what follows: …框架，即：. */
export function withoutStop(text: string): string {
  return text.replace(/(?:[，,](?:即|具体为|具体如下|如下|包括)(?=[：:]))?[。；;，,：:]+$/u, '');
}

/** What a sentence is trimmed for. */
export interface TrimFocus {
  concepts: Concept[];
  need: ValueNeed | null;
  /** Members of the list asked for, where the question says how many. */
  members?: number | null;
}

/** The value asked for comes before anything else. */
const NEEDED = 100;

function relevance(segment: string, { concepts, need, members }: TrimFocus): number {
  const form = searchForm(segment);
  let sum = 0;
  for (const concept of concepts) sum += concept.weight * matchConcept(concept, form);
  const isAsked =
    (need !== null && meetsNeed(need, segment)) || (members && listSizes(segment).includes(members));
  return isAsked ? sum + NEEDED : sum;
}

/** A segment beside a telling one likely goes on with it. */
const NEIGHBOUR = 0.4;
/** Marks words left out between two segments that are kept. */
const GAP = '……';

/** Shortens a sentence to its first segments, about `limit` characters of them: what it says when all of it is meant. */
export function trimToOpening(text: string, limit: number): string {
  if (text.length <= limit) return withoutStop(text);
  let opening = '';
  for (const segment of segmentsOf(text)) {
    if (opening !== '' && opening.length + segment.length > limit) break;
    opening += segment;
  }
  return withoutStop(opening);
}

/** How a quoted list says in what way the words before it are done: 采取“资源共享、制度共建”的模式. */
const WAY_LIST = /^(?:采取|采用|按照|按|以|即|坚持|形成|实行|围绕|突出)[“‘][^”’]*、/u;

/** A list that says how the part before it is done stays with it. */
function withTheirLists(segments: string[]): string[] {
  const joined: string[] = [];
  for (const segment of segments) {
    if (joined.length > 0 && WAY_LIST.test(segment)) joined.push(joined.pop()! + segment);
    else joined.push(segment);
  }
  return joined;
}

/** A part that only says when: 到2025年，. */
const TIME_ALONE =
  /^(?:力争|争取|确保|预计|计划)?(?:在|到|至|截至|截止)?\d{4}年(?:\d{1,2}月)?(?:年?[底末初])?(?:以前|之前|前)?[，,]$/u;

/** When what is kept is to be: without 到2025年 a goal would read as a fact. */
function withTimes(kept: Set<number>, segments: string[]): Set<number> {
  const isTime = (segment: string) => TIME_ALONE.test(segment);
  const told = [...kept].filter((i) => !isTime(segments[i]!));
  const times = told.map((i) => segments.slice(0, i).findLastIndex(isTime)).filter((at) => at >= 0);
  return new Set([...told, ...times]);
}

/**
 * Shortens a sentence to about `limit` characters: the segments that speak most of the question, with the one that holds
 * the value asked for, in their order. A sentence that fits stays whole, since its other words qualify what it says.
 */
export function trimSentence(text: string, focus: TrimFocus, limit: number): string {
  if (text.length <= limit) return withoutStop(text);
  const segments = withTheirLists(segmentsOf(text));
  const own = segments.map((segment) => relevance(segment, focus));
  const ranked = segments
    .map((segment, i) => ({
      i,
      length: segment.length,
      score: own[i]! + NEIGHBOUR * Math.max(own[i - 1] ?? 0, own[i + 1] ?? 0),
    }))
    .sort((a, b) => b.score - a.score || a.i - b.i);
  const kept = new Set<number>();
  let length = 0;
  for (const segment of ranked) {
    if (kept.size > 0 && (length + segment.length > limit || segment.score === 0)) continue;
    kept.add(segment.i);
    length += segment.length;
  }
  // Neighbours of what is kept make it readable where they still fit.
  for (const i of [...kept]) {
    const next = segments[i + 1];
    if (next && !kept.has(i + 1) && length + next.length <= limit) {
      kept.add(i + 1);
      length += next.length;
    }
  }
  const order = [...withTimes(kept, segments)].sort((a, b) => a - b);
  const joined = order
    .map((i, n) => (n > 0 && order[n - 1] !== i - 1 ? `${GAP}${segments[i]}` : segments[i]))
    .join('');
  return withoutStop(joined);
}
