import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import type { Evidence, Signals } from '../retrieval/evidence.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';

/**
 * Weights of the signals by which the best sentence is judged to answer, fitted by `npm run calibrate` on the
 * calibration questions, the development half of the suite and half of the questions on absent matters (eval/LOG.md).
 */
const WEIGHTS: Signals = {
  coverage: 1.74,
  similarity: 1.15,
  spoken: 1.15,
  unknownMissing: -1.99,
  knownMissing: -1.67,
  within: 0.65,
  pairs: 0,
  strange: -1.89,
};
const BIAS = -2.11;
/** What the kind of question adds: a way of doing is told in many words, a bare fact in the very ones asked for. */
const KIND_BIAS: Partial<Record<QuestionKind, number>> = {
  how: 0.73,
  'which-district': 1.33,
  location: 1.33,
  summary: 1.55,
  past: 1.55,
  problems: 1.55,
  fact: 0.14,
};
/** Below this the question is refused; on the curve, the knee between wrong answers and wrong refusals. */
export const THRESHOLD = 0.2;

/** Nothing but light words in common is no evidence. */
const MIN_SPOKEN = 0.12;

/** Evidence that corrects a figure must surely be about the same matter. */
const SURE_COVERAGE = 0.6;

/** Why evidence does not answer, for the refusal and the hit test. */
export type Insufficiency =
  | 'nothing-found'
  | 'not-covered'
  | 'value-missing'
  | 'name-missing'
  | 'year-missing'
  | 'strange-subject';

/** How likely a sentence with these signals answers a question of this kind (0–1). */
export function confidence(signals: Signals, kind: QuestionKind): number {
  let sum = BIAS + (KIND_BIAS[kind] ?? 0);
  for (const name of Object.keys(WEIGHTS) as (keyof Signals)[]) sum += WEIGHTS[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}

/** A name must be spoken of: one the documents do not hold always, one of several that they hold at least. */
function lacksName({ concepts }: Question, { missing }: Evidence): boolean {
  const names = concepts.filter(({ isQuoted }) => isQuoted);
  const lacking = missing.filter(({ isQuoted }) => isQuoted);
  return lacking.some(({ isKnown }) => !isKnown) || (names.length > 0 && lacking.length === names.length);
}

/** Matters beside a name that are asked about it. */
const ASKED_OF_NAME = 1.5;
const SEVERAL = 2;

/** What a sentence tells of an institution it tells of this one; a project's name is told of by whatever is done. */
const INSTITUTION = /(?:[中小大]学|学院|学校|幼儿园|医院|公司|馆)$/u;

/** A sentence that bears the name of an institution and speaks of nothing that is asked about it. */
function speaksOfNameOnly({ concepts }: Question, { missing }: Evidence): boolean {
  const names = concepts
    .filter(({ isQuoted, text }) => isQuoted && INSTITUTION.test(text))
    .map(({ text }) => text);
  const others = concepts.filter(
    ({ text, isQuoted, isTold, weight }) =>
      !isQuoted && !isTold && weight >= ASKED_OF_NAME && !names.some((name) => name.includes(text)),
  );
  return names.length > 0 && others.length >= SEVERAL && others.every((one) => missing.includes(one));
}

const STAGE = /^(?:学前|幼儿园|小学|初中|义务教育|高中|普高|中职|职业教育|特殊教育|特教|高校|老年)/u;

/** A value for another stage of schooling is no answer: 高中 asked, 义务教育 found. */
function lacksStage({ need }: Question, { missing }: Evidence): boolean {
  const isValue = need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
  return isValue && missing.some(({ text, weight, isTold }) => !isTold && STAGE.test(text) && weight >= 1);
}

/** Words that name any value rather than one. */
const ANY_VALUE = /比例|占比|比重|数量|目标|指标|标准|规模|水平|程度|面积|^.?率$/u;

/** A value of another name is no answer: 保费 asked, 赔偿限额 found. */
function lacksValueName({ need, valueName, counted }: Question, { missing }: Evidence): boolean {
  if (need?.kind === 'count' && counted.some((one) => one.weight >= 1.2 && missing.includes(one)))
    return true;
  const isValue = need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
  return isValue && valueName !== null && !ANY_VALUE.test(valueName.text) && missing.includes(valueName);
}

/** True where the question rests on a figure that this evidence corrects: then the correction is the answer. */
export function correctsPremise({ premise, figures }: Question, { text, coverage }: Evidence): boolean {
  if (premise === null || coverage < SURE_COVERAGE || !meetsNeed(premise, text)) return false;
  const stated = new Set(findQuantities(text).map(({ canonical }) => canonical));
  return !figures.some(({ canonical, kind }) => kind !== 'year' && stated.has(canonical));
}

const ASKS_LOOKS = /长(?:什么|啥|个啥)样|具体是(?:什么|啥)样/u;
const ASKS_CONTENTS = /^[”"’」]?(?:具体|都|到底|里|当中|主要)*(?:有|包括|包含|分|含)(?:哪|什么|啥|几)/u;

/** What a coinage holds or looks like is told by a list or a description; a sentence that only uses it tells neither. */
function lacksContents(
  { concepts, topic }: Question,
  { hasList, isDefining, clause, text }: Evidence,
): boolean {
  if (isDefining) return false;
  const path = searchForm(clause.path.join(''));
  const form = searchForm(text);
  return concepts.some(({ isQuoted, text: name }) => {
    if (!isQuoted || path.includes(name)) return false;
    const behind = topic.slice(topic.indexOf(name) + name.length);
    const isDescribed = form.includes(`的${name}`) || form.includes(`的“${name}`);
    return (ASKS_CONTENTS.test(behind) && !hasList) || (ASKS_LOOKS.test(topic) && !isDescribed);
  });
}

/** Judges, need by need, whether the evidence answers the question; null when it does. */
export function insufficiency(question: Question, evidence: Evidence | undefined): Insufficiency | null {
  if (!evidence || question.concepts.length === 0) return 'nothing-found';
  if (question.need !== null && !evidence.meetsNeed && !correctsPremise(question, evidence))
    return 'value-missing';
  if (!evidence.valueIsNear && !correctsPremise(question, evidence)) return 'value-missing';
  if (lacksName(question, evidence) || lacksStage(question, evidence) || lacksValueName(question, evidence))
    return 'name-missing';
  if (lacksContents(question, evidence) || speaksOfNameOnly(question, evidence)) return 'name-missing';
  if (!evidence.meetsYears) return 'year-missing';
  if (evidence.signals.spoken < MIN_SPOKEN) return 'not-covered';
  return confidence(evidence.signals, question.kind) >= THRESHOLD ? null : 'not-covered';
}
