import { readRows, rowName } from '../facts/tables.ts';
import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { type Evidence, excludedShare, type Signals, tellsProblem } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';
import { soundsLike } from '../retrieval/sound.ts';

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

/** Asks for a figure of something, not for a date or a name. */
function asksFigure({ need }: Pick<Question, 'need'>): boolean {
  return need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
}

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

/** 近视率, 参与率: what a rate is of; 比率 and 概率 are of anything. */
const RATE_OF = /(\p{Script=Han}[^比概效几\P{Script=Han}])率(?!先|领)/u;

const RATE_NAME = /\p{Script=Han}{2}率/u;
/** Characters between those of a rate's short name: 普惠率 for 普惠性幼儿园覆盖率. */
const BETWEEN = '\\p{Script=Han}{0,8}';

/** True where a text holds a rate by its full name, of which `name` is the short one. */
function abbreviates(name: string, text: string): boolean {
  return name !== '' && new RegExp(`${name.slice(0, 2)}${BETWEEN}率`, 'u').test(text);
}

/** A rate that shares no character with the one asked for is another rate, however its name was typed (近是率). */
function isOfAnotherRate({ need, topic }: Question, { text }: Evidence): boolean {
  const of = need?.kind === 'percent' ? RATE_OF.exec(topic)?.[1] : undefined;
  if (of === undefined) return false;
  if (abbreviates(RATE_NAME.exec(topic)?.[0] ?? '', text)) return false;
  // The 上 of 以上 is none of 上线率.
  const named = text.replace(/以[上下内]/gu, '');
  const last = of.at(-1)!;
  const rates = [...named.matchAll(/(\p{Script=Han})率(?!先|领)/gu)].map(([, before]) => before!);
  if (rates.length > 0) return !rates.some((before) => before === last || soundsLike(before, last));
  return ![...of].some((character) => named.includes(character));
}

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

/** 实际完成了多少: what came of it, which no plan knows. */
const ASKS_OUTCOME = /实际(?:上)?(?:完成|达到|做到|建成|投入|有)|(?:完成|达到|做到)了(?:多少|几|没)/u;
const ASKS_NOW =
  /(?<!从)(?:目前|现在|眼下|当前|如今|现阶段|截至)(?!起)|(?:去年|前年|上一?年度?)(?=[^，,。？?]*(?:多少|几|百分))/u;
/** What a value is set to be; and what it is, or was. */
const SETS =
  /达到|不低于|不少于|不超过|(?<=[\d%人名个所项次元]\s?)以[上内]|(?:提高|增加|提升|扩大|控制|保持)(?:到|至|在)|力争|确保/u;
const TELLS_STATE =
  /仅|只有|不足\d|[由从][^，]{0,6}\d(?:\.\d+)?[^，]{0,4}(?:提高|提升|增加?|扩大|下降|降低?|上升)[到至为]|目前|已|现[有开已]|截[至止]|共有|累计|(?<!未)被[评认授命]|\d年(?:全区)?(?:有|为|达)/u;

/** What is to be reached is not what is: 目前占多少 is not told by 占比不低于70%. */
function tellsTargetOnly(question: Question, { clause, text }: Evidence): boolean {
  const { need, topic } = question;
  if (need === null || !asksFigure(question)) return false;
  if (!ASKS_OUTCOME.test(topic) && (!ASKS_NOW.test(topic) || clause.kind === 'table-row')) return false;
  if (TELLS_STATE.test(text) || clause.path.some((title) => LOOKS_BACK.test(title))) return false;
  if (clause.kind === 'table-row') return true;
  const valued = segmentsOf(text).filter((segment) => meetsNeed(need, segment));
  return valued.length > 0 && valued.every((segment) => SETS.test(segment));
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

const LEAST_SUM = 100;
const ASKS_SUM = new Set<QuestionKind>(['fact', 'yes-no', 'number']);

/** A sum of money that the question takes for granted is neither borne out nor put right where none is told. */
function lacksMoney({ figures, kind, need }: Question, { text }: Evidence): boolean {
  // 哪一块 is no money.
  const isSum = figures.some(
    ({ kind, value, text: words }) => (kind === 'money' || words.endsWith('万')) && value >= LEAST_SUM,
  );
  return need === null && ASKS_SUM.has(kind) && isSum && !meetsNeed({ kind: 'money' }, text);
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

const ASKS_WHICH_ONE = /第几(?:个)?(周|天|学期|年级|届|批|次|期)/u;

/** 安排在第几周 is told by 第二周, not by how often. */
function lacksOrdinal({ topic }: Question, { text }: Evidence): boolean {
  const unit = ASKS_WHICH_ONE.exec(topic)?.[1];
  return (
    unit !== undefined && !new RegExp(`(?:第[一二三四五六七八九十\\d]+(?:个)?|首)${unit}`, 'u').test(text)
  );
}

/** A value of what the question says it does not ask for: 小班（不是托班）. */
const MOSTLY_EXCLUDED = 0.5;

function isOfExcluded(question: Question, { text }: Evidence): boolean {
  if (!asksFigure(question) || question.excluded.length === 0) return false;
  const valued = segmentsOf(text).filter((segment) => meetsNeed(question.need!, segment));
  return (
    valued.length > 0 &&
    valued.every((segment) => excludedShare(question, searchForm(segment)) >= MOSTLY_EXCLUDED)
  );
}

const ASKS_TOTAL = /总投资|总金额|总资金|总额|总数|总量|总共|一共|合计|总计|加起来/u;

/** What one row of a table gives is no total of the table, unless the question names that row or the row is the total. */
function isOneRow({ need, topic, concepts }: Question, { clause, sentence }: Evidence): boolean {
  if (!asksFigure({ need }) || clause.kind !== 'table-row' || !ASKS_TOTAL.test(topic)) return false;
  const row = readRows(clause).find((one) => one.sentence === sentence);
  if (!row) return false;
  const name = searchForm(rowName(row));
  return (
    !/合计|总计|小计|总/u.test(name) &&
    !concepts.some((one) => one.weight >= 1 && matchConcept(one, name) >= 1)
  );
}

/** 4.污水管网工程：总投资5.6亿元: a part with a title of its own. */
const PROJECT = /(?:工程|项目|行动|计划|平台|中心|试点)$/u;

/** What one project costs is no total, unless the question names it. */
function isOneProject({ need, topic, concepts }: Question, { clause }: Evidence): boolean {
  const title = searchForm(clause.path.at(-1) ?? '');
  if (need?.kind !== 'money' || !ASKS_TOTAL.test(topic) || !PROJECT.test(title)) return false;
  return !concepts.some(
    (one) => one.weight >= 1 && !ASKS_TOTAL.test(one.text) && matchConcept(one, title) >= 0.75,
  );
}

const ASKS_DURATION = /每[天日][^，,。？?]{0,4}(?:多长时间|多久|几个?小时|几分钟|多少(?:时间|分钟|小时))/u;
const TELLS_DURATION = /(?:\d|[一两二三半])(?:\.\d)?个?(?:小时|分钟|学时|课时|节)/u;

const ASKS_KEPT =
  /(?:存|留|保管|公示|展示|存放|持续|有效期?)(?:是|要|得|应该?|为|有)*(?:多久|多长时间|几天|多少天)/u;
const TELLS_KEPT =
  /(?<!每)(?:\d|[一二两三四五六七八九十半])(?:个)?(?:小时|工作日|日|天|周|月|学期|年)|长期|永久/u;

/** How long each day is not told by how often, nor how long a thing is kept. */
function lacksDuration({ topic }: Question, { text }: Evidence): boolean {
  return (
    (ASKS_DURATION.test(topic) && !TELLS_DURATION.test(text)) ||
    (ASKS_KEPT.test(topic) && !TELLS_KEPT.test(text))
  );
}

/** 5岁孩子能托管吗; an age told on the way is of a story. */
const ASKS_AGE = /岁[^，,。？?]*(?:能|可以|行|允许|收|让|算)/u;

/** Whether it goes for an age is told by an age. */
function lacksAge({ topic, need, kind }: Question, { text }: Evidence): boolean {
  return need === null && kind === 'yes-no' && ASKS_AGE.test(topic) && !/岁/u.test(text);
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
  if (tellsTargetOnly(question, evidence) || lacksMoney(question, evidence)) return 'value-missing';
  if (lacksAge(question, evidence)) return 'value-missing';
  if (lacksDuration(question, evidence) || isOneRow(question, evidence) || isOneProject(question, evidence))
    return 'value-missing';
  if (lacksOrdinal(question, evidence) || isOfExcluded(question, evidence)) return 'value-missing';
  if (tellsNoPast(question, evidence) || tellsProblem(question, evidence.clause)) return 'not-covered';
  if (!evidence.valueIsNear && !correctsPremise(question, evidence)) return 'value-missing';
  if (isOfAnotherRate(question, evidence)) return 'value-missing';
  if (comesBeforeName(question, evidence) || lacksSubject(question, evidence)) return 'name-missing';
  if (lacksName(question, evidence) || lacksStage(question, evidence) || lacksValueName(question, evidence))
    return 'name-missing';
  if (lacksHolder(question, evidence) || isOfOtherArticle(question, evidence)) return 'name-missing';
  if (lacksContents(question, evidence) || speaksOfNameOnly(question, evidence)) return 'name-missing';
  if (!evidence.meetsYears) return 'year-missing';
  if (evidence.signals.spoken < MIN_SPOKEN) return 'not-covered';
  return confidence(evidence.signals, question.kind) >= THRESHOLD ? null : 'not-covered';
}
