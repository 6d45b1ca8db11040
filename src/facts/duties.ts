import type { Clause, Outline, ResponsibleUnit } from '../clauses/clause.ts';
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
  /** Where list or table part them by what they do (牵头单位, 配合单位): each with its units. */
  roles: { role: string; units: string[] }[];
  /** A row of a table, which tells less than a section on the same task. */
  isRow: boolean;
}

/** A list that parts those who lead from those who help says who does what. */
const PARTS = /牵头|负总责|配合|主办|承办|协办|主责|参与|协同|协助/u;
/** Those named beside one who leads, with no word of what they do. */
const NO_ROLE = '责任单位';

/** 牵头 and 牵头单位 are one. */
function roleName(role: string): string {
  if (role === '') return NO_ROLE;
  return /(?:单位|部门|科室|主体|地区)$/u.test(role) ? role : `${role}单位`;
}

/** Units by what they do, in the order of the list; empty where it does not part them. */
function rolesOf(units: ResponsibleUnit[]): Duty['roles'] {
  if (!units.some(({ role }) => PARTS.test(role))) return [];
  const roles = new Map<string, string[]>();
  for (const { name, role } of units) roles.set(roleName(role), [...(roles.get(roleName(role)) ?? []), name]);
  return [...roles].map(([role, names]) => ({ role, units: names }));
}

/** A label such as 行动目标 is no task: the heading above it is. */
function taskHeading({ headings }: Outline, heading: number | null): number | null {
  let task = heading;
  while (task !== null && headings[task]!.kind === 'label') task = headings[task]!.parent;
  return task;
}

/** The title of the article that a list stands in, else of its section. */
function taskTitle({ headings }: Outline, { kind, path }: Clause, heading: number | null): string {
  if (kind === 'article') return bareTitle({ title: path.at(-1)! });
  return heading === null ? '' : bareTitle(headings[heading]!);
}

function dutyOf(outline: Outline, clause: Clause): Duty {
  const heading = taskHeading(outline, clause.heading);
  const { start, end } = clause.unitsSpan ?? clause;
  return {
    documentId: clause.documentId,
    clauseId: clause.id,
    heading,
    task: taskTitle(outline, clause, heading),
    units: clause.responsibleUnits.map(({ name }) => name),
    roles: rolesOf(clause.responsibleUnits),
    isRow: false,
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
      isRow: true,
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
  if (parent === null || clause.kind === 'article' || !standsAlone(source, clause)) return duty;
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

/** Longest words of an item that stand for its task. */
const LONGEST_TASK = 30;

/** Items without titles below one heading, each with a list of its own: the words that an item opens with are its task. */
function parted(duty: Duty, outline: Outline, duties: Duty[]): Duty {
  const isShared = duties.some((other) => other !== duty && !other.isRow && other.heading === duty.heading);
  const clause = outline.clauses.find(({ id }) => id === duty.clauseId)!;
  const [first] = clause.sentences;
  if (duty.isRow || !isShared || clause.kind === 'article' || !first || first.start >= duty.start)
    return duty;
  const [opening = ''] = first.text.split(/[，。；：（(](?![一二三四五六七八九十\d]+[）)])/u);
  const task = bareTitle({ title: opening });
  return task.length > 1 && task.length <= LONGEST_TASK ? { ...duty, task } : duty;
}

/** Every list of responsible units of a document, in its order, and every row of a table that names them. */
export function readDuties(source: string, outline: Outline): Duty[] {
  const duties = outline.clauses.flatMap((clause) => [
    ...(clause.responsibleUnits.length > 0 ? [dutyOf(outline, clause)] : []),
    ...tableDuties(outline, clause),
  ]);
  return duties
    .map((duty) => raised(duty, source, outline, duties))
    .map((duty, _, all) => parted(duty, outline, all));
}
