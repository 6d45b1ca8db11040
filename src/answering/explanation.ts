import { searchForm } from '../language/normalise.ts';
import { cleanQuestion } from '../retrieval/clean-question.ts';
import type { Question } from '../retrieval/question.ts';
import { correctSound } from '../retrieval/sound.ts';
import { correctSpelling } from '../retrieval/spelling.ts';
import type { Answer } from './answer.ts';
import { isUnheardOf } from './answer-question.ts';
import type { Findings } from './draft.ts';
import { confidence, type Insufficiency, insufficiency } from './sufficiency.ts';

/** Words of a question that were put right before it was read. */
interface Correction {
  from: string;
  to: string;
  by: 'sound' | 'spelling';
}

/** Everything that led to an answer, for the people who maintain documents and lexicon. */
export interface Explanation extends Pick<Findings, 'question' | 'ranked' | 'evidence'> {
  corrections: Correction[];
  /** Everyday phrases of the lexicon that the question holds, with the policy wording searched for beside them. */
  phrases: { phrase: string; wording: string[] }[];
  /** How likely the best sentence answers; null where there is none. */
  confidence: number | null;
  /** Why the question is not answered, or why not by the best sentence; null where that answers. */
  insufficiency: Insufficiency | null;
  /** The extractive answer; a language model is not asked. */
  answer: Answer;
}

/** Characters shown on either side of one that was put right, so that the word can be recognised. */
const BESIDE = 2;

/** The stretches in which two forms of the same length differ. */
function differences(before: string, after: string): { from: string; to: string }[] {
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < after.length; at++) {
    if (before[at] === after[at]) continue;
    const last = spans.at(-1);
    if (last !== undefined && at - last.end <= BESIDE) last.end = at + 1;
    else spans.push({ start: at, end: at + 1 });
  }
  return spans.map(({ start, end }) => {
    const around = [Math.max(0, start - BESIDE), end + BESIDE] as const;
    return { from: before.slice(...around), to: after.slice(...around) };
  });
}

/** What reading the question would put right, as `readQuestion` does it: first by sound, then by spelling. */
function correctionsOf({ text }: Question, { index }: Pick<Findings, 'index'>): Correction[] {
  const form = searchForm(cleanQuestion(text).text);
  const sounded = correctSound(form, index);
  const spelled = correctSpelling(sounded, index);
  return [
    ...differences(form, sounded).map((change) => ({ ...change, by: 'sound' as const })),
    ...differences(sounded, spelled).map((change) => ({ ...change, by: 'spelling' as const })),
  ];
}

/** Lays open how a question was read, what was found and how it was judged. */
export function explain(findings: Findings, answer: Answer): Explanation {
  const { index, question, ranked, evidence } = findings;
  const [best] = evidence;
  return {
    question,
    ranked,
    evidence,
    corrections: correctionsOf(question, findings),
    phrases: index.lexicon.phrasesIn(question.topic),
    confidence: best === undefined ? null : confidence(best.signals, question.kind),
    insufficiency: isUnheardOf(findings) ? 'strange-subject' : insufficiency(question, best),
    answer,
  };
}
