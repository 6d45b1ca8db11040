import type { Clause, Heading, Outline, Sentence } from '../clauses/clause.ts';
import type { Span } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';
import { type Explanation, explainCoinage } from './coinage-explanations.ts';
import { firstSpan, namesBetween, type PrintedName, titleAbove } from './printed-names.ts';

/** A clause that uses a coinage. */
export interface CoinageUse {
  clauseId: string;
  /** Position of the first sentence that uses it; -1 where only the title right above the clause does. */
  position: number;
  /** True where it stands in quotation marks there. */
  isQuoted: boolean;
  /** Null where the coinage is only mentioned. */
  explanation: Explanation | null;
}

/** A name that documents put in quotation marks (“双减”), with every use that this document makes of it. */
export interface Coinage extends Span {
  /** In search form; `start` and `end` are where the first clause to use it prints it, quotation marks not included. */
  name: string;
  /** One for each clause, in order. Empty where it stands only inside of other quotations. */
  uses: CoinageUse[];
}

const QUOTED = /[“‘「]([^“”‘’「」]{2,16})[”’」]/gu;
const QUOTATION = /[“‘「]([^”’」]*)[”’」]/gu;

/** Finds names in a text: all of them in one pass, however many they are. */
export type FindNames = (text: string) => string[];

const titleOf = ({ path }: Clause) => path.at(-1) ?? '';

/** What a clause is read with: the title right above it and its own text. */
const textsOf = (clause: Clause) => [titleOf(clause), clause.text];
const quotedAt = (clause: Clause) => textsOf(clause).flatMap((text) => namesBetween(QUOTED, text));

/** Finds the names (search form) that any of the documents puts in quotation marks. */
export function coinageFinder(outlines: Outline[]): FindNames {
  const byOpening = new Map<string, Set<string>>();
  for (const { clauses } of outlines) {
    for (const clause of clauses) {
      for (const { name } of quotedAt(clause)) {
        const opening = name.slice(0, 2);
        byOpening.set(opening, (byOpening.get(opening) ?? new Set()).add(name));
      }
    }
  }
  return (text) => {
    const found: string[] = [];
    for (let at = 0; at + 1 < text.length; at++)
      for (const name of byOpening.get(text.slice(at, at + 2)) ?? [])
        if (text.startsWith(name, at)) found.push(name);
    return found;
  };
}

/** True where the text uses the name itself, not a longer quoted name that holds it. */
function isUsedIn(text: string, name: string): boolean {
  return searchForm(text)
    .replaceAll(QUOTATION, (quotation, quoted) => (quoted === name ? quotation : ' '))
    .includes(name);
}

function useOf(name: string, clause: Clause, outline: Outline): CoinageUse | null {
  const position = clause.sentences.findIndex(({ text }) => isUsedIn(text, name));
  if (position < 0 && !isUsedIn(titleOf(clause), name)) return null;
  const text = position < 0 ? titleOf(clause) : clause.sentences[position]!.text;
  return {
    clauseId: clause.id,
    position,
    isQuoted: namesBetween(QUOTED, text).some((quoted) => quoted.name === name),
    explanation: explainCoinage(name, { clause, position }, outline),
  };
}

/** Where a clause may print a coinage: the title right above it, the sentence that uses it, the rest of it. */
function placesOf(clause: Clause, use: CoinageUse | null, outline: Outline): Span[] {
  const sentence = use && clause.sentences[use.position];
  return [titleAbove(outline, clause), sentence, clause].filter(
    (place): place is Heading | Sentence | Clause => Boolean(place),
  );
}

/** Names that a clause or the title right above it may use, each as it is printed there. */
function namesAt(clause: Clause, quoted: PrintedName[], find: FindNames): PrintedName[] {
  const plain = textsOf(clause)
    .flatMap(find)
    .map((name) => ({ name, printed: name, marked: name }));
  // Quoted names go last and stay: with their marks they are not taken for a part of a longer one.
  return [...new Map([...plain, ...quoted].map((one) => [one.name, one])).values()];
}

/** Every coinage that a document uses, quoted here or in another document that `find` knows, in order. */
export function readCoinages(source: string, outline: Outline, find: FindNames): Coinage[] {
  const coinages = new Map<string, Coinage>();
  for (const clause of outline.clauses) {
    const quoted = quotedAt(clause);
    for (const one of namesAt(clause, quoted, find)) {
      const use = useOf(one.name, clause, outline);
      if (!use && !quoted.some(({ name }) => name === one.name)) continue;
      const coinage = coinages.get(one.name) ?? {
        name: one.name,
        ...firstSpan(source, placesOf(clause, use, outline), one),
        uses: [],
      };
      if (use) coinage.uses.push(use);
      coinages.set(one.name, coinage);
    }
  }
  return [...coinages.values()].sort((a, b) => a.start - b.start);
}
