import { pageAt } from '../../documents/document.ts';
import type { Target } from '../../facts/targets.ts';
import { searchForm } from '../../language/normalise.ts';
import { OTHER_TOPIC, topicOf } from '../../retrieval/topics.ts';
import type { ServedIndex } from '../channel.ts';
import { oncePerIndex } from './once-per-index.ts';

/** Which targets are wanted; what is left out does not narrow. */
export interface TargetFilter {
  documentId?: string | undefined;
  topic?: string | undefined;
  /** Words that name, words or path of a target must all hold. */
  q?: string | undefined;
  /** Told of work done: only (`true`), none of it (`false`, as where it is left out), or both. */
  past?: 'true' | 'false' | 'all' | undefined;
}

/** A target as tables show it: with its document, its place there and its topic. */
export type TargetRow = Target & {
  documentTitle: string;
  documentStatus: string;
  path: string[];
  page: number | null;
  topic: string;
};

interface TargetList {
  targets: TargetRow[];
  total: number;
  /** Topics of what the other filters leave, in the lexicon's order: what can be chosen next. */
  topics: string[];
}

/** Every target of the index in the order of the documents, with the text that filters look through. */
const allRows = oncePerIndex((index): { row: TargetRow; text: string }[] => {
  const paths = new Map(index.clauses.map(({ id, path }) => [id, path]));
  return index.documents.flatMap((document) =>
    (index.facts.get(document.id)?.targets ?? []).map((target) => {
      const path = paths.get(target.clauseId) ?? [];
      const row = {
        ...target,
        documentTitle: document.title,
        documentStatus: document.status,
        path,
        page: pageAt(document, target.start),
        topic: topicOf(target.name, path, index.lexicon.topics),
      };
      return { row, text: searchForm([row.name, row.words, ...path].join('\n')) };
    }),
  );
});

/** The words of a filter in search form: what white space and punctuation part. */
function filterWords(text: string): string[] {
  return text.split(/[\s，,、；;]+/u).flatMap((word) => searchForm(word) || []);
}

/** The names of topics in the order in which tables show them. */
export function topicNames({ lexicon }: ServedIndex): string[] {
  return [...lexicon.topics.map(({ name }) => name), OTHER_TOPIC];
}

/** The targets that a filter leaves. */
export function listTargets(index: ServedIndex, filter: TargetFilter): TargetList {
  const { documentId, topic, q = '', past = 'false' } = filter;
  const wanted = filterWords(q);
  const rows = allRows(index)
    .filter(
      ({ row, text }) =>
        (documentId === undefined || row.documentId === documentId) &&
        (past === 'all' || row.isPast === (past === 'true')) &&
        wanted.every((word) => text.includes(word)),
    )
    .map(({ row }) => row);
  const occurring = new Set(rows.map((row) => row.topic));
  const targets = topic === undefined ? rows : rows.filter((row) => row.topic === topic);
  return {
    targets,
    total: targets.length,
    topics: topicNames(index).filter((name) => occurring.has(name)),
  };
}
