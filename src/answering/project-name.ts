import { ordinalAsked } from '../retrieval/sections.ts';
import type { Draft, Findings } from './draft.ts';
import { answerFromPassages, FACT_ROOM } from './facts.ts';

/** 校长培养|工程|叫什么: the name of a project is asked for by what it is about. */
const ASKS_NAME =
  /(工程|行动|计划|项目|平台)[^，,。？?]{0,4}(?:叫|名字是|名称是)(?:个|做)?(?:什么|啥)(?!意思)/u;
/** A matter this telling must be spoken of where the project is named. */
const TELLING = 1.5;

/** Answers what a project is called from the sentences that give one of its kind a name in quotation marks. */
export function answerProjectName(findings: Findings): Draft | null {
  const { question, index, evidence } = findings;
  const noun = ASKS_NAME.exec(question.topic)?.[1];
  // 第四个工程叫什么 picks one out of a list.
  if (noun === undefined || ordinalAsked(question.topic) !== null) return null;
  if (question.concepts.some(({ isQuoted }) => isQuoted)) return null;
  const named = new Set(
    question.documentIds.flatMap((id) =>
      index.facts
        .get(id)!
        .projects.filter((project) => project.noun === noun)
        .map(({ clauseId, start }) => `${clauseId}:${start}`),
    ),
  );
  const naming = evidence.filter(
    ({ clause, sentence, missing }) =>
      named.has(`${clause.id}:${sentence.start}`) && missing.every(({ weight }) => weight < TELLING),
  );
  return naming.length === 0 ? null : answerFromPassages({ ...findings, evidence: naming }, FACT_ROOM);
}
