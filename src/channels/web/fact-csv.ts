import { stringify } from 'csv-stringify/sync';
import type { PlanPeriod, PolicyDocument } from '../../documents/document.ts';
import type { DutyRow } from './duty-list.ts';
import { unitsText } from './page/duties-view.ts';
import type { TargetRow } from './target-list.ts';

type Cell = string | number | null;

/** First characters that make a spreadsheet run a cell (OWASP, "CSV Injection"), full-width forms included. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/u;

/** Puts ' before text that would run as a formula; numbers stay numbers. */
function guardFormula(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A table that a Chinese spreadsheet opens as is: UTF-8 with BOM, CRLF, every cell quoted. */
function writeCsv<Row>(rows: Row[], columns: Record<string, (row: Row) => Cell>): string {
  const cells = rows.map((row) => Object.values(columns).map((cell) => guardFormula(cell(row))));
  return stringify([Object.keys(columns), ...cells], { bom: true, quoted: true, record_delimiter: '\r\n' });
}

const periodText = (period: PlanPeriod | null) =>
  period === null ? '' : `${period.fromYear}—${period.toYear}`;

interface Listed {
  documentId: string;
  documentTitle: string;
  documentStatus: string;
}

function documentColumns(documents: PolicyDocument[]): Record<string, (row: Listed) => Cell> {
  const periods = new Map(documents.map(({ id, period }) => [id, period]));
  return {
    文件: (row) => row.documentTitle,
    文件状态: (row) => row.documentStatus,
    规划期: (row) => periodText(periods.get(row.documentId) ?? null),
  };
}

/** Targets as CSV, with the status and plan period of their documents. */
export function targetsCsv(rows: TargetRow[], documents: PolicyDocument[]): string {
  return writeCsv<TargetRow>(rows, {
    ...documentColumns(documents),
    主题: (row) => row.topic,
    指标: (row) => row.name,
    要求: (row) => row.comparator,
    数值: (row) => row.value,
    上限: (row) => row.upper,
    单位: (row) => row.unit,
    到哪一年: (row) => row.by,
    频次: (row) => row.frequency,
    性质: (row) => (row.isPast ? '已完成的情况' : '要达到的'),
    原文: (row) => row.words,
    所在标题: (row) => row.path.join(' › '),
    页码: (row) => row.page,
    条款编号: (row) => row.clauseId,
  });
}

/** Duties as CSV, with the status and plan period of their documents. */
export function dutiesCsv(rows: DutyRow[], documents: PolicyDocument[]): string {
  return writeCsv<DutyRow>(rows, {
    ...documentColumns(documents),
    任务: (row) => row.task,
    责任单位: unitsText,
    所在标题: (row) => row.path.join(' › '),
    条款编号: (row) => row.clauseId,
  });
}

/** The headers of a CSV download: an ASCII name for old clients, the Chinese one as RFC 5987 writes it. */
export function csvHeaders(name: string, asciiName: string): Record<string, string> {
  const encoded = encodeURIComponent(`${name}.csv`).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${asciiName}.csv"; filename*=UTF-8''${encoded}`,
  };
}
