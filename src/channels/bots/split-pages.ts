import { byteLength } from './reply-style.ts';

/** Room for （第 10/12 条）, the hint and the link behind it. */
const FOOTER_BYTES = 400;
/** Where a line that is too long for a page may be cut, the best places first. */
const SEAMS = [/(?<=[。！？])/u, /(?<=[；;])/u, /(?<=[，、,])/u];

/** Pieces joined, in order, as long as they fit. */
function packed(pieces: string[], limit: number): string[] {
  const texts: string[] = [];
  for (const piece of pieces) {
    const joined = `${texts.at(-1) ?? ''}${piece}`;
    if (texts.length > 0 && byteLength(joined) <= limit) texts[texts.length - 1] = joined;
    else texts.push(piece);
  }
  return texts;
}

/** A line in pieces of so many bytes: cut behind sentences, else behind parts of one, else between characters. */
function cutLine(line: string, limit: number, seams = SEAMS): string[] {
  if (byteLength(line) <= limit) return [line];
  const [seam, ...finer] = seams;
  if (seam === undefined) return packed([...line], limit);
  return packed(
    line.split(seam).flatMap((piece) => cutLine(piece, limit, finer)),
    limit,
  );
}

const isRow = (line: string) => line.startsWith('|');
const isRule = (line: string) => /^\|(?:\s*:?-{3,}:?\s*\|)+\s*$/u.test(line);

/** The heads of the Markdown tables among lines, by the position of each row below them. */
function tableHeads(lines: string[]): Map<number, string> {
  const heads = new Map<number, string>();
  for (let i = 0; i + 1 < lines.length; i++) {
    if (!isRow(lines[i]!) || !isRule(lines[i + 1]!)) continue;
    const head = `${lines[i]}\n${lines[i + 1]}`;
    for (let row = i + 2; row < lines.length && isRow(lines[row]!); row++) heads.set(row, head);
  }
  return heads;
}

/** Lines gathered into texts of so many bytes, in order; nothing is left out, and a table that goes on has its head again. */
export function splitPages(lines: string[], pageBytes: number): string[] {
  const whole = lines.join('\n');
  if (byteLength(whole) <= pageBytes) return [whole];
  const limit = pageBytes - FOOTER_BYTES;
  const heads = tableHeads(lines);
  const pages: string[] = [];
  lines.forEach((line, at) => {
    const head = heads.get(at);
    const room = head === undefined ? limit : limit - byteLength(`${head}\n`);
    for (const piece of cutLine(line, room)) {
      const joined = `${pages.at(-1) ?? ''}\n${piece}`;
      if (pages.length > 0 && byteLength(joined) <= limit) pages[pages.length - 1] = joined;
      // What is left of a row cut in two is no row: a head above it would be a table of none.
      else pages.push(head === undefined || !isRow(piece) ? piece : `${head}\n${piece}`);
    }
  });
  return pages.map((page) => page.replace(/^\n+|\n+$/gu, '')).filter((page) => page !== '');
}
