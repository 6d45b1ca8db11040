import type { Duty } from '../../facts/duties.ts';
import { searchForm } from '../../language/normalise.ts';
import type { ServedIndex } from '../channel.ts';
import { oncePerIndex } from './once-per-index.ts';

/** Which duties are wanted; what is left out does not narrow. */
export interface DutyFilter {
  documentId?: string | undefined;
  /** Part of a unit's name. */
  unit?: string | undefined;
  /** Part of a task's title. */
  task?: string | undefined;
}

/** A duty as tables show it: with its document and its place there. */
export type DutyRow = Omit<Duty, 'heading' | 'isRow'> & {
  documentTitle: string;
  documentStatus: string;
  path: string[];
};

interface DutyList {
  duties: DutyRow[];
  total: number;
  /** Every unit of these duties, the one with most tasks first. */
  units: { name: string; tasks: number }[];
}

const allRows = oncePerIndex((index): DutyRow[] => {
  const paths = new Map(index.clauses.map(({ id, path }) => [id, path]));
  return index.documents.flatMap((document) =>
    (index.facts.get(document.id)?.duties ?? []).map(({ heading: _, isRow: __, ...duty }) => ({
      ...duty,
      documentTitle: document.title,
      documentStatus: document.status,
      path: paths.get(duty.clauseId) ?? [],
    })),
  );
});

function countTasks(duties: DutyRow[]): DutyList['units'] {
  const counts = new Map<string, number>();
  for (const { units } of duties)
    for (const name of new Set(units)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, tasks]) => ({ name, tasks })).sort((a, b) => b.tasks - a.tasks);
}

/** The duties that a filter leaves, and which units have them. */
export function listDuties(index: ServedIndex, { documentId, unit = '', task = '' }: DutyFilter): DutyList {
  const [unitForm, taskForm] = [searchForm(unit), searchForm(task)];
  const duties = allRows(index).filter(
    (row) =>
      (documentId === undefined || row.documentId === documentId) &&
      searchForm(row.task).includes(taskForm) &&
      (unitForm === '' || row.units.some((name) => searchForm(name).includes(unitForm))),
  );
  return { duties, total: duties.length, units: countTasks(duties) };
}
