import type { Clause, Outline } from '../clauses/clause.ts';
import { bareTitle, isWithin, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { Span } from '../language/mapped-text.ts';
import { readRows, rowName } from './tables.ts';

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
  /** Where a table parts them by what they do (牵头单位, 配合单位): each head with its units. */
  roles: { role: string; units: string[] }[];
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
    roles: [],
    start,
    end,
  };
}

const UNIT_HEAD = /责任|牵头|配合|主责|负责|承办|协办|实施主体|主管/u;
const UNIT_NAME = /\p{Script=Han}{2,}/u;

/** Duties that the columns of a table give: one for each row. */
function tableDuties(outline: Outline, clause: Clause): Duty[] {
  return readRows(clause).flatMap((row) => {
    const roles = row.cells
      .filter(({ head, text }) => UNIT_HEAD.test(head) && UNIT_NAME.test(text))
      .map(({ head, text }) => ({ role: head, units: text.split(/[、，,；;]/u).filter(Boolean) }));
    if (roles.length === 0) return [];
    const { start, end } = row.sentence;
    return {
      documentId: clause.documentId,
      clauseId: clause.id,
      heading: taskHeading(outline, clause.heading),
      task: rowName(row),
      units: roles.flatMap(({ units }) => units),
      roles,
      start,
      end,
    };
  });
}

/** True for a list on a line of its own, not at the end of what it is for. */
function standsAlone(source: string, { unitsSpan, start }: Clause): boolean {
  return unitsSpan !== null && /(?:^|\n)[ \t\u3000*]*$/u.test(source.slice(start, unitsSpan.start));
}

/**
 * A list on a line of its own behind the last of several items is for all of them, where no other item has one: then the
 * task is the section above.
 */
function raised(duty: Duty, source: string, outline: Outline, duties: Duty[]): Duty {
  const clause = outline.clauses.find(({ id }) => id === duty.clauseId)!;
  const parent = duty.heading === null ? null : outline.headings[duty.heading]!.parent;
  if (parent === null || !standsAlone(source, clause)) return duty;
  const siblings = sectionParts(outlineTree(outline), parent);
  const isLast = siblings.length > 1 && siblings.at(-1) === duty.heading;
  // A list below another item is that item's.
  const isOnly = duties.every(
    (other) =>
      other === duty ||
      other.heading === null ||
      !siblings.some((sibling) => isWithin(outline, other.heading, sibling)),
  );
  if (!isLast || !isOnly) return duty;
  const heading = taskHeading(outline, parent);
  return { ...duty, heading, task: heading === null ? '' : bareTitle(outline.headings[heading]!) };
}

/** Every list of responsible units of a document, in its order, and every row of a table that names them. */
export function readDuties(source: string, outline: Outline): Duty[] {
  const duties = outline.clauses.flatMap((clause) => [
    ...(clause.responsibleUnits.length > 0 ? [dutyOf(outline, clause)] : []),
    ...tableDuties(outline, clause),
  ]);
  return duties.map((duty) => raised(duty, source, outline, duties));
}
