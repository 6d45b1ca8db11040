import type { Clause, Outline } from '../clauses/clause.ts';
import { bareTitle } from '../clauses/outline-tree.ts';
import type { Span } from '../language/mapped-text.ts';

/** A task with the list of units that the plan makes responsible for it. */
export interface Duty extends Span {
  documentId: string;
  clauseId: string;
  /** Position of the task's heading in the outline; null where the list stands before the first one. */
  heading: number | null;
  /** Title of the task without its number; '' where it has none. */
  task: string;
  /** As printed, in order. */
  units: string[];
}

/** A label such as 行动目标 is no task: the heading above it is. */
function taskHeading({ headings }: Outline, heading: number | null): number | null {
  let task = heading;
  while (task !== null && headings[task]!.kind === 'label') task = headings[task]!.parent;
  return task;
}

function dutyOf(outline: Outline, clause: Clause): Duty {
  const heading = taskHeading(outline, clause.heading);
  const { start, end } = clause.unitsSpan ?? clause;
  return {
    documentId: clause.documentId,
    clauseId: clause.id,
    heading,
    task: heading === null ? '' : bareTitle(outline.headings[heading]!),
    units: clause.responsibleUnits.map(({ name }) => name),
    start,
    end,
  };
}

/** Every list of responsible units of a document, in its order. */
export function readDuties(outline: Outline): Duty[] {
  return outline.clauses
    .filter(({ responsibleUnits }) => responsibleUnits.length > 0)
    .map((clause) => dutyOf(outline, clause));
}
