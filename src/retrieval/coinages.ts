import type { Clause } from '../clauses/clause.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';

const QUOTED = /[“‘「]([^“”‘’「」]{2,16})[”’」]/gu;
const coined = new WeakMap<PolicyIndex, Map<string, Set<Clause>>>();

/** Names that the documents put in quotation marks (search form), each with the clauses that do, title or text. */
export function coinagesOf(index: PolicyIndex): ReadonlyMap<string, ReadonlySet<Clause>> {
  let known = coined.get(index);
  if (!known) {
    known = new Map();
    for (const clause of index.clauses) {
      for (const text of [clause.text, clause.path.at(-1) ?? '']) {
        for (const match of text.matchAll(QUOTED)) {
          const name = searchForm(match[1]!);
          const uses = known.get(name) ?? new Set<Clause>();
          known.set(name, uses.add(clause));
        }
      }
    }
    coined.set(index, known);
  }
  return known;
}

/** Numerals that a coinage is built of: 三全两高一大 → 3, 2, 1; 1+1+n → 1, 1; 双培养 → 2. Empty for plain names. */
export function numeralsOf(coinage: string): number[] {
  if (/^\d{3,}$/u.test(coinage)) return [...coinage].map(Number);
  const found = [...coinage.matchAll(/\d+|(?<![统单唯同专])[一二两三四五六七八九十]+|双/gu)].map(
    ([numeral]) => {
      if (numeral === '双') return 2;
      return /^\d+$/u.test(numeral) ? Number(numeral) : (parseChineseNumber(numeral) ?? 0);
    },
  );
  return found.filter((value) => value > 0);
}

/** 三级 and 两个 are coinages in quotation marks only. */
const PLAIN_COUNT = /^[\d一二两三四五六七八九十]+[个级项种类条次位门步层]$/u;
const QUOTED_NAME = (name: string) => new RegExp(`[“‘「]${name}[”’」]`, 'u');

/** Coinages of the documents that a question names without quotation marks: those one cannot take for plain words. */
export function coinagesNamed(topic: string, index: PolicyIndex): string[] {
  const named = [...coinagesOf(index).keys()].filter(
    (coinage) =>
      topic.includes(coinage) &&
      (coinage.length >= 3 || numeralsOf(coinage).length > 0) &&
      (!PLAIN_COUNT.test(coinage) || QUOTED_NAME(coinage).test(topic)),
  );
  return named.filter((coinage) => !named.some((other) => other !== coinage && other.includes(coinage)));
}
