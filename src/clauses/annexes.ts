import { isDateLine } from '../documents/dates.ts';
import type { Marker } from './numbering.ts';

/** A paragraph as the list of annexes at the end of a notice sees it. */
interface AnnexLine {
  text: string;
  marker: Marker | null;
}

const NAMING = /^附[件录表]?\d*[：:](.*)$/u;
/** The signature of a notice stands at most so many paragraphs below its list of annexes. */
const SIGNATURE_REACH = 8;

function isMention(lines: AnnexLine[], at: number): boolean {
  const rest = NAMING.exec(lines[at]!.text)?.[1];
  if (rest === undefined || lines[at]!.marker?.family !== '附件') return false;
  const next = lines[at + 1];
  if (/^1[.．、]/u.test(rest)) return true;
  const isSigned = lines.slice(at + 1, at + 1 + SIGNATURE_REACH).some(({ text }) => isDateLine(text));
  const annexes = lines
    .slice(at + 1)
    .flatMap(({ marker }) => (marker?.family === '附件' ? [marker.ordinal] : []));
  if (rest === '') return next?.marker?.family === '1.' && (isSigned || annexes.length > 0);
  // 附件1：… above its own table is the annex, though 附件2 comes later.
  const isNamedAgain = annexes.includes(lines[at]!.marker!.ordinal) || next?.marker?.family === '附件';
  return isSigned || isNamedAgain;
}

/** Paragraphs that only name the annexes (附件：1.分工表 2.标准): the annexes themselves come later, or in other files. */
export function findAnnexMentions(lines: AnnexLine[]): Set<number> {
  const found = new Set<number>();
  lines.forEach((_, at) => {
    if (found.has(at) || !isMention(lines, at)) return;
    found.add(at);
    for (let i = at + 1; lines[i]?.marker?.family === '1.' || (i < lines.length && isMention(lines, i)); i++)
      found.add(i);
  });
  return found;
}
