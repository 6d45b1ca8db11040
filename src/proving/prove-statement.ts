import { titleRightBefore } from '../answering/titled-sentence.ts';
import { CitationList } from '../answering/writer.ts';
import type { Clause } from '../clauses/clause.ts';
import { bareTitle } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { otherDoer, otherNamed, otherPartner } from './actors.ts';
import { foreignWord } from './exact-words.ts';
import { movedFigure } from './figure-subjects.ts';
import { toldApart } from './figures.ts';
import { type Grounds, groundsOf } from './grounds.ts';
import { withoutLabel } from './label.ts';
import { foreignDistrict, unknownOrganisation } from './names.ts';
import { guardFigures } from './number-guard.ts';
import { MIN_OVERLAP, MIN_PART_OVERLAP, overlapOf } from './overlap.ts';
import {
  draftAsLaw,
  droppedLack,
  droppedLimit,
  flippedSense,
  hardenedSense,
  otherActor,
} from './polarity.ts';
import { locateQuote, type Support } from './support.ts';
import { claimedDone, droppedYear, toldAsNow, wrongTense } from './tense.ts';
import { isFragment, stopsShort } from './unfinished.ts';
import { newPair } from './word-pairs.ts';

/** A statement as a model proposes it. */
export interface Proposal {
  text: string;
  /** Handles of the clauses it rests on. */
  handles: string[];
  /** Words of those clauses, verbatim. */
  quotes: string[];
}

/** A clause that a model was shown. */
export interface ShownClause {
  clause: Clause;
  document: PolicyDocument;
}

/** What statements are proven with. */
export interface ProofContext {
  index: PolicyIndex;
  /** By handle. */
  shown: ReadonlyMap<string, ShownClause>;
  /** What was asked, earlier turns included. */
  asked: string;
  today: Date;
}

/** Checks by name, for metrics and the evaluation. */
export type ProofCheck =
  | 'form'
  | 'markup'
  | 'handle'
  | 'quote'
  | 'mixed'
  | 'district'
  | 'figure'
  | 'organisation'
  | 'law'
  | 'sense'
  | 'word'
  | 'overlap';

/** A statement with what it stands on, or why it does not stand. */
export type Proof =
  | { isProven: true; text: string; supports: Support[] }
  | { isProven: false; check: ProofCheck; reason: string };

/** Longest statement, in characters. */
const LONGEST = 220;
/** Sentences that one statement may rest on: each is cited, and what is not cited proves nothing. */
const MOST_SENTENCES = 3;
/** Links, pictures, HTML, code, rows of tables, and characters that hide or turn text: an answer holds none that the product did not make. */
const MARKUP =
  /https?:|www\.|javascript:|data:[a-z]|@|\.(?:com|cn|net|org|io|gov)(?![a-z])|!\[|\]\(|[<＜]\/?[a-z!]|&#|[`|]|[\u0000-\u001f\u007f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\{\{|\[\[/iu;

/** Handles and markers as models put them behind a sentence: [1], [1][2], [C1、C2], 【C1】, （C1）. */
const MARKERS = /\s*(?:\[\d+(?:\s*[,，、]\s*\d+)*\]|[[【（(]\s*C\d+(?:\s*[,，、]\s*C\d+)*\s*[\]】）)])/gu;

/** Without emphasis, markers and the stop at the end, which the product writes itself. */
function plainWords(text: string): string {
  return text
    .replaceAll('**', '')
    .replace(MARKERS, '')
    .trim()
    .replace(/[。；;]+$/u, '');
}

/** Digits and numerals of other scripts and styles: ⑨⑧%, ⁹⁸%, Ⅸ. */
const STRANGE_NUMERAL = /(?![0-9０-９])[\p{Nd}\p{No}\p{Nl}]|[廿卅卌俩仨]/u;
const fail = (check: ProofCheck, reason: string): Proof => ({ isProven: false, check, reason });

/** The statement's figures and titles, checked against the sentences it quotes. */
function figureFault(
  text: string,
  supports: Support[],
  { index, asked, today }: ProofContext,
): string | null {
  const list = new CitationList(index);
  const markers = supports.map((support) => cite(list, support));
  const [fault] = guardFigures(`${text}${[...new Set(markers)].join('')}`, list.citations, {
    index,
    asked,
    today,
  });
  return fault?.words ?? null;
}

/** Cites what a quotation stands on; gives the marker. */
export function cite(list: CitationList, support: Support): string {
  return support.kind === 'sentence'
    ? list.sentence(support.clause, support.sentence, support.from)
    : list.heading(support.document, support.span, support.path);
}

function distinct(supports: Support[]): Support[] {
  const seen = new Set<unknown>();
  return supports.filter((support) => {
    const key = support.kind === 'sentence' ? support.sentence : support.span.start;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** What is wrong with the words of a statement beside its grounds. */
function faultOf(text: string, grounds: Grounds, context: ProofContext): Proof | null {
  const { index } = context;
  const apart = toldApart(text);
  const figure = figureFault(apart, grounds.supports, context);
  if (figure !== null) return fail('figure', `“${figure}”不在所引的原话里`);
  const moved = movedFigure(apart, grounds, index);
  if (moved !== null) return fail('figure', `原话里的数字不是“${moved}”`);
  const organisation = unknownOrganisation(text, grounds, index);
  if (organisation !== null) return fail('organisation', `所引条款没有写“${organisation}”`);
  const district = foreignDistrict(text, grounds, index);
  if (district !== null) return fail('district', `所引条款不是“${district}”的，也没有提到它`);
  const law = draftAsLaw(text, grounds);
  if (law !== null) return fail('law', `文件还是征求意见的草案，不能说“${law}”`);
  const sense =
    flippedSense(text, grounds) ??
    hardenedSense(text, grounds) ??
    wrongTense(text, grounds) ??
    claimedDone(text, grounds) ??
    toldAsNow(text, grounds) ??
    otherActor(text, grounds) ??
    otherDoer(text, grounds) ??
    otherPartner(text, grounds) ??
    otherNamed(text, grounds);
  if (sense !== null) return fail('sense', `“${sense}”与所引的原话意思相反或原话没有`);
  const dropped = droppedLack(text, grounds) ?? droppedLimit(text, grounds) ?? droppedYear(text, grounds);
  if (dropped !== null) return fail('sense', `原话里的“${dropped}”不能省去`);
  const word = foreignWord(text, grounds);
  if (word !== null) return fail('word', `所引的原话没有写“${word}”`);
  const pair = newPair(text, grounds, index);
  if (pair !== null) return fail('word', `所引的原话没有把“${pair}”连在一起说`);
  return stopsShort(text, grounds, index) ? fail('form', '句子没有写完') : null;
}

/**
 * Proves a statement against the clauses it names: they were shown, its quotations stand in them word for word, they are of
 * one document, and its figures, titles, organisations, districts, standing and sense are theirs; enough of its words too.
 */
export function proveStatement(proposal: Proposal, context: ProofContext): Proof {
  const text = plainWords(proposal.text);
  if (text.length < 4 || text.length > LONGEST) return fail('form', `每句话应有 4 至 ${LONGEST} 字`);
  if (isFragment(text)) return fail('form', '句子不完整');
  if (STRANGE_NUMERAL.test(text)) return fail('form', '数字请用阿拉伯数字或原文的写法');
  if (MARKUP.test(text)) return fail('markup', '句子里不得有链接、图片、代码或控制字符');
  const unknown = proposal.handles.find((handle) => !context.shown.has(handle));
  if (unknown !== undefined) return fail('handle', `没有代号为 ${unknown} 的条款`);
  if (proposal.handles.length === 0) return fail('handle', '没有写明依据的条款代号');
  const clauses = proposal.handles.map((handle) => context.shown.get(handle)!);
  const supports: Support[] = [];
  for (const quote of proposal.quotes) {
    const found = clauses.map((one) => locateQuote(quote, one, context.index)).find((one) => one.length > 0);
    if (!found) return fail('quote', `条款里没有这段原话：${quote.slice(0, 60)}`);
    supports.push(...found);
  }
  if (supports.length === 0) return fail('quote', '没有引用条款的原话');
  if (new Set(supports.map(({ document }) => document)).size > 1)
    return fail('mixed', '一句话只能说一份文件的内容，请分开写');
  const all = distinct(supports);
  const sentences = all.filter(({ kind }) => kind === 'sentence').slice(0, MOST_SENTENCES);
  const titles = all.filter(({ kind }) => kind === 'heading').slice(0, 1);
  const proof = proveOn(text, [...titles, ...sentences], context);
  if (!proof.isProven || sentences.length === 0 || titles.length === 0) return proof;
  // A title that was quoted along is cited only where the statement needs it.
  const alone = proveOn(text, sentences, context);
  if (!alone.isProven) return proof;
  if (!repeats(text, titles[0]!, sentences)) return alone;
  const titled = withTitle(titles[0]!, sentences, context);
  return titled === null ? proof : proveOn(text, titled, context);
}

/** True where a statement says the words of a title that its sentences do not say themselves. */
function repeats(text: string, title: Support, sentences: Support[]): boolean {
  const name = searchForm(bareTitle({ title: title.text })).replace(/[。：:]$/u, '');
  const said = searchForm(withoutLabel(text, [title, ...sentences]));
  return said.includes(name) && !sentences.some((one) => searchForm(one.text).includes(name));
}

/** The sentences with the title written right before the first of them as one citation, as the extractive answer cites it. */
function withTitle(title: Support, [first, ...others]: Support[], { index }: ProofContext): Support[] | null {
  if (title.kind !== 'heading' || first?.kind !== 'sentence') return null;
  const before = titleRightBefore(index, first.clause, first.sentence);
  if (before?.start !== title.span.start) return null;
  return [{ ...first, from: before.start, text: `${title.text}。${first.text}` }, ...others];
}

/** Proves the words of a statement on just these grounds. */
function proveOn(text: string, supports: Support[], context: ProofContext): Proof {
  const grounds = groundsOf(supports);
  const claim = withoutLabel(text, supports);
  const fault = faultOf(claim, grounds, context);
  if (fault !== null) return fault;
  const { whole, leastPart } = overlapOf(claim, grounds, context.index);
  if (whole < MIN_OVERLAP || leastPart < MIN_PART_OVERLAP)
    return fail('overlap', '句子里有所引条款没有写的内容');
  return { isProven: true, text, supports };
}
