import { bareTitle } from '../clauses/outline-tree.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { speaksOfUnit, unitCore } from '../retrieval/unit-names.ts';
import {
  askedDocuments,
  type Draft,
  documentOf,
  type Findings,
  MAX_DOCUMENTS,
  newDraft,
  sayLeftOut,
} from './draft.ts';
import { type Duty, dutiesOf, MAX_TASKS, markUnits, unitsAsked } from './listed-duties.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** A unit named in running text: 区民政局, 区规划资源分局. */
const UNIT_IN_TEXT =
  /[区市县][\p{Script=Han}]{2,10}?(?:分局|局|委员会|委|办公室|大队)(?!长|属)|团[区市县]委|[区市县](?:妇联|残联|科协|文联|总工会|编办|法院|检察院)|街道办事处|公安机关|(?<=^|[，。；、：（）由会同和与及对向经报为在据条])\p{Script=Han}{2,8}?(?:行政|主管)*部门/gu;
/** What law calls a department goes by the name of its bureau: 教育行政部门 → 教育局, 街道办事处 → 街道办. */
const bureauOf = (name: string) =>
  name
    .replace(/^(?:会同|[由同和与及对向经报为在据])+/u, '')
    .replace(/(?:(?:行政|主管)*部门|机关)$/u, '局')
    .replace(/办事处$/u, '办');
/** 有关部门, 监管部门: none in particular. */
const NO_BUREAU = /^(?:各|本|其他|上级|有关|相关|所属|职能|业务|行业|监管|管理|监督|监督管理)*[局]$/u;
/** Words by which a sentence gives a unit something to do. */
const GIVES_DUTY =
  /负责|会同|牵头|主管|由|应当|组织|承担|审定|委托|配合|制定|[局委办会队]要|须|确保|参与|做好|督促|处理|处罚|巡查|核查|检查/u;
/** Nothing, or the number of an article. */
const ARTICLE_NUMBER = /^(?:第[一二三四五六七八九十百]+条)?$/u;
/** At most so many sentences are shown. */
const MAX_SENTENCES = 10;

/** What running text gives a unit to do, where no list of units names it. */
function answerFromText(findings: Findings): Draft | null {
  const { topic } = findings.question;
  const regions = [...new Set(findings.index.documents.flatMap(({ region }) => region ?? []))];
  // A sentence that opens with the unit tells what it does, whatever the verb.
  const tellsDuty = (text: string) =>
    [...text.matchAll(UNIT_IN_TEXT)].some(
      ({ 0: name, index }) =>
        !NO_BUREAU.test(bureauOf(name)) &&
        speaksOfUnit(topic, unitCore(bureauOf(name), regions)) &&
        (GIVES_DUTY.test(text) || ARTICLE_NUMBER.test(text.slice(0, index))),
    );
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const found = findings.index.outlines
      .get(document.id)!
      .clauses.filter(({ kind }) => kind !== 'front')
      .flatMap((clause) =>
        clause.sentences.filter(({ text }) => tellsDuty(text)).map((sentence) => ({ clause, sentence })),
      );
    if (found.length === 0) continue;
    draft.lines.push(`${speakerOf(document)}：文件共 ${found.length} 处写到该单位的职责：`);
    for (const { clause, sentence } of found.slice(0, MAX_SENTENCES))
      draft.lines.push(
        `- ${trimSentence(sentence.text, findings.question, 80)}${draft.cited.sentence(clause, sentence)}`,
      );
    if (found.length > MAX_SENTENCES) draft.lines.push(`另有 ${found.length - MAX_SENTENCES} 处未列出。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

const ALONE = /(?:只|仅)(?:由|归|是|有)|单独|独自|(?:由|是)?一家(?:负责|承担|管)/u;
const TOGETHER = /共同|一起|一同|同时|联合|都(?:有份|参与|负责|管|在)/u;

/** Which lists are meant: those with one of the units, with all of them, or with them alone. */
function isMeant(asked: Set<string>, topic: string): (duty: Duty) => boolean {
  const isTogether = asked.size > 1 && TOGETHER.test(topic);
  if (ALONE.test(topic) || (isTogether && /只|仅/u.test(topic)))
    return ({ units }) =>
      units.every((name) => asked.has(name)) && (!isTogether || units.length === asked.size);
  return ({ units }) =>
    isTogether ? [...asked].every((name) => units.includes(name)) : units.some((name) => asked.has(name));
}

/** What a unit is in the list of a task (牵头单位); '' where the list does not say. */
function roleIn({ roles }: Duty, unit = ''): string {
  const role = roles.find(({ units }) => units.includes(unit))?.role ?? '';
  // 责任科室 in a table says no more than that it is responsible.
  return /^(?:责任|落实|实施|负责)/u.test(role) ? '' : role;
}

/** The tasks of a document as a numbered list, each with its citation, and with what `unit` is in it. */
function writeTasks(lead: string, duties: Duty[], draft: Draft, unit?: string): void {
  draft.lines.push(`${lead}共 ${duties.length} 项：`);
  const roles = new Set(duties.map((duty) => roleIn(duty, unit)));
  duties.slice(0, MAX_TASKS).forEach((duty, i) => {
    const role = roles.size > 1 ? roleIn(duty, unit) : '';
    const said = role === '' ? '' : `（${role}）`;
    draft.lines.push(`${i + 1}. ${duty.task}${said}${markUnits(draft, duty, unit)}`);
  });
  if (duties.length > MAX_TASKS)
    draft.lines.push(`另有 ${duties.length - MAX_TASKS} 项未列出，可按任务名称查询。`);
}

/** Asked for what a unit leads, or helps with, and the roles that lists give for it. */
const ROLES_ASKED: [RegExp, RegExp][] = [
  [/牵头|负总责|主责|主办|领头|挑头|打头/u, /牵头|负总责|主责|主办|承办/u],
  [/配合|协助|协办|打下手|搭把手/u, /配合|协助|协办|参与|协同/u],
];

/** True where a list gives the unit the role asked for, or gives no roles at all. */
function isInRole(duty: Duty, unit: string, topic: string): boolean {
  const role = roleIn(duty, unit);
  const asked = ROLES_ASKED.filter(([asks]) => asks.test(topic));
  return role === '' || asked.length !== 1 || asked[0]![1].test(role);
}

/** The tasks of one unit; of one that leads some and helps with others those of the role asked for. */
function writeOwnTasks(speaker: string, name: string, own: Duty[], topic: string, draft: Draft): void {
  const meant = own.filter((duty) => isInRole(duty, name, topic));
  const inRole = meant.filter((duty) => roleIn(duty, name) !== '');
  const roles = new Set(inRole.map((duty) => roleIn(duty, name)));
  const [role] = roles;
  if (meant.length === 0) {
    const others = [...new Set(own.map((duty) => roleIn(duty, name)))];
    const listed = others.length === 1 ? others[0] : '责任单位';
    const asks = ROLES_ASKED[0]![0].test(topic) ? '牵头' : '配合';
    draft.lines.push(`${speaker}：文件没有列出由${name}${asks}的任务。`);
    writeTasks(`${name}列为${listed}的任务`, own, draft, name);
  } else if (roles.size === 1 && inRole.length < meant.length) {
    writeTasks(`${speaker}：${name}列为${role}的任务`, inRole, draft, name);
    const rest = meant.filter((duty) => !inRole.includes(duty));
    writeTasks(`${name}列为责任单位、没有写明由谁牵头的任务`, rest, draft, name);
  } else
    writeTasks(`${speaker}：${name}列为${roles.size === 1 ? role : '责任单位'}的任务`, meant, draft, name);
  if (meant.length > 0 && inRole.length === 0 && ROLES_ASKED.some(([asks]) => asks.test(topic)))
    draft.lines.push('文件的清单只列责任单位，没有写明由谁牵头、由谁配合。');
  if (meant.length > 0 && meant.length < own.length)
    draft.lines.push(`其他任务中也有${name}，但不是${role ?? '责任单位'}。`);
}

/** How the answer names what was asked of the units: 单独列为责任单位, 共同列为责任单位. */
function roleOf(asked: Set<string>, topic: string): string {
  if (asked.size > 1 && TOGETHER.test(topic)) return /只|仅/u.test(topic) ? '共同（再无其他单位）' : '共同';
  return ALONE.test(topic) ? '单独' : '';
}

/** The tasks that units are responsible for, over the whole document; null where no unit is named. */
export function answerReverse(findings: Findings): Draft | null {
  const asked = unitsAsked(findings);
  const { topic } = findings.question;
  if (asked.size === 0) return answerFromText(findings);
  const listed = dutiesOf(findings).filter(({ units }) => units.some((name) => asked.has(name)));
  if (listed.length === 0) return answerFromText(findings);
  const duties = listed.filter(isMeant(asked, topic));
  const role = roleOf(asked, topic);
  const draft = newDraft(findings);
  const ids = [...new Set(listed.map(({ document }) => document.id))];
  for (const id of ids.slice(0, MAX_DOCUMENTS)) {
    const speaker = speakerOf(documentOf(findings, id));
    const own = duties.filter(({ document }) => document.id === id);
    const near = listed.filter(({ document }) => document.id === id);
    const names = [...asked].filter((name) => near.some(({ units }) => units.includes(name)));
    if (role !== '' && own.length === 0) {
      draft.lines.push(`${speaker}：没有${names.join('、')}${role}列为责任单位的任务。`);
      writeTasks('与其他单位一起列入的', near, draft);
    } else if (role !== '')
      writeTasks(`${speaker}：${names.join('、')}${role}列为责任单位的任务`, own, draft);
    else
      for (const name of names) {
        const tasks = own.filter(({ units }) => units.includes(name));
        writeOwnTasks(speaker, name, tasks, topic, draft);
      }
  }
  sayLeftOut(ids.length, draft);
  return draft;
}

/** 把甲局、乙局也拉进来一起抓: who takes part is what tells the documents apart. */
const TAKES_PART = /负责|牵头|参与|一起|共同|责任单位|拉进来|拉上|列为|上阵|配合|都(?:管|在|有份)/u;
/** Tasks shown of each document. */
const MAX_WHICH = 3;

/** Which document makes these units responsible together: 把甲局、乙局拉进来一起抓的是哪个区; null where that is not asked. */
export function answerWhichByUnits(findings: Findings): Draft | null {
  const { question } = findings;
  const asked = unitsAsked(findings);
  if (asked.size < 2 || !TAKES_PART.test(question.topic)) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const duties = dutiesOf(findings).filter(
      (duty) => duty.document === document && [...asked].every((name) => duty.units.includes(name)),
    );
    if (duties.length === 0) continue;
    const tasks = duties.slice(0, MAX_WHICH).map((duty) => `${duty.task}${markUnits(draft, duty)}`);
    const more = duties.length > tasks.length ? `等，共 ${duties.length} 项任务` : '';
    draft.lines.push(
      `${speakerOf(document)}的文件把${[...asked].join('、')}一同列为责任单位：${tasks.join('；')}${more}。`,
    );
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** 由七个以上单位负责的任务: tasks by how many units they have. */
const UNIT_COUNT =
  /(?<!哪)(?<count>[\d一二两三四五六七八九十]+)(?:个|家)(?<bound>及?以上|以下|以内)?(?:的)?(?:责任)?(?:单位|部门)(?<behind>及?以上|以下|以内)?(?:共同)?(?:负责|承担|参与|管)?的(?:任务|行动|工作|事|有)/u;

/** Tasks by how many units are responsible for them; null where that is not asked. */
export function answerByUnitCount(findings: Findings): Draft | null {
  const { topic } = findings.question;
  const asked = UNIT_COUNT.exec(topic)?.groups;
  if (!asked || unitsAsked(findings).size > 0) return null;
  const count = /\d/u.test(asked.count!) ? Number(asked.count) : parseChineseNumber(asked.count!);
  const bound = asked.bound ?? asked.behind ?? '';
  const fits = ({ units }: Duty) => {
    if (count === null) return false;
    if (bound.endsWith('以上')) return units.length >= count;
    return bound === '' ? units.length === count : units.length <= count;
  };
  const duties = dutiesOf(findings);
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const all = duties.filter((duty) => duty.document === document && fits(duty));
    const { headings } = findings.index.outlines.get(document.id)!;
    // 重点任务中…: only those that stand under the part named.
    const isUnder = ({ heading }: Duty) => {
      for (let at = heading; at !== null; at = headings[at]!.parent)
        if (topic.includes(searchForm(bareTitle(headings[at]!)))) return true;
      return false;
    };
    const own = all.some(isUnder) ? all.filter(isUnder) : all;
    if (own.length > 0) writeTasks(`${speakerOf(document)}：责任单位合乎所问数量的任务`, own, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
