import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { type Evidence, type Signals, tellsProblem } from '../retrieval/evidence.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';
import { asksFigure, givesOtherValue } from './other-values.ts';

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

/** Stages of schooling, each with the words that take it in. */
const STAGES: [RegExp, RegExp][] = [
  [/幼儿园|学前/u, /幼儿|学前|园/u],
  [/小学/u, /小学|义务教育/u],
  [/初中/u, /初中|(?<!高级)中学|义务教育|小学至高中/u],
  [/高中/u, /高中|(?<!初级)中学|高级中学/u],
  [/中职/u, /中职|职业/u],
];

/** True where a sentence gives other stages their values and names the one asked about nowhere: 小学…，初中…. */
function tellsOtherStages({ topic }: Question, { text, clause }: Evidence): boolean {
  const asked = STAGES.filter(([stage]) => stage.test(topic));
  const isNamed = asked.some(
    ([, taken]) => taken.test(text) || clause.path.some((title) => taken.test(title)),
  );
  return asked.length === 1 && !isNamed && STAGES.filter(([stage]) => stage.test(text)).length >= 2;
}

/** A value for another stage of schooling is no answer: 高中 asked, 义务教育 found. */
function lacksStage(question: Question, evidence: Evidence): boolean {
  const isOther = ({ text, weight, isTold }: Concept) => !isTold && STAGE.test(text) && weight >= 1;
  if (question.need !== null && tellsOtherStages(question, evidence)) return true;
  return asksFigure(question) && evidence.missing.some(isOther);
}

/** Words that name any value rather than one. */
const ANY_VALUE = /比例|占比|比重|数量|目标|指标|标准|规模|水平|程度|面积|^.?率$/u;

/** A word this telling says of which sort a value is. */
const SORT_WEIGHT = 2;

/** A value of another name is no answer: 保费 asked, 赔偿限额 found. */
function lacksValueName(question: Question, { missing }: Evidence): boolean {
  const { need, valueName, counted } = question;
  if (need?.kind === 'count' && counted.some((one) => one.weight >= 1.2 && missing.includes(one)))
    return true;
  if (lacksSort(question, missing)) return true;
  return (
    asksFigure(question) &&
    valueName !== null &&
    !ANY_VALUE.test(valueName.text) &&
    missing.includes(valueName)
  );
}

const GRANT = /补贴|补助|津贴|奖励|奖金/gu;

/** 运营补贴: the word right before the name of a grant says which one is meant; of another sort is no answer. */
function lacksSort({ need, concepts, topic }: Question, missing: Concept[]): boolean {
  if (need?.kind !== 'money') return false;
  const before = [...topic.matchAll(GRANT)].map(({ index }) => topic.slice(0, index));
  return concepts.some(
    (one) =>
      one.isKnown &&
      !one.isTold &&
      one.weight >= SORT_WEIGHT &&
      missing.includes(one) &&
      before.some((ahead) => ahead.endsWith(one.text)),
  );
}

/** True where the question rests on a figure that this evidence corrects: then the correction is the answer. */
export function correctsPremise({ premise, figures }: Question, { text, coverage }: Evidence): boolean {
  if (premise === null || coverage < SURE_COVERAGE || !meetsNeed(premise, text)) return false;
  const stated = new Set(findQuantities(text).map(({ canonical }) => canonical));
  return !figures.some(({ canonical, kind }) => kind !== 'year' && stated.has(canonical));
}

const ASKS_LOOKS = /长(?:什么|啥|个啥)样|具体是(?:什么|啥)样/u;
const ASKS_CONTENTS =
  /^[”"’」]?(?:(?:具体|都|到底|里|当中|主要)*(?:有|包括|包含|分|含)(?:哪|什么|啥|几)|里?[两二三四五六七八九十]+[条项点](?:具体|都|分别)*(?:写|规定|说|讲)了?(?:哪|什么|啥))/u;

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

const ASKS_ACHIEVED =
  /(?<![考试次])(?:成绩|成效|成果|成就)(?:有|是|如何|怎|咋|呢|$|[？?，,。])|十[一二三]五|上(?:一)?个五年/u;
const TELLS_ACHIEVED =
  /已|取得|荣获|[被获]评|了|累计|现有|截[至止]|目前|先后|连续|初步|基本实现|十[一二三四]五[”"]?(?:期间|时期|以来)/u;

/** What is to be done is no achievement: a plan without a look back tells none. */
function tellsNoPast({ kind, topic }: Question, { clause, text }: Evidence): boolean {
  if (kind !== 'past' || !ASKS_ACHIEVED.test(topic)) return false;
  return !TELLS_ACHIEVED.test(text) && !clause.path.some((title) => LOOKS_BACK.test(title));
}

/** Names those who get or pay: 网格员, 护理员, 经营户. */
const HOLDER = /(?:员|师|生|工|户|商|企业|机构|公司)$/u;
/** A name this telling is no part of talk. */
const HOLDER_WEIGHT = 1.5;

/** What others get or pay is no answer: 网格员 asked, 签约服务机构 found. */
function lacksHolder({ need }: Question, { missing }: Evidence): boolean {
  const isHolder = ({ text, isKnown, isTold, weight }: Concept) =>
    isKnown && !isTold && weight >= HOLDER_WEIGHT && HOLDER.test(text);
  return need?.kind === 'money' && missing.some(isHolder);
}

/** What most of a question is about must be spoken of somewhere around its value. */
const MOST = 0.5;

/** 家访每学期两次吗. */
const TELLS_HOW_OFTEN = /每(?:个)?(?:学期|学年|年|月|周|季度)/u;

/** How often something else is done is no answer: 社区教育 asked, 教师考核 found. */
function lacksSubject({ need, kind, topic, concepts }: Question, { missing }: Evidence): boolean {
  // 每年 asks; nothing is said of it.
  const isNamed = ({ text }: Concept) => !text.startsWith('每');
  const total = concepts.filter(isNamed).reduce((sum, { weight }) => sum + weight, 0);
  const lacking = missing.filter((one) => one.isKnown && isNamed(one));
  const asksHowOften = need?.kind === 'frequency' || (kind === 'yes-no' && TELLS_HOW_OFTEN.test(topic));
  return asksHowOften && lacking.some(({ weight }) => weight >= MOST * total);
}

/** 食品安全检查多久一次, 多久检查一次: what is done so often; 机构多久开一次会 asks of a body. */
const HOW_OFTEN =
  /^(?<done>.*?)(?:要|得|应|该|会|需)*(?:隔?多久|多长时间)(?=一[次回])|(?:多久|多长时间)(?:要|得|应|该)?(?<verb>\p{Script=Han}{2,4}?)(?=一[次回])/u;
/** Lighter words (要求) name nothing that is done. */
const TELLS_EVENT = 1.2;

/** How often something else is done to the same matter is no answer: 食品安全检查 asked, 食品安全演练 found. */
function lacksEvent({ need, topic }: Question, { missing }: Evidence): boolean {
  const { done = '', verb = '' } = (need?.kind === 'frequency' && HOW_OFTEN.exec(topic)?.groups) || {};
  // A word that neither documents nor lexicon know may be mistyped.
  const isWord = ({ text, isKnown, alternatives }: Concept) =>
    text.length > 1 && (isKnown || alternatives.length > 1);
  return missing.some(
    (one) => isWord(one) && one.weight >= TELLS_EVENT && (done.endsWith(one.text) || verb.endsWith(one.text)),
  );
}

/** A value told before the clause comes to the name asked about is the value of something else. */
function comesBeforeName(question: Question, { clause, position }: Evidence): boolean {
  if (!asksFigure(question) || clause.kind === 'table-row') return false;
  const path = searchForm(clause.path.join('，'));
  const forms = clause.sentences.map(({ text }) => searchForm(text));
  return question.concepts.some(({ isQuoted, text }) => {
    const first = forms.findIndex((form) => form.includes(text));
    return isQuoted && !path.includes(text) && first > position;
  });
}

/** 违反第六条怎么罚: what comes of breaking another article is no answer. */
const BROKEN = /违反[^，,。？?]{0,8}(第[〇零一二三四五六七八九十百\d]{1,6}条)/u;

function isOfOtherArticle({ topic }: Question, { clause }: Evidence): boolean {
  const article = BROKEN.exec(topic)?.[1];
  return article !== undefined && !clause.text.includes(article);
}

/** Judges, need by need, whether the evidence answers the question; null when it does. */
export function insufficiency(question: Question, evidence: Evidence | undefined): Insufficiency | null {
  if (!evidence || question.concepts.length === 0) return 'nothing-found';
  if (question.need !== null && !evidence.meetsNeed && !correctsPremise(question, evidence))
    return 'value-missing';
  if (givesOtherValue(question, evidence)) return 'value-missing';
  if (tellsNoPast(question, evidence) || tellsProblem(question, evidence.clause)) return 'not-covered';
  if (!evidence.valueIsNear && !correctsPremise(question, evidence)) return 'value-missing';
  if (comesBeforeName(question, evidence) || lacksSubject(question, evidence)) return 'name-missing';
  if (lacksEvent(question, evidence)) return 'name-missing';
  if (lacksName(question, evidence) || lacksStage(question, evidence) || lacksValueName(question, evidence))
    return 'name-missing';
  if (lacksHolder(question, evidence) || isOfOtherArticle(question, evidence)) return 'name-missing';
  if (lacksContents(question, evidence) || speaksOfNameOnly(question, evidence)) return 'name-missing';
  if (!evidence.meetsYears) return 'year-missing';
  if (evidence.signals.spoken < MIN_SPOKEN) return 'not-covered';
  return confidence(evidence.signals, question.kind) >= THRESHOLD ? null : 'not-covered';
}
