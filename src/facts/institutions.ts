import { type Clause, mapSentence, type Outline } from '../clauses/clause.ts';
import { type Span, sourceSpan } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import { readingsOf } from './tables.ts';

/** What cuts a text to words in search form; tags are jieba's parts of speech. */
export interface WordCutter {
  words(text: string): string[];
  tagOf(word: string): string;
}

/** What names are told apart with. */
export interface NameKnowledge {
  words: WordCutter;
  /** Short names of the regions that the documents speak for (西青). */
  places: string[];
}

/** Kinds of institution with the words their names end in; a name may be of two. */
const KINDS = {
  高校: /(?:大学|学院)$/u,
  公司: /公司$/u,
  小学: /小学$/u,
  中学: /中学$|^[一二三四五六七八九十]中$/u,
  学校: /(?:学校|小学|中学)$|^[一二三四五六七八九十]中$/u,
};
export type InstitutionKind = keyof typeof KINDS;

/** A part of a sentence, cut at its commas, that names schools, universities or firms; the span is where it is printed. */
export interface InstitutionsNamed extends Span {
  clauseId: string;
  /** Of the sentence in its clause. */
  position: number;
  /** The part as it is read: of a row of a table, with the heads of its cells. */
  words: string;
  kinds: InstitutionKind[];
}

/** Words that names of institutions end in. */
const SCHOOL = /^(?:完全)?(?:小学|中学|学校)$|^[一二三四五六七八九十]中$/u;
const COLLEGE = /(?:大学|学院|公司)$/u;
/** Few sentences hold any of them: the others are neither placed nor cut to words. */
const MAY_NAME = /小学|中学|学校|[一二三四五六七八九十]中|大学|学院|公司/u;
/** Kinds of school that go by one name: the school of a district for pupils with special needs. */
const ONE_OF_ITS_KIND = /(?:启智|培智|启聪|启明|聋人|盲人)学校/u;
/** What a name may hold between its proper part and its end: 天津外国语大学附属九年一贯制学校. */
const INNER = /^(?:一贯制|附属|附中|附小|实验|外国语|完全|第?\d+[年号]?)$/u;
/** Parts of speech of proper names in the dictionary: places, people, organisations. */
const PROPER = /^(?:ns|nr|nt|nz)/u;
/** One character before 小学 is mostly the end of a name (海光路小学), but not these. */
const GENERAL = /^[各全本该新老我名原旧多某每两所类区市县省国校]$/u;
/** 学校 is said of all sorts; the name of a place makes it one. */
const ENDS_PLACE = /^[镇街村庄道路屯营堡巷里]$/u;
/** 全市小学, 西青区中学: the schools of a place, not one of them. */
const WHOLE_PLACE = /[区市县省国]$/u;
/** A name has at most so many words. */
const LONGEST = 4;

/** True where the words before an ending make a name of it. */
function isNamed(words: string[], at: number, known: NameKnowledge): boolean {
  const isCollege = COLLEGE.test(words[at]!);
  for (let i = at - 1; i >= 0 && i > at - LONGEST; i--) {
    const word = words[i]!;
    if (GENERAL.test(word)) return false;
    const isPlace = WHOLE_PLACE.test(word) && !isCollege && i === at - 1;
    if (isPlace) return false;
    // 海岛学校, 普通学校: beside 学校 itself even a word for a place names a sort of school.
    const isSort = words[at] === '学校' && i === at - 1;
    if (isSort ? ENDS_PLACE.test(word) : word.length === 1) return true;
    if (isSort && !INNER.test(word)) return false;
    if (PROPER.test(known.words.tagOf(word)) || known.places.includes(word)) return true;
    if (/^第\d+$/u.test(word)) return true;
    if (!INNER.test(word) && !isCollege) return false;
  }
  return false;
}

/** The words that names of institutions end in, where they do: 青石区第九中学 → 中学. */
function namedEnds(text: string, known: NameKnowledge): string[] {
  const form = searchForm(text);
  if (!MAY_NAME.test(form)) return [];
  // Names do not go over a comma or a conjunction.
  return form.split(/[，,、；;。（）()“”"：:]|[与和及跟将把]/u).flatMap((part) => {
    const words = known.words.words(part);
    const ends = words.filter(
      (word, at) =>
        (SCHOOL.test(word) || COLLEGE.test(word)) &&
        (known.words.tagOf(word) === 'nt' || isNamed(words, at, known)),
    );
    return ONE_OF_ITS_KIND.test(part) ? ['学校', ...ends] : ends;
  });
}

/** Kinds of the institutions that `text` names; none where it names none. */
function kindsNamed(text: string, known: NameKnowledge): InstitutionKind[] {
  const ends = namedEnds(text, known);
  const kinds = Object.keys(KINDS) as InstitutionKind[];
  return ends.length === 0 ? [] : kinds.filter((kind) => ends.some((end) => KINDS[kind].test(end)));
}

/** The parts of a sentence as it is read, each with its place; those of a row of a table all have the row's. */
function partsOf(source: string, clause: Clause, position: number): (Span & { words: string })[] {
  const sentence = clause.sentences[position]!;
  const { text, start, end } = sentence;
  const reading = readingsOf(clause)[position]!;
  const mapped = reading === text ? mapSentence(source, sentence) : null;
  let from = 0;
  return segmentsOf(reading).map((words) => {
    const place = mapped ? sourceSpan(mapped, from, from + words.length) : { start, end };
    from += words.length;
    return { words, ...place };
  });
}

/** Every part of a sentence of the document that names schools, universities or firms, in order. */
export function readInstitutions(
  source: string,
  { clauses }: Outline,
  known: NameKnowledge,
): InstitutionsNamed[] {
  return clauses
    .filter(({ kind }) => kind !== 'front')
    .flatMap((clause) =>
      readingsOf(clause).flatMap((reading, position) =>
        MAY_NAME.test(searchForm(reading))
          ? partsOf(source, clause, position).flatMap((part) => {
              const kinds = kindsNamed(part.words, known);
              return kinds.length > 0 ? { clauseId: clause.id, position, ...part, kinds } : [];
            })
          : [],
      ),
    );
}
