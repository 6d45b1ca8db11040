import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { EvalCase } from './case.ts';

/**
 * The spreadsheet form of a suite: the columns of the JSONL form, lists written so that staff can read and edit them.
 *
 *   history, must_not_include   one item a line
 *   must_include                one group a line, its alternatives separated by |
 *   gold                        one quote a line: document | quote | path
 *   answerable                  是 or 否
 *
 * A backslash keeps the next character (\| is a bar, \n a line break inside an item, \e an empty item). A list may
 * also be given as JSON. Cells that a spreadsheet would run as a formula get a leading ', taken off again here.
 */
const COLUMNS = [
  'id',
  'type',
  'doc',
  'question',
  'history',
  'answerable',
  'must_include',
  'must_not_include',
  'gold',
  'note',
] as const satisfies (keyof EvalCase)[];

/** First characters that make a spreadsheet run a cell (OWASP, "CSV Injection"), full-width forms included. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/u;
const GUARDED_FORMULA = /^'+[=+\-@＝＋－＠\t\r\n]/u;

/** Puts ' before a cell that would run as a formula; a cell already so guarded gets one more, so nothing is lost. */
function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function unguardFormula(cell: string): string {
  return GUARDED_FORMULA.test(cell) ? cell.slice(1) : cell;
}

function escapeItem(item: string): string {
  if (item === '') return '\\e';
  // White space at the ends would be taken for the spreadsheet's, a bracket at the start for JSON.
  return item.replace(/[\n\r\\|｜]|^[\s[]|\s$/gu, (char) =>
    char === '\n' ? '\\n' : char === '\r' ? '\\r' : `\\${char}`,
  );
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', e: '' };

/** Reads one list cell into lines of items; white space around items is the spreadsheet's, not theirs. */
function parseLines(cell: string): string[][] {
  const lines: string[][] = [[]];
  let item = '';
  // Length up to which trailing white space was escaped and therefore belongs to the item.
  let kept = 0;
  let started = false;
  const closeItem = () => {
    if (started) lines.at(-1)!.push(item.slice(0, kept) + item.slice(kept).trimEnd());
    item = '';
    kept = 0;
    started = false;
  };
  for (let i = 0; i < cell.length; i++) {
    const char = cell[i]!;
    if (char === '\\' && i + 1 < cell.length) {
      i++;
      item += ESCAPED[cell[i]!] ?? cell[i]!;
      kept = item.length;
      started = true;
    } else if (char === '|' || char === '｜') closeItem();
    else if (char === '\n' || char === '\r') {
      closeItem();
      lines.push([]);
    } else if (started || !/\s/u.test(char)) {
      item += char;
      started = true;
    }
  }
  closeItem();
  return lines.filter((line) => line.length > 0);
}

/** The cell's value where it holds a JSON array (files made by programs), else undefined. */
function asJsonList(cell: string): unknown[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    // 例如“[注]”：plain text that merely begins with a bracket.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const YES = new Set(['是', '可答', 'true', 'yes', '1']);
const NO = new Set(['否', '不可答', 'false', 'no', '0']);

function parseAnswerable(cell: string): unknown {
  const word = cell.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : cell;
}

function parseRow(row: Partial<Record<string, string>>): Record<string, unknown> {
  const cell = (column: string) => unguardFormula(row[column] ?? '');
  const list = (column: string) => asJsonList(cell(column)) ?? parseLines(cell(column)).flat();
  return {
    id: cell('id'),
    type: cell('type').trim(),
    doc: cell('doc'),
    question: cell('question'),
    note: cell('note'),
    answerable: parseAnswerable(cell('answerable')),
    history: list('history'),
    must_not_include: list('must_not_include'),
    must_include: asJsonList(cell('must_include')) ?? parseLines(cell('must_include')),
    gold:
      asJsonList(cell('gold')) ??
      parseLines(cell('gold')).map(([doc, quote, path = '']) => ({ doc, quote, path })),
  };
}

/** Reads a CSV suite into unchecked records with the line each begins on; broken CSV yields an Error as `value`. */
export function parseCsv(content: string): { line: number; value: unknown }[] {
  try {
    const rows = parse(content, {
      bom: true,
      columns: (header: string[]) => header.map((name) => unguardFormula(name).trim()),
      info: true,
      raw: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: Record<string, string>; raw: string; info: { lines: number } }[];
    return rows.map(({ record, raw, info }) => {
      const inner = raw.trimEnd().split('\n').length - 1;
      return { line: Math.max(2, info.lines - inner), value: parseRow(record) };
    });
  } catch (error) {
    const line =
      typeof (error as { lines?: unknown }).lines === 'number' ? (error as { lines: number }).lines : 1;
    return [{ line, value: new Error(`CSV 格式有误：${(error as Error).message}`, { cause: error }) }];
  }
}

/** Writes cases as CSV that a Chinese spreadsheet opens as is: UTF-8 with BOM, CRLF, every cell quoted. */
export function formatCsv(cases: EvalCase[]): string {
  const lines = (items: string[]) => items.map(escapeItem).join('\n');
  const bars = (items: string[]) => items.map(escapeItem).join(' | ');
  const rows = cases.map((one) => ({
    ...one,
    answerable: one.answerable ? '是' : '否',
    history: lines(one.history),
    must_not_include: lines(one.must_not_include),
    must_include: one.must_include.map(bars).join('\n'),
    gold: one.gold.map(({ doc, quote, path }) => bars([doc, quote, path])).join('\n'),
  }));
  const cells = rows.map((row) => COLUMNS.map((column) => guardFormula(row[column])));
  return stringify([[...COLUMNS], ...cells], { bom: true, quoted: true, record_delimiter: '\r\n' });
}
