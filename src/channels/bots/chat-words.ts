import { withoutUnseen } from '../../language/unseen.ts';
import type { ReplyStyle } from './reply-style.ts';

/**
 * Words of documents and questions where a platform obeys markup: no tag (`<font>`, `<@user>`), no link, no image and no
 * code can come of them. Full-width forms look the same to a reader.
 */
export function harmless(text: string): string {
  return (
    withoutUnseen(text)
      .replaceAll('<', '＜')
      .replaceAll('`', '‘')
      .replace(/\](?=\()/gu, '］')
      .replace(/!(?=\[)/gu, '！')
      // Marks of the documents' own Markdown are no words of theirs.
      .replace(/([*_~])\1+/gu, '')
      .replaceAll('*', '＊')
      .replace(/^#+\s*/gmu, '')
      // An address that a document holds is no address of ours.
      .replace(/\b(https?):\/\//giu, '$1：//')
  );
}

const TABLE_ROW = /^\|.*\|$/u;
const TABLE_RULE = /^\|[\s:|-]+\|$/u;

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** A table told as a list: the first cell of a row as its head, the others by the heads of their columns. */
function tableAsLines(rows: string[], bold: (text: string) => string): string[] {
  const [head = [], ...body] = rows.filter((row) => !TABLE_RULE.test(row)).map(cellsOf);
  return body.flatMap(([name = '', ...cells]) => {
    if (cells.length === 1) return [`${bold(name)}：${cells[0]}`];
    return [bold(name), ...cells.map((cell, i) => `- ${head[i + 1] ?? ''}：${cell}`)];
  });
}

/** An answer's lines in what the platform can show. */
export function platformLines(answer: string, { markup, hasTables, hasLists }: ReplyStyle): string[] {
  const bold = (text: string) => (markup === 'markdown' ? `**${text}**` : `【${text}】`);
  const lines = harmless(answer).split('\n');
  const told: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const start = i;
    while (i < lines.length && TABLE_ROW.test(lines[i]!)) i++;
    const rows = lines.slice(start, i);
    if (rows.length > 0) told.push(...(hasTables ? rows : tableAsLines(rows, bold)));
    if (i < lines.length) told.push(lines[i]!);
  }
  return hasLists ? told : told.map((line) => line.replace(/^(\s*)[-*] /u, '$1· '));
}
