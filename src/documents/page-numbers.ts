/** What of a printed line tells whether it is a page number. */
interface PrintedLine {
  text: string;
  isTableRow: boolean;
}

/** A number between dashes, 第3页, 3/24: what only a page carries. */
const DRESSED =
  /^(?:[-—–－−·~～]+(\d{1,4})[-—–－−·~～]+|第(\d{1,4})页(?:[,，/]?共\d{1,4}页)?|(\d{1,4})\/\d{1,4})$/u;
const BARE = /^\d{1,4}$/u;
/** Bare numbers are page numbers only as a row of at least so many that count up … */
const MIN_BARE = 3;
/** … with at least so many lines between them: a column of a table counts up line by line. */
const MIN_GAP = 5;

/** The number that a line holding nothing else prints, or null. */
export function printedPageNumber({ text }: Pick<PrintedLine, 'text'>): number | null {
  const dressed = DRESSED.exec(text);
  if (dressed) return Number(dressed[1] ?? dressed[2] ?? dressed[3]);
  return BARE.test(text) ? Number(text) : null;
}

/** Positions of the bare numbers that count up by one from page to page. */
function countingPositions(lines: PrintedLine[]): Set<number> {
  const bare = lines.flatMap((line, i) => (BARE.test(line.text) && !line.isTableRow ? [i] : []));
  const runs: number[][] = [];
  for (const position of bare) {
    const value = Number(lines[position]!.text);
    const run = runs.find((members) => {
      const last = members.at(-1)!;
      return Number(lines[last]!.text) === value - 1 && position - last > MIN_GAP;
    });
    if (run) run.push(position);
    else runs.push([position]);
  }
  return new Set(runs.filter((members) => members.length >= MIN_BARE).flat());
}

/** A line beside page numbers so often is printed on every page. */
const MIN_RUNNING = 3;

/** Positions of running heads and feet: the same line beside page numbers over and over, where it comes again. */
function runningPositions(lines: PrintedLine[], numbers: Set<number>): number[] {
  const beside = new Map<string, number[]>();
  for (const position of numbers) {
    for (const at of [position - 1, position + 1]) {
      const line = lines[at];
      if (!line || numbers.has(at) || line.isTableRow) continue;
      beside.set(line.text, [...(beside.get(line.text) ?? []), at]);
    }
  }
  // The first may be the title of the document itself.
  return [...beside.values()]
    .filter((positions) => positions.length >= MIN_RUNNING)
    .flatMap((positions) => positions.sort((a, b) => a - b).slice(1));
}

/** Positions of the lines that hold only a page number or a running head, as PDF extractors leave them between pages. */
export function pageNumberPositions(lines: PrintedLine[]): Set<number> {
  const positions = countingPositions(lines);
  lines.forEach((line, i) => {
    if (!line.isTableRow && DRESSED.test(line.text)) positions.add(i);
  });
  for (const at of runningPositions(lines, positions)) positions.add(at);
  return positions;
}
