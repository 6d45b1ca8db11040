import type { Clause } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { Duty as StatedDuty } from '../facts/duties.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { speaksOfUnit, unitCore } from '../retrieval/unit-names.ts';
import { askedDocuments, type Draft, type Findings } from './draft.ts';

/** A task with its units, beside the document and the clause that name them. */
export interface Duty extends StatedDuty {
  document: PolicyDocument;
  clause: Clause;
}

const dutyLists = new WeakMap<PolicyDocument, Duty[]>();

/** Every list of responsible units of the documents asked about. */
export function dutiesOf(findings: Findings): Duty[] {
  return askedDocuments(findings).flatMap((document) => {
    const known = dutyLists.get(document);
    if (known) return known;
    const { index } = findings;
    const clauses = new Map(index.outlines.get(document.id)!.clauses.map((clause) => [clause.id, clause]));
    const found = index.facts
      .get(document.id)!
      .duties.map((duty) => ({ ...duty, document, clause: clauses.get(duty.clauseId)! }));
    dutyLists.set(document, found);
    return found;
  });
}

/** A unit by the name that lists give it, and by what people call it. */
interface NamedUnit {
  name: string;
  core: string;
}

const namedUnits = new WeakMap<PolicyIndex, NamedUnit[]>();

/** Every unit that some list names, each once. */
function unitsOf(index: PolicyIndex): NamedUnit[] {
  const known = namedUnits.get(index);
  if (known) return known;
  const regions = [...new Set(index.documents.flatMap(({ region }) => region ?? []))];
  const names = new Set(
    [...index.facts.values()].flatMap(({ duties }) => duties.flatMap(({ units }) => units)),
  );
  const units = [...names].map((name) => ({ name, core: unitCore(name, regions) }));
  namedUnits.set(index, units);
  return units;
}

function mentionsUnit({ index }: Findings, topic: string, { core }: NamedUnit): boolean {
  if (speaksOfUnit(topic, core)) return true;
  return index.lexicon.alternatives(core).some(({ word }) => word.length >= 2 && topic.includes(word));
}

/** 除了教育局还归谁管: the others are asked for. */
export const BESIDES = /除了?[^，,。？?]{2,10}?(?:局|委|办|政府)[^，,。？?]{0,4}?(?:之?外|以外|[，,]|还|归)/u;
/** 各小学 in a list of units: schools are mostly spoken of for other reasons. */
const KIND_OF_BODY =
  /^(?:有关|相关|区属|县属|直属)?(?:公办|民办)?(?:中小学校?|小学|初中|高中|中学|学校|幼儿园|中职学校?|家长|企业|机构)$/u;
const SPEAKS_OF_DUTY = /负责|任务|职责|牵头|配合|责任|承担|担责|要[做干]|分工/u;
const unitsNamed = new WeakMap<Findings['question'], Set<string>>();

/** Names of responsible units that the question speaks of. */
export function unitsAsked(findings: Findings): Set<string> {
  const known = unitsNamed.get(findings.question);
  if (known) return known;
  // 除了教育局还归谁管 asks for the others.
  const topic = findings.question.topic.replace(BESIDES, ' ');
  const mentioned = unitsOf(findings.index).filter(
    (unit) =>
      mentionsUnit(findings, topic, unit) && (!KIND_OF_BODY.test(unit.core) || SPEAKS_OF_DUTY.test(topic)),
  );
  const names = new Set(mentioned.map(({ name }) => name));
  unitsNamed.set(findings.question, names);
  return names;
}

/** Longest list cited as a whole, in characters of the document; a longer one is cited sentence by sentence. */
const MAX_LIST = 180;

/**
 * Cites the list that names the units of a task; gives the marker. Of a list in several sentences (牵头单位：…。配合单位：…)
 * the one that names `unit`, where only that is told.
 */
export function markUnits(draft: Draft, { clause, document, start, end }: Duty, unit?: string): string {
  const list = clause.sentences.filter((sentence) => sentence.end > start && sentence.start < end);
  const naming = unit === undefined ? undefined : list.find(({ text }) => text.includes(unit));
  if (!naming && list.length > 1 && end - start <= MAX_LIST)
    return draft.cited.span(document, { start, end });
  const told = naming ? [naming] : list.length > 0 ? list : [clause.sentences.at(-1)!];
  return told.map((sentence) => draft.cited.sentence(clause, sentence)).join('');
}

/** 牵头单位是甲局；配合单位：乙局、丙局. */
export function unitsByRole({ roles }: Duty): string {
  return roles
    .map(({ role, units }) => (units.length > 1 ? `${role}：${units.join('、')}` : `${role}是${units[0]!}`))
    .join('；');
}

/** Each task is cited on its own; more citations than this nobody can check. */
export const MAX_TASKS = 20;

/** 市教委在里面吗: a unit asked after that no list names. */
const ASKED_AFTER =
  /(?<name>[市区县省][\p{Script=Han}]{1,5}?(?:局|委|办|厅))(?:也)?(?:算不算|在不在|在里面|在其中|包括在内|有没有份|要不要管|管不管)/gu;

/** Units that a question asks after by name and that no list of any document names. */
export function unitsUnlisted({ question, index }: Findings): string[] {
  const known = unitsOf(index).map(({ name }) => name);
  return [...question.topic.matchAll(ASKED_AFTER)]
    .map(({ groups }) => groups!.name!)
    .filter((name) => !known.includes(name));
}
