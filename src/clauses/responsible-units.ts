import { type MappedText, type Span, sourceSpan } from '../language/mapped-text.ts';
import type { ResponsibleUnit } from './clause.ts';

/** A clause's list of responsible units; the whole bracket and each name with its place in the source. */
export interface UnitList {
  span: Span;
  units: ResponsibleUnit[];
  /** Where the list begins in the clause's text. */
  textStart: number;
  textEnd: number;
}

const LIST =
  /[（(]?(?:责任|牵头|配合|主责|承办|协办|参与)(?:单位|部门|科室|主体)(?:[（(][^）)]*[）)])?[：:]([^）)。]*)[）)。]?/gu;

/** Finds every `责任单位：…` list (also 牵头单位, 配合部门 and the like) of a clause. */
export function readUnitList(mapped: MappedText): UnitList | null {
  const units: ResponsibleUnit[] = [];
  let first = -1;
  let last = -1;
  for (const match of mapped.text.matchAll(LIST)) {
    const names = match[1]!;
    let at = match.index + match[0].indexOf(names, match[0].search(/[：:]/u));
    if (first < 0) first = match.index;
    last = match.index + match[0].length;
    for (const piece of names.split(/(?<=[、，,；;])/u)) {
      const name = piece.replace(/[、，,；;]$/u, '').replace(/^(?:牵头|配合|责任)(?:单位|部门)[：:]/u, '');
      const from = at + piece.indexOf(name);
      if (name) units.push({ name, ...sourceSpan(mapped, from, from + name.length) });
      at += piece.length;
    }
  }
  if (units.length === 0) return null;
  return { span: sourceSpan(mapped, first, last), units, textStart: first, textEnd: last };
}
