/** A stretch of an answer with the citations that stand behind it. */
export interface Statement {
  text: string;
  /** The line of the answer it stands in, from 0. */
  line: number;
  /** Markers of its citations; those of its line where it stands behind them all, none where the line has none. */
  markers: number[];
}

const GROUP = /(?:\[\d+\])+/gu;

function markersIn(text: string): number[] {
  return [...text.matchAll(/\[(\d+)\]/gu)].map(([, n]) => Number(n));
}

/** Cuts an answer into its statements: words up to a group of markers belong to that group. */
export function statementsOf(answer: string): Statement[] {
  return answer.split('\n').flatMap((text, line) => {
    const found: Statement[] = [];
    let from = 0;
    for (const group of text.matchAll(GROUP)) {
      found.push({ text: text.slice(from, group.index), line, markers: markersIn(group[0]) });
      from = group.index + group[0].length;
    }
    // What follows the last marker of a line goes on with what the line said.
    const rest = text.slice(from);
    if (rest !== '') found.push({ text: rest, line, markers: markersIn(text) });
    return found.filter((statement) => statement.text.trim() !== '');
  });
}
