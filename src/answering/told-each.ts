import type { Clause, Sentence } from '../clauses/clause.ts';
import { searchForm } from '../language/normalise.ts';
import { type Concept, isLight } from '../retrieval/concepts.ts';
import { membersAsked } from '../retrieval/enumerations.ts';
import { matchConcept, spokenWeight } from '../retrieval/matching.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** 三个片区仓各以什么为主: the same is asked of each of so many. */
const ASKS_EACH = /各(?!类|种|级|项|区|地|校|部门|单位|学校|方)(?:自|个)?\p{Script=Han}|分别/u;
/** What each of them is said to be must tell this much. */
const MIN_WEIGHT = 1.5;
/** Share of the question's matters that the clause and its headings must speak of. */
const MIN_SPOKEN = 0.6;
/** A sentence that speaks of this share tells it all alone. */
const TELLS_ALL = 0.85;
/** Characters of each sentence. */
const ROOM = 90;

interface Group {
  clause: Clause;
  sentences: Sentence[];
  spoken: number;
}

/** The sentences of a clause that say this of so many things one after another; null where they are not so many. */
function runOf(clause: Clause, concept: Concept, count: number): Sentence[] | null {
  const saying = clause.sentences.filter(({ text }) => matchConcept(concept, searchForm(text)) >= 1);
  const first = clause.sentences.indexOf(saying[0]!);
  const isRun = saying.every((sentence, i) => clause.sentences[first + i] === sentence);
  return saying.length === count && isRun ? saying : null;
}

/** What is asked of each of so many things, told in as many sentences one after another; null where no clause does so. */
export function answerToldEach(findings: Findings): Draft | null {
  const { question, evidence } = findings;
  const count = ASKS_EACH.test(question.topic) ? membersAsked(question.topic) : null;
  if (count === null) return null;
  const known = question.concepts.filter(({ isKnown }) => isKnown);
  const telling = known.filter(({ text, weight }) => weight >= MIN_WEIGHT && !isLight(text));
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const groups = [...new Set(evidence.map(({ clause }) => clause))].flatMap((clause): Group[] => {
    const spoken = spokenWeight(known, searchForm(clause.path.join('') + clause.text));
    if (spoken < MIN_SPOKEN * total) return [];
    return telling.flatMap((concept) => {
      const sentences = runOf(clause, concept, count);
      const isAnswered =
        sentences?.every(
          ({ text }) =>
            spokenWeight(known, searchForm(text)) < TELLS_ALL * total &&
            (question.need === null || meetsNeed(question.need, text)),
        ) ?? false;
      return isAnswered ? [{ clause, sentences: sentences!, spoken }] : [];
    });
  });
  const [best] = groups.sort((a, b) => b.spoken - a.spoken);
  if (!best) return null;
  const { clause, sentences } = best;
  const draft = newDraft(findings);
  const said = sentences.map(
    (sentence) => `${trimSentence(sentence.text, question, ROOM)}${draft.cited.sentence(clause, sentence)}`,
  );
  draft.lines.push(`${speakerOf(documentOf(findings, clause.documentId))}：${said.join('；')}。`);
  return draft;
}
