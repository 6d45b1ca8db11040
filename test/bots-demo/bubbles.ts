const WIDTH = 84;
/** Lines of a bubble that are shown unless all are asked for. */
const MOST_LINES = 24;

/** Columns of a character on a terminal: two for Chinese and full-width ones. */
function columnsOf(character: string): number {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  )
    ? 2
    : 1;
}

/** A line in pieces of the terminal's width; addresses stay whole, so that they can be clicked. */
function wrapped(line: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let columns = 0;
  for (const part of line.match(/https?:\/\/[^\s)）]+|[\s\S]/gu) ?? ['']) {
    const width = [...part].reduce((sum, character) => sum + columnsOf(character), 0);
    if (columns > 0 && columns + width > WIDTH) {
      pieces.push(piece);
      piece = '';
      columns = 0;
    }
    piece += part;
    columns += width;
  }
  return [...pieces, piece];
}

/** A message as a bubble: who says it, its words, and what is to be known of it below. */
export function bubble(
  who: string,
  text: string,
  { side, facts, isWhole }: { side: 'left' | 'right'; facts: string; isWhole: boolean },
): string {
  const indent = side === 'right' ? '      ' : '  ';
  const lines = text.split('\n').flatMap(wrapped);
  const shown = isWhole ? lines : lines.slice(0, MOST_LINES);
  const hidden = lines.length - shown.length;
  return [
    `${indent}┌─ ${who}`,
    ...shown.map((line) => `${indent}│ ${line}`),
    ...(hidden > 0 ? [`${indent}│ …… 终端里省略了 ${hidden} 行，加 -- --full 全部显示`] : []),
    `${indent}└─ ${facts}`,
    '',
  ].join('\n');
}
