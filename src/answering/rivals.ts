import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { meetsNeed, valuesFor } from '../retrieval/needs.ts';
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

/** Opens what is laid down for one of several cases: 单一法人的实行…，多法人的实行…. */
const OPENS_CASE =
  /^(?:其中[，,]?)?(?:对)?(\p{Script=Han}{2,10}?)的[，,]?(?:实行|采取|采用|按|由|给予|可|不|应|须|要|进行|执行|实施|列入|予以|安排|开展)/u;
const NTH_CASE = /第([一二三四五])(?:种|类)(?!教育)/u;
const CHINESE_NUMBERS = '一二三四五';

/** 一个法人 and 单一法人 are one. */
const bareCase = (words: string) => searchForm(words).replace(/[个单的]/gu, '');

/**
 * A sentence that lays down something for each of several cases, without those that the question does not ask about. The
 * sentence itself where it names none of them, or more than one.
 */
export function withoutRivalCases(text: string, { topic }: Question): string {
  const segments = segmentsOf(text);
  const cases = segments.flatMap((segment, i) => {
    const name = OPENS_CASE.exec(segment)?.[1];
    return name === undefined ? [] : [{ name, from: i }];
  });
  if (cases.length < 2) return text;
  const form = bareCase(topic);
  const nth = CHINESE_NUMBERS.indexOf(NTH_CASE.exec(topic)?.[1] ?? '?');
  const named =
    nth >= 0 ? cases.slice(nth, nth + 1) : cases.filter(({ name }) => form.includes(bareCase(name)));
  const [asked] = named;
  if (!asked || named.length > 1) return text;
  const next = cases.find(({ from }) => from > asked.from)?.from ?? segments.length;
  const common = segments.slice(0, cases[0]!.from).join('');
  const gap = asked === cases[0] || common === '' ? '' : '……';
  return `${common}${gap}${segments.slice(asked.from, next).join('')}`;
}

/**
 * Of a sentence that gives each of several names its own value (甲中学2025年8月底前建成，乙小学2026年8月底前建成) the part of the one
 * asked about. The sentence itself where the name stands in none of them alone.
 */
export function withoutRivalNames(text: string, { need, concepts, wantsSeveral }: Question): string {
  if (need?.kind !== 'date' || wantsSeveral) return text;
  const segments = segmentsOf(text);
  const valued = segments.filter((segment) => meetsNeed(need, segment));
  const names = concepts.filter(({ isQuoted }) => isQuoted);
  const asked = valued.filter((segment) =>
    names.some(({ text: name }) => searchForm(segment).includes(name)),
  );
  return valued.length > 1 && asked.length === 1 ? asked[0]! : text;
}
