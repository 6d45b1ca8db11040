import { CASE_TYPES } from './case.ts';
import { type Figures, summarise } from './figures.ts';
import type { CaseResult } from './score-case.ts';
import { FIGURE_NAMES, showFigure } from './thresholds.ts';

/** Columns a string takes on a terminal, where a Chinese character takes two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        char,
      )
        ? 2
        : 1;
  return width;
}

/** Lays rows out in columns: the first to the left, the others to the right; the first row is the header. */
export function layOut(rows: string[][], leftColumns = 1): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat(widths[column]! - displayWidth(cell));
    return column < leftColumns ? cell + space : space + cell;
  };
  const lines = rows.map((row) => row.map(pad).join('  ').trimEnd());
  return [lines[0], '-'.repeat(Math.max(...lines.map(displayWidth))), ...lines.slice(1)].join('\n');
}

const COLUMNS = [
  'passed',
  'firstCitationRight',
  'anyCitationRight',
  'citationPrecision',
  'refused',
  'falseRefusals',
] as const;

function typeRow(label: string, figures: Figures): string[] {
  const shares = COLUMNS.map((key) => showFigure(key, figures[key]));
  return [label, `${figures.passedCases}/${figures.cases}`, ...shares];
}

/** Results of each type present, in the contract's order. */
export function groupByType(results: CaseResult[]): { type: string; results: CaseResult[] }[] {
  return CASE_TYPES.map((type) => ({
    type,
    results: results.filter((result) => result.case.type === type),
  })).filter((group) => group.results.length > 0);
}

/** The table by type that `npm run eval` prints, with the whole in its last row and every figure under it. */
export function formatTable(results: CaseResult[]): string {
  const header = ['类型', '通过', ...COLUMNS.map((key) => FIGURE_NAMES[key])];
  const total = summarise(results);
  const rows = groupByType(results).map((group) => typeRow(group.type, summarise(group.results)));
  const figures = Object.entries(FIGURE_NAMES)
    .map(
      ([name, label]) =>
        `${label} ${showFigure(name as keyof typeof FIGURE_NAMES, total[name as keyof Figures])}`,
    )
    .join('   ');
  return `${layOut([header, ...rows, typeRow('合计', total)])}\n\n${figures}`;
}

const EXCERPT = 150;

/** The failed cases, compactly: id, type, question, the answer's first characters and every reason. */
export function formatFailed(results: CaseResult[]): string {
  return results
    .filter((result) => !result.passed)
    .map(({ case: one, answer, reasons }) => {
      const earlier = one.history.map((turn) => `（前问：${turn}）`).join('');
      const text = [...(answer?.answer ?? '').replace(/\s+/g, ' ')];
      const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT).join('')}…` : text.join('');
      return `✗ ${one.id} ${one.type} ${earlier}${one.question}\n  答：${excerpt}\n  ${reasons.join('；')}`;
    })
    .join('\n');
}
