import type { Clause } from '../clauses/clause.ts';
import { clausesUnder, headingPath, isAttached, isWithin } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { matchConcept, spokenWeight } from '../retrieval/matching.ts';
import { findCounted, findSections, ordinalAsked } from '../retrieval/sections.ts';
import { askedDocuments, type Draft, type Findings, findingsIn, newDraft } from './draft.ts';
import { answerFromPassages, FACT_ROOM } from './facts.ts';
import {
  BESIDES,
  type Duty,
  dutiesOf,
  MAX_TASKS,
  markUnits,
  unitsAsked,
  unitsByRole,
  unitsUnlisted,
} from './listed-duties.ts';
import { COMPARISON_HEAD, comparisonRow, inQuotes, speakerOf } from './writer.ts';

/** A title names the task this well before its units are meant rather than the tasks of a unit. */
const SURE_TASK = 0.5;

/** The task with a list of units that the question's own matters (units left out) name by its title. */
function taskNamed(findings: Findings): Duty | null {
  const task = taskQuestion(findings);
  const isTask = task.concepts.some(
    ({ text, isKnown, weight }) => isKnown && weight >= 1 && !UNIT_TALK.test(text),
  );
  if (!isTask) return null;
  const duties = dutiesOf(findings);
  for (const { document, heading, score } of findSections(task, findings.index)) {
    if (score < SURE_TASK) return null;
    const [duty, ...others] = duties.filter(
      (one) => one.document === document && one.heading === heading && !one.isRow,
    );
    // Of items below one title, each with a list of its own, the title names none.
    if (duty && others.length > 0) return null;
    if (duty) return duty;
  }
  return null;
}

/** 责任单位都有谁，街道要不要也管; 是妇联牵头的吧，还有谁: the units are asked for, one of them is only asked after. */
const ASKS_UNITS =
  /(?:是|由|归)[^，,。？?]{2,8}(?:牵头|负责|主管|管)的?(?:吧|对吧|吗|对吗)[，,？?]?(?:还有|都有|[^，,。？?]{0,4}(?:谁|哪))|还有谁(?:参加|参与|配合|一起)|(?:责任|负责|牵头)(?:单位|部门)(?:都)?(?:有谁|有哪|是谁|是哪)|都(?:有|是)谁(?!家的)/u;

/** What a question about units wants: the units of a task, the tasks of a unit (in a list or not), or neither. */
export function dutyAsked(findings: Findings): 'units' | 'tasks' | 'unlisted' | null {
  const { kind, topic } = findings.question;
  const units = unitsAsked(findings);
  if (units.size === 0 && BESIDES.test(topic) && /谁|哪/u.test(topic)) return 'units';
  if (units.size === 0 && ASKS_TASKS.test(topic)) return 'unlisted';
  if (units.size === 0) return kind === 'responsible-unit' ? 'units' : null;
  // 责任单位写了它的是哪个行动: asked from the unit's side.
  if (ASKS_UNITS.test(topic) && !ASKS_OF_UNIT.test(topic)) return 'units';
  if (kind !== 'responsible-unit' && !ASKS_DUTIES.test(topic)) return null;
  return taskNamed(findings) === null ? 'tasks' : 'units';
}

const ASKS_OF_UNIT =
  /(?:要|得|需要?)(?:做|干|管|负责)(?:些|哪些)?(?:什么|啥|哪)|责任单位(?:里)?(?:写|有|列)(?:了|着)?(?:它|他|这家)/u;

const UNIT_TALK =
  /单位|部门|责任|任务|事项|工作|负责|牵头|方案|规划|行动|上班|^教育$|分局|交集|参与|承担|三年|活|新来|派|干事|区里|局|办|委/u;
const ASKS_DUTIES =
  /负责|管|牵头|参与|承担|责任|任务|关系|干(?:什么|啥|哪|几)|哪(?:一)?(?:块|些|几|项|个)|活|份|派|交集|职责|做(?:什么|啥|哪)|还有谁|哪家|参加|配合|挂|算不算|在不在|一起|分管/u;

/** A unit that no list names is asked about by what it has to do. */
const ASKS_TASKS =
  /(?:局|委(?![托员])|街道办|编办|大队)[^，。？]{0,8}(?:负责|管|要?干|要?做|承担|参与|领)(?:了|些)?(?:什么|啥|哪|几)|(?:局|委(?![托员])|街道办|编办|大队)[^，。？]{0,6}(?:的)?(?:职责|任务|活(?![力动]))/u;

/** Share of the question's matters a task must speak of before its units are given. */
const MIN_TASK_SCORE = 0.42;

/** The question without the words that only say it asks for units. */
function taskQuestion(findings: Findings): Findings['question'] {
  const names = [...unitsAsked(findings)].join('');
  const { question } = findings;
  const concepts = question.concepts.filter(
    ({ text }) =>
      text.length > 1 &&
      !/^(?:负责|责任|单位|部门|牵头|配合|主管|(?:责任|牵头|配合|主管|主责|参与)(?:单位|部门)|家|找)$/u.test(
        text,
      ) &&
      !names.includes(text),
  );
  return { ...question, concepts };
}

/** Of sections that all speak of a matter the one that does throughout is meant; no more than a tie is decided. */
const THROUGHOUT = 0.02;

/** The clauses that a list of units is for: its article, or its section. */
function clausesOf(findings: Findings, { document, heading, clause }: Duty): Clause[] {
  const { index } = findings;
  if (clause.kind === 'article') return [clause];
  if (heading === null) return [];
  const isShared = dutiesOf(findings).some(
    (other) =>
      other.document === document && other.heading === heading && !other.isRow && other.clause !== clause,
  );
  if (isShared) return [clause];
  const outline = index.outlines.get(document.id)!;
  // A box behind the last section is printed below it and is none of its tasks.
  const isBoxed = ({ path }: Clause) => path.some(isAttached);
  return clausesUnder(outline, heading).filter(
    (one) => !isBoxed(one) || headingPath(outline, heading).some(isAttached),
  );
}

/** Share of the task's matters that the whole section of a duty speaks of, headings included; more where all of it does. */
function sectionShare(findings: Findings, duty: Duty): number {
  const clauses = clausesOf(findings, duty);
  if (clauses.length === 0) return 0;
  const { concepts } = taskQuestion(findings);
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const shareIn = (text: string) => {
    const form = searchForm(text);
    return spokenWeight(concepts, form) / total;
  };
  if (total === 0) return 0;
  const sentences = clauses.flatMap((clause) => clause.sentences);
  const each = sentences.reduce((sum, { text }) => sum + shareIn(text), 0) / Math.max(1, sentences.length);
  return shareIn(clauses.map((clause) => clause.path.join('') + clause.text).join('')) + THROUGHOUT * each;
}

/** A matter this telling must stand in the section whose units are given: 食堂安全 is not 校外教育培训安全. */
const TELLING_MATTER = 2;
/** Less than this of a word is another word. */
const SPOKEN_OF = 0.5;

/** True where the section of a duty does not speak of a telling matter of the question; of a named task only plain unknown words count. */
function leavesOutMatter(findings: Findings, duty: Duty, isNamed = false): boolean {
  const { document, task, isRow } = duty;
  const clauses = clausesOf(findings, duty);
  const said = isRow ? task : clauses.map(({ path, text }) => path.join('') + text).join('');
  const form = searchForm(`${document.title}${said}`);
  return taskQuestion(findings).concepts.some(
    (concept) =>
      concept.weight >= TELLING_MATTER &&
      // 参加 where the plan says 参与: what is done tells less than of what it is done.
      !/^v(?!n)/u.test(findings.index.segmenter.tagOf(concept.text)) &&
      !(isNamed && (concept.isKnown || concept.isQuoted)) &&
      matchConcept(concept, form) < SPOKEN_OF,
  );
}

/** A row of a table tells less than a section on the same task. */
const ROW_SHARE = 0.95;

/** Share of the task's matters that the row of a table names. */
function rowShare(findings: Findings, { task }: Duty): number {
  const { concepts } = taskQuestion(findings);
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const form = searchForm(task);
  const named = spokenWeight(concepts, form);
  return total > 0 ? (ROW_SHARE * named) / total : 0;
}

function rankDuties(findings: Findings, duties: Duty[]): { duty: Duty; score: number }[] {
  const sections = findSections(taskQuestion(findings), findings.index);
  const { evidence } = findings;
  const bestEvidence = evidence[0]?.score ?? 1;
  return duties
    .map((duty) => {
      if (duty.isRow) return { duty, score: rowShare(findings, duty) };
      const own = new Set(clausesOf(findings, duty).map(({ id }) => id));
      const title =
        sections.find((section) => section.document === duty.document && section.heading === duty.heading)
          ?.score ?? 0;
      const inside = evidence.find(({ clause }) => own.has(clause.id));
      const whole = title > 0 || inside ? sectionShare(findings, duty) : 0;
      const content = inside ? inside.coverage * 0.75 + 0.25 * (inside.score / bestEvidence) : 0;
      return { duty, score: Math.max(title, 0.8 * title + 0.5 * content, 0.85 * content, 0.75 * whole) };
    })
    .sort((a, b) => b.score - a.score);
}

/** Who is responsible for each task of a list that the question counts: 七项攻坚行动分别由谁负责. */
function answerEachTask(findings: Findings): Draft | null {
  const { question, index } = findings;
  const section = findCounted(question, index)?.section;
  if (!section || ordinalAsked(question.topic) !== null) return null;
  const outline = index.outlines.get(section.document.id)!;
  // Of seven one may be meant: 七大攻坚里创建普及普惠区那一项.
  const [named] = findSections(taskQuestion(findings), index);
  const isOne =
    named?.document === section.document &&
    named.heading !== section.heading &&
    named.score >= SURE_TASK &&
    isWithin(outline, named.heading, section.heading);
  if (isOne) return null;
  const duties = dutiesOf(findings).filter(
    ({ document, heading, isRow }) =>
      document === section.document &&
      !isRow &&
      heading !== null &&
      isWithin(outline, heading, section.heading),
  );
  if (duties.length < 2) return null;
  const draft = newDraft(findings);
  duties.slice(0, MAX_TASKS).forEach((duty, i) => {
    const names = duty.roles.length > 0 ? unitsByRole(duty) : duty.units.join('、');
    draft.lines.push(`${i + 1}. ${duty.task}：${names}${markUnits(draft, duty)}`);
  });
  if (duties.length > MAX_TASKS)
    draft.lines.push(`另有 ${duties.length - MAX_TASKS} 项未列出，可按任务名称查询。`);
  return draft;
}

/** Who is responsible for the task that the question names; null where no list belongs to it. */
export function answerResponsible(findings: Findings): Draft | null {
  const several = answerEachTask(findings);
  if (several) return several;
  const duties = dutiesOf(findings);
  const named = taskNamed(findings);
  const [best] = named ? [{ duty: named, score: 1 }] : rankDuties(findings, duties);
  if (!best || best.score < MIN_TASK_SCORE || leavesOutMatter(findings, best.duty, named !== null))
    return null;
  const draft = newDraft(findings);
  draft.lines.push(describeDuty(best.duty, draft));
  const listed = best.duty.units;
  const said = [...unitsAsked(findings), ...unitsUnlisted(findings)];
  const wrong = said.filter((name) => !listed.includes(name));
  if (wrong.length > 0) draft.lines.push(`其中没有${wrong.join('、')}。`);
  return draft;
}

/** Who is responsible in each document, side by side; a document without such lists is said to have none. */
export function compareDuties(findings: Findings): Draft | null {
  const draft = newDraft(findings);
  draft.lines.push(...COMPARISON_HEAD);
  for (const document of askedDocuments(findings)) {
    const own = findingsIn(findings, document.id);
    const [best] = rankDuties(own, dutiesOf(own));
    if (!best || best.score < MIN_TASK_SCORE || leavesOutMatter(own, best.duty))
      draft.lines.push(comparisonRow(document, '文件未提及责任单位。'));
    else draft.lines.push(comparisonRow(document, describeDuty(best.duty, draft)));
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

function describeDuty(duty: Duty, draft: Draft): string {
  const { units: names, roles } = duty;
  const marker = markUnits(draft, duty);
  const task = `${speakerOf(duty.document)}${inQuotes(duty.task)}`;
  if (roles.length > 0) return `${task}：${unitsByRole(duty)}${marker}。`;
  const count = names.length > 1 ? `共 ${names.length} 家：` : '是';
  return `${task}的责任单位${count}${names.join('、')}${marker}。`;
}

/** Words by which a sentence says who does it. */
const SAYS_WHO =
  /负责|牵头|主持|承担|由[^，。；]{1,18}(?:组织|实施|对照|进行|开展|担任)|[局委办部门](?:会同|组织)|领导下|(?:局|委|办|室|部门|街镇)(?:要|应当?|须)/u;

/** A cell with an office: a row of figures says by whom nothing is done. */
const NAMES_OFFICE =
  /[\p{Script=Han}](?:局|委|办|部|室|科|处|政府|街道|街镇|中心|集团|公司|学校|会|院|队|组)(?=[、，；\s]|$)/u;

/** Who does it is told where the matter itself is: evidence much thinner than the fullest speaks of another one. */
const AS_FULL = 0.7;

/** 由法治副校长和责任督学共同管理, 区财政局负责: the sentence says by whom. */
const SAYS_BY_WHOM =
  /由[^，。；]{2,24}(?:管理|负责|承担|组织|实施|牵头|主持|监管|审核|审批|认定)|[局委办室队][^，。；]{0,4}(?:负责|牵头|主管|承担)|^[^，。；]{2,20}[局委办室](?:要|应当?|须)/u;
/** A sentence that speaks of this share of the matters tells who does just that. */
const SPEAKS_OF_IT = 0.75;

/** True where the sentence on the very matter says who does it: the units listed for the whole section say less. */
export function isToldByWhom({ question, evidence }: Findings): boolean {
  const [best] = evidence;
  if (!best || best.coverage < SPEAKS_OF_IT || /责任|牵头|配合/u.test(question.topic)) return false;
  return best.clause.kind !== 'table-row' && SAYS_BY_WHOM.test(best.text);
}

/** A follow-up asks who does what the turn before was about: a matter this telling must be spoken of. */
const MATTER = 1.5;

/** Who does it, from running text; a question for the 责任单位 themselves needs a list of them. */
export function answerWho(findings: Findings): Draft | null {
  if (/责任(?:单位|部门)/u.test(findings.question.topic)) return null;
  const carried = new Set(findings.question.context.map(({ text }) => text));
  const fullest = Math.max(0, ...findings.evidence.map(({ coverage }) => coverage));
  const evidence = findings.evidence.filter(
    ({ clause, sentence, coverage, missing }) =>
      !missing.some(({ text, weight }) => weight >= MATTER && carried.has(text)) &&
      (clause.kind === 'table-row'
        ? NAMES_OFFICE.test(sentence.text)
        : SAYS_WHO.test(sentence.text) || SAYS_BY_WHOM.test(sentence.text)) &&
      (coverage >= AS_FULL * fullest || clause === findings.evidence[0]!.clause),
  );
  return answerFromPassages({ ...findings, evidence }, FACT_ROOM);
}
