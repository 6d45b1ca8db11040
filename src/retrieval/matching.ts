import type { Clause } from '../clauses/clause.ts';
import { readingsOf, readRows, rowName } from '../facts/tables.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import type { Concept } from './concepts.ts';
import { itemOf } from './enumerated.ts';

/** How far words count that stand beside the sentence instead of in it. */
const IN_PATH = 0.75;
const IN_PREVIOUS = 0.65;
const IN_CLAUSE = 0.5;
const IN_TITLE = 0.4;
/** A word of which only some character pairs occur counts at most this much. */
const PARTIAL = 0.65;
interface ClauseForms {
  path: string;
  /** What each sentence leans on: the lead of its list, the parts before it of one printed sentence. */
  leads: string[];
  sentences: string[];
  whole: string;
}

const forms = new WeakMap<Clause, ClauseForms>();

/** What each row is about, for its cells that stand far from it. */
function rowNames(clause: Clause): string[] {
  const rows = new Map(readRows(clause).map((row) => [row.sentence, searchForm(rowName(row))]));
  return clause.sentences.map((sentence) => rows.get(sentence) ?? '');
}

/** A sentence is printed as one up to its stop: 到2025年底达到4.2个； goes on with the subject before it. */
function leadsOf(clause: Clause, sentences: string[], index: PolicyIndex): string[] {
  return clause.sentences.map((sentence, position) => {
    if (clause.kind === 'table-row') return rowNames(clause)[position]!;
    const list = itemOf(index, clause.documentId, sentence);
    let first = position;
    while (first > 0 && /[；;]$/u.test(clause.sentences[first - 1]!.text)) first--;
    // 其中2026年新建3所: of what the sentence before counts.
    if (first > 0 && clause.sentences[first]!.text.startsWith('其中')) first--;
    return (list ? searchForm(list.lead.text) : '') + sentences.slice(first, position).join('');
  });
}

/** Search forms of a clause's parts, made once. */
export function clauseForms(clause: Clause, index: PolicyIndex): ClauseForms {
  let known = forms.get(clause);
  if (!known) {
    const sentences = readingsOf(clause).map(searchForm);
    known = {
      path: searchForm(clause.path.join(' ')),
      leads: leadsOf(clause, sentences, index),
      sentences,
      whole: sentences.join(''),
    };
    forms.set(clause, known);
  }
  return known;
}

function partialMatch(word: string, form: string): number {
  if (word.length < 3) return 0;
  let found = 0;
  for (let i = 0; i + 1 < word.length; i++) if (form.includes(word.slice(i, i + 2))) found++;
  const share = found / (word.length - 1);
  return share >= 0.5 ? share * PARTIAL : 0;
}

/** True where `form` holds the word; an ellipsis in a quoted name stands for anything. */
function holds(form: string, word: string): boolean {
  if (!word.includes('...')) return form.includes(word);
  return word.split(/\.{3,}/u).every((part) => form.includes(part));
}

/** How well `form` speaks of the concept (0–1). */
export function matchConcept(concept: Concept, form: string): number {
  let best = 0;
  for (const { word, weight } of concept.alternatives) {
    if (weight > best && holds(form, word)) best = weight;
  }
  if (best > 0) return best;
  // “名师名课名法” is 名师、名课、名法 said in one breath.
  if (concept.isQuoted && form.replaceAll('、', '').includes(concept.text)) return 1;
  // “补短板、强亮点”: its members in whatever order.
  if (concept.isQuoted && concept.text.includes('、')) {
    const members = concept.text.split('、');
    if (members.every((member) => member.length > 1 && form.includes(member))) return 1;
  }
  // A name is found whole or not at all, but for a slip in a long one.
  const partial = partialMatch(concept.text, form);
  return concept.isQuoted && (concept.text.length < LONG_NAME || partial < NEARLY_WHOLE) ? 0 : partial;
}

/** How much of the concepts' weight `form` speaks of. */
export function spokenWeight(concepts: Concept[], form: string): number {
  return concepts.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, form), 0);
}

const LONG_NAME = 6;
const NEARLY_WHOLE = 0.5;

/** A clause's forms with the title of its document, which every clause of it is about. */
export interface Surroundings extends ClauseForms {
  title: string;
}

/** How well a sentence, and at a discount what stands around it, speaks of the concept (0–1). */
export function matchInContext(concept: Concept, around: Surroundings, position: number): number {
  const { path, leads, sentences, whole, title } = around;
  const own = matchConcept(concept, sentences[position]!);
  if (own >= IN_PATH) return own;
  const inPath = IN_PATH * matchConcept(concept, leads[position] + path);
  const previous = position > 0 ? IN_PREVIOUS * matchConcept(concept, sentences[position - 1]!) : 0;
  const elsewhere = IN_CLAUSE * matchConcept(concept, whole);
  const inTitle = title.includes(concept.text) ? IN_TITLE : 0;
  return Math.max(own, inPath, previous, elsewhere, inTitle);
}

/** Below this a matter counts as not spoken of. */
export const MISSING_BELOW = 0.3;
