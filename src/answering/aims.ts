import type { Clause, Sentence } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
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
  /^的?目标[？?。]?$|变成|成(?:个)?(?:什么|啥)样|(?:什么|啥)样(?:子|的)?[？?。]?$|愿景|(?:总|总体|发展|奋斗|主要)目标|建成(?:什么|啥)|总的[^，。]{0,5}目标|走到哪一?步|到什么(?:程度|地步|水平)/u;

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
}
