import { stringify } from 'csv-stringify/sync';
import type { PlanPeriod, PolicyDocument } from '../../documents/document.ts';
import { yearsOfPlan } from '../../documents/plan-period.ts';
import type { compareDocuments } from './comparison.ts';
import type { DutyRow } from './duty-list.ts';
import type { ListedDocument } from './page/pages/documents-view.tsx';
import { unitsText } from './page/pages/duties-view.tsx';
import { factStrings } from './page/pages/fact-strings.ts';
import { valueText } from './page/pages/targets-view.tsx';
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

const periodText = (period: PlanPeriod | null) => (period === null ? '' : yearsOfPlan(period));

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
    对象: (row) => row.appliesTo,
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

/** The list of documents as CSV. */
export function documentsCsv(documents: ListedDocument[]): string {
  return writeCsv(documents, {
    标题: (row) => row.title,
    状态: (row) => row.status,
    发文机关: (row) => row.issuer,
    成文日期: (row) => row.issuedOn,
    规划期: (row) => periodText(row.period),
    区域: (row) => row.region,
    页数: (row) => row.pages,
    条款数: (row) => row.clauses,
    来源: (row) => row.origin,
    文件名: (row) => row.file,
    文件编号: (row) => row.id,
  });
}

/** A target in one line, as the page of the comparison shows it. */
function targetLine(target: TargetRow): string {
  const value = valueText(target);
  const by = target.by === null ? '' : factStrings.byYear(target.by);
  return [target.name, value === factStrings.none ? '' : value, by, target.frequency ?? '']
    .filter((part) => part !== '')
    .join(' ');
}

/** A comparison as CSV: a row for each topic, the targets of a document one below the other in their cell. */
export function comparisonCsv({ documents, topics }: ReturnType<typeof compareDocuments>): string {
  const side = (at: 0 | 1) => (topic: (typeof topics)[number]) => topic.sides[at].map(targetLine).join('\n');
  const named = documents.map(
    ({ title, status }, i) => `${i === 0 ? factStrings.first : factStrings.second}：${title}（${status}）`,
  );
  return writeCsv(topics, {
    主题: ({ topic }) => topic,
    设指标的情况: ({ state }) => factStrings.states[state] ?? state,
    [named[0] ?? '']: side(0),
    [named[1] ?? '']: side(1),
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
