import type { PolicyDocument } from '../../documents/document.ts';
import type { Target } from '../../facts/targets.ts';
import type { ServedIndex } from '../channel.ts';
import { oncePerIndex } from './once-per-index.ts';

/** Documents that first questions are taken from, and questions shown: more would be a list to read, not a start. */
const DOCUMENT_LIMIT = 3;
const QUESTION_LIMIT = 6;

/** Questions that the documents of an index can answer: a target, who does a task, what a plan is about. */
export const firstQuestions = oncePerIndex((index: ServedIndex): string[] => {
  const documents = index.documents.slice(0, DOCUMENT_LIMIT);
  const asked = documents.flatMap((document) => [
    ...askForTarget(document, index.facts.get(document.id)?.targets ?? []),
    ...askForUnits(document, index.facts.get(document.id)?.duties ?? []),
    ...askForMeasures(document, index, index.facts.get(document.id)?.targets ?? []),
  ]);
  const compared = documents.length > 1 ? askToCompare(index) : [];
  return [...asked, ...compared].slice(0, QUESTION_LIMIT);
});

/** A target that can be asked for by its name alone: a short one, not reached yet, with a deadline if there is one. */
function askForTarget({ region }: PolicyDocument, targets: readonly Target[]): string[] {
  const named = targets.filter(
    ({ name, value, isPast }) => value !== null && !isPast && /^\p{Script=Han}{5,12}[率数比]$/u.test(name),
  );
  const chosen = named.find(({ by }) => by !== null) ?? named[0];
  if (chosen === undefined) return [];
  return [`${chosen.by === null ? '' : `到${chosen.by}年`}${region ?? ''}${chosen.name}要达到多少？`];
}

function askForUnits({ region }: PolicyDocument, duties: readonly { task: string }[]): string[] {
  const named = duties.find(({ task }) => /^\p{Script=Han}{5,12}$/u.test(task));
  return named === undefined ? [] : [`${region ?? ''}${named.task}由谁负责？`];
}

/** What a plan does about the topic that it sets most targets for. */
function askForMeasures(
  { region }: PolicyDocument,
  index: ServedIndex,
  targets: readonly Target[],
): string[] {
  const counted = index.lexicon.topics.map(({ name, words }) => ({
    name,
    count: targets.filter((target) => words.some((word) => target.name.includes(word))).length,
  }));
  const [most] = counted.sort((a, b) => b.count - a.count);
  return most === undefined || most.count === 0 ? [] : [`${region ?? ''}在${most.name}方面有哪些举措？`];
}

/** The first topic that every document has a target of. */
function askToCompare({ documents, lexicon, facts }: ServedIndex): string[] {
  const topic = lexicon.topics.find(({ words }) =>
    documents.every(({ id }) =>
      facts.get(id)?.targets.some(({ name, isPast }) => !isPast && words.some((word) => name.includes(word))),
    ),
  );
  return topic === undefined ? [] : [`各区${topic.name}的目标有什么不同？`];
}
