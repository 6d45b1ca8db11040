import { readRows, rowName } from '../facts/tables.ts';
import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import { type Evidence, excludedShare } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';
import { soundsLike } from '../retrieval/sound.ts';

/** Asks for a figure of something, not for a date or a name. */
export function asksFigure({ need }: Pick<Question, 'need'>): boolean {
  return need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
}

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

/** 实际完成了多少: what came of it, which no plan knows. */
const ASKS_OUTCOME = /实际(?:上)?(?:完成|达到|做到|建成|投入|有)|(?:完成|达到|做到)了(?:多少|几|没)/u;
const ASKS_NOW =
  /(?<!从)(?:目前|现在|现有|眼下|当前|如今|现阶段|截至)(?!起)|(?:去年|前年|上一?年度?)(?=[^，,。？?]*(?:多少|几|百分))/u;
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

/** Sorts of people of whom a value for one is none for another. */
const PEOPLE = [
  /教师|老师|教员|教职工|师资|教研员/u,
  /校长|园长|书记|校级干部|学校干部/u,
  /班主任|辅导员/u,
  /学生|孩子|幼儿|儿童|学员|新生|娃|子女|学子|少年/u,
  /家长|父母|监护人/u,
  /保育员|保育人员/u,
  /驾驶人|驾驶员|司机/u,
  /照管/u,
];

/** What is told of others is no answer: 新教师 asked, 校长 found. */
function isOfOtherPeople({ need, topic }: Question, { text, clause }: Evidence): boolean {
  if (need === null || need.kind === 'person') return false;
  const asked = PEOPLE.filter((people) => people.test(topic));
  if (asked.length !== 1) return false;
  const said = clause.path.slice(-1).join('') + text;
  return !asked[0]!.test(said) && PEOPLE.some((people) => people.test(said));
}

const OTHERS = [
  ...[tellsTargetOnly, lacksMoney, lacksAge, lacksDuration, isOneRow, isOneProject],
  ...[lacksOrdinal, isOfExcluded, isOfAnotherRate, isOfOtherPeople],
];

/** True where the evidence gives a value that is of the kind asked for and yet another: a target for a state, a row for a total. */
export function givesOtherValue(question: Question, evidence: Evidence): boolean {
  return OTHERS.some((isOther) => isOther(question, evidence));
}
