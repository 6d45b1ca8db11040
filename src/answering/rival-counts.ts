import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { valuesFor } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';

/** What is counted must be named at least this well. */
const NAMED = 0.8;

/** 中小学有多少所、幼儿园有多少所 asks for both, 中小学有多少所，幼儿园呢 too. */
const ASKS_ANOTHER = /[，,、；;][^，,。？?]{1,10}呢/u;

function asksOneCount({ topic, wantsSeveral, figures }: Question): boolean {
  const asked = (topic.match(/多少|几/gu)?.length ?? 0) + (ASKS_ANOTHER.test(topic) ? 1 : 0);
  return !wantsSeveral && figures.length === 0 && asked < 2;
}

/**
 * The part of a sentence that counts what is asked, where it names that right with its figure and other parts count something
 * else in the same unit: of 23所中小学…，5所幼儿园… the latter. The sentence itself where nothing tells them apart.
 */
export function withoutRivalCounts(text: string, question: Question): string {
  const { need, counted } = question;
  const head = counted.at(-1);
  if (need?.kind !== 'count' || !head || !asksOneCount(question)) return text;
  const segments = segmentsOf(text);
  const counts = segments.map((segment) => valuesFor(need, segment));
  const names = segments.map((segment, i) => {
    const [value] = counts[i]!;
    const behind = value ? segment.slice(value.end, value.end + head.text.length + 2) : '';
    return value !== undefined && value.unit === need.unit && matchConcept(head, searchForm(behind)) >= NAMED;
  });
  if (names.filter(Boolean).length !== 1) return text;
  const asked = names.indexOf(true);
  const isRival = (i: number) => i !== asked && counts[i]!.some(({ unit }) => unit === need.unit);
  if (!segments.some((_, i) => isRival(i))) return text;
  // A part that names what it counts needs nothing from before it.
  const next = segments.findIndex((_, i) => i > asked && isRival(i));
  return segments.slice(asked, next < 0 ? undefined : next).join('');
}
