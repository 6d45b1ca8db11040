import { byteLength } from './reply-style.ts';

/** Room for （第 10/12 条）, the hint and the link behind it. */
const FOOTER_BYTES = 400;
/** Where a line that is too long for a page may be cut, the best places first. */
const SEAMS = [/(?<=[。！？])/u, /(?<=[；;])/u, /(?<=[，、,])/u];

/** Pieces joined, in order, as long as they fit. */
function packed(pieces: string[], limit: number, joint: string): string[] {
  const texts: string[] = [];
  for (const piece of pieces) {
    const joined = `${texts.at(-1) ?? ''}${joint}${piece}`;
    if (texts.length > 0 && byteLength(joined) <= limit) texts[texts.length - 1] = joined;
    else texts.push(piece);
  }
  return texts;
}

/** A line in pieces of so many bytes: cut behind sentences, else behind parts of one, else between characters. */
function cutLine(line: string, limit: number, seams = SEAMS): string[] {
  if (byteLength(line) <= limit) return [line];
  const [seam, ...finer] = seams;
  if (seam === undefined) return packed([...line], limit, '');
  return packed(
    line.split(seam).flatMap((piece) => cutLine(piece, limit, finer)),
    limit,
    '',
  );
}

/** Lines gathered into texts of so many bytes, in order; nothing is left out. */
export function splitPages(lines: string[], pageBytes: number): string[] {
  const whole = lines.join('\n');
  if (byteLength(whole) <= pageBytes) return [whole];
  const limit = pageBytes - FOOTER_BYTES;
  return packed(
    lines.flatMap((line) => cutLine(line, limit)),
    limit,
    '\n',
  )
    .map((page) => page.replace(/^\n+|\n+$/gu, ''))
    .filter((page) => page !== '');
}
