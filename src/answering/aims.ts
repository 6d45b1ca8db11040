import type { Clause, Sentence } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { readingsOf } from '../facts/tables.ts';
import { findQuantities } from '../language/numerals.ts';
import { yearsIn } from '../retrieval/years.ts';
import type { Draft, Findings } from './draft.ts';
import { sectionTitled } from './sections.ts';
import { trimSentence, withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

/** Headings under which plans say where they want to be, the plainest first. */
const AIMS = [/(?:总体|发展|主要|工作|奋斗)目标/u, /总体要求|总体思路/u, /愿景/u, /指导思想/u];
/** Words by which a sentence says what shall be reached. */
const REACHING =
  /到\d{4}年|经过.{1,4}年努力|力争|建成|形成|达到|实现|更加|显著|位居|跻身|前列|全面提升|满意/gu;
/** A sentence, and a section, that says so often what shall be reached tells an aim. */
const FEWEST_REACHING = 2;
const MAX_AIM = 230;
/** Aims of several years are told by so many sentences. */
const MAX_DATED = 3;
const MAX_AIMS = 2;

/** Questions about where the whole plan wants to be. */
const ASKS_AIMS =
  /^的?目标[？?。]?$|变成|成(?:个)?(?:什么|啥)样|(?:什么|啥)样(?:子|的)?[？?。]?$|愿景|(?:总|总体|发展|奋斗|主要)目标|建成(?:什么|啥)|总的[^，。]{0,5}目标|走到哪一?步|到(?:什么|啥)(?:程度|地步|水平)/u;

/** True where a question asks what a whole plan wants to reach. */
export function asksAims(topic: string): boolean {
  return ASKS_AIMS.test(topic);
}

/** True for a heading under which a plan says where it wants to be, and why. */
export function tellsAims(title: string): boolean {
  return AIMS.some((pattern) => pattern.test(title));
}

interface Aim {
  clause: Clause;
  sentence: Sentence;
}

const reaches = (text: string) => text.match(REACHING)?.length ?? 0;
const sentencesOf = (clauses: Clause[]): Aim[] =>
  clauses.flatMap((clause) => clause.sentences.map((sentence) => ({ clause, sentence })));

/** The sentences in which a document says what it wants to reach, the plainest first, from the plainest of its sections. */
export function aimSentences(findings: Findings, document: PolicyDocument): Aim[] {
  const sections = AIMS.map((title) => sectionTitled(document, findings, title));
  const clauses = sections.find((found) => found.some(({ text }) => reaches(text) >= FEWEST_REACHING)) ?? [];
  const end = document.period ? `到${document.period.toYear}年` : '到规划期末';
  return sentencesOf(clauses)
    .map((aim) => ({ aim, reach: reaches(aim.sentence.text), isLast: aim.sentence.text.includes(end) }))
    .filter(({ reach, isLast }) => reach >= FEWEST_REACHING || (isLast && reach > 0))
    .sort(
      (a, b) =>
        // What shall be reached by the end comes before what is to be reached on the way.
        Number(b.isLast) - Number(a.isLast) ||
        b.reach - a.reach ||
        a.aim.sentence.start - b.aim.sentence.start,
    )
    .map(({ aim }) => aim);
}

/** Asks for the goals one by one. */
const ASKS_EACH =
  /目标(?:都|分别|具体)?(?:有|是|包括)?(?:哪|什么|啥|几)|(?:哪些|什么|啥|几个|所有|全部)[^，,。？?]{0,4}目标|^的?(?:主要|具体|发展|工作|总体)?目标[？?。]?$/u;
/** Goals with a figure, beside the aims; each is cut to so many characters. */
const MAX_GOALS = 8;
const LONGEST_GOAL = 70;

const DATES = new Set(['year', 'date', 'ordinal']);
const setsFigure = (text: string) => findQuantities(text).some(({ kind }) => !DATES.has(kind));

/** Further sentences of the section of aims that set a figure, as they are read, in order. */
function goalsBeside(aims: Aim[], findings: Findings, document: PolicyDocument): (Aim & { text: string })[] {
  const clauses = AIMS.map((title) => sectionTitled(document, findings, title)).find(
    (found) => found.length > 0,
  );
  return (clauses ?? []).flatMap((clause) =>
    clause.sentences
      .map((sentence, i) => ({ clause, sentence, text: readingsOf(clause)[i]! }))
      .filter(({ text, sentence }) => setsFigure(text) && !aims.some((aim) => aim.sentence === sentence)),
  );
}

/** The sentences of the sections of aims that give one of these years. */
function aimsBy(years: number[], findings: Findings, document: PolicyDocument): Aim[] {
  const clauses = AIMS.flatMap((title) => sectionTitled(document, findings, title));
  return sentencesOf(clauses).filter(({ sentence: { text } }) =>
    years.some((year) => text.includes(`到${year}年`)),
  );
}

/** Writes what a document says it wants to reach; by years, where the question names several. */
export function writeAims(findings: Findings, document: PolicyDocument, draft: Draft): void {
  const { question } = findings;
  const years = yearsIn(question.topic);
  const dated = years.length > 1 ? aimsBy(years, findings, document) : [];
  const said =
    dated.length > 0
      ? dated
          .slice(0, MAX_DATED)
          .map((aim) => ({ ...aim, text: trimSentence(aim.sentence.text, question, MAX_AIM) }))
      : aimSentences(findings, document)
          .slice(0, MAX_AIMS)
          .map((aim) => ({ ...aim, text: withoutStop(aim.sentence.text.slice(0, MAX_AIM)) }));
  const statements = said.map(
    ({ clause, sentence, text }) => `${text}${draft.cited.sentence(clause, sentence)}`,
  );
  if (statements.length > 0) draft.lines.push(`${speakerOf(document)}：${statements.join('；')}。`);
  if (!ASKS_EACH.test(question.topic) || years.length > 0) return;
  const goals = goalsBeside(said, findings, document);
  for (const { clause, sentence, text } of goals.slice(0, MAX_GOALS)) {
    const words = trimSentence(text, question, LONGEST_GOAL);
    draft.lines.push(`- ${words}${draft.cited.sentence(clause, sentence)}`);
  }
  if (goals.length > MAX_GOALS) draft.lines.push('其余目标未列出，可到“指标”页查看。');
}
