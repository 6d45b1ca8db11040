import { statusView } from './answer-view.ts';
import { factStrings } from './fact-strings.ts';
import { strings } from './strings.ts';
import { h, type View } from './view.ts';
import { type WordsPlace, wordsAddress } from './words-address.ts';

/** A document as tables name it. */
export interface NamedDocument {
  id: string;
  title: string;
  status: string;
  period: { fromYear: number; toYear: number } | null;
}

/** What a page of facts shows. */
export interface FactsInput<List> {
  list: List;
  documents: NamedDocument[];
  /** The filters as given. */
  query: Partial<Record<string, string>>;
  /** The year now, which tells whether a plan period is over. */
  year: number;
}

/** One column of a table of facts. */
export interface FactColumn<Row> {
  label: string;
  cell(row: Row): View;
  class?: string;
}

/** Rows that a page shows at most: a browser on a phone must not choke on a folder of a hundred plans. */
const ROW_LIMIT = 500;

/** What must be known of a document wherever its facts are shown: a draft is no law, and a plan may be over. */
export function documentName({ id, title, status, period }: NamedDocument, year: number): View[] {
  const isOver = period !== null && period.toYear < year;
  return [
    h('a', { class: 'document-name', href: `/d/${encodeURIComponent(id)}` }, title),
    ' ',
    statusView(status),
    ...(isOver ? [' ', h('span', { class: 'status draft' }, factStrings.periodOver)] : []),
  ];
}

/** Period and draft of a document in one line below its name. */
export function documentNote({ status, period }: NamedDocument): View {
  const notes = [
    period === null ? null : strings.plan(period.fromYear, period.toYear),
    /稿|草案/.test(status) ? factStrings.isDraft : null,
  ].filter((note) => note !== null);
  return h('p', { class: 'facts' }, notes.join(' · '));
}

/**
 * A table for each document that has rows; every cell leads to its words in the source. Where nothing but the
 * document is chosen, a document without rows is shown with word of that.
 */
export function factTables<Row extends WordsPlace>(
  rows: Row[],
  { columns, none }: { columns: FactColumn<Row>[]; none: string },
  { documents, query, year }: FactsInput<unknown>,
): View[] {
  const shown = rows.slice(0, ROW_LIMIT);
  const { documentId: chosen = '', ...filters } = query;
  const isWhole = Object.values(filters).length === 0 && shown.length === rows.length;
  const sections = documents.flatMap((document) => {
    const own = shown.filter(({ documentId }) => documentId === document.id);
    const isMissing = isWhole && (chosen === '' || chosen === document.id);
    if (own.length === 0 && !isMissing) return [];
    const content = own.length === 0 ? h('p', { class: 'fact-empty' }, none) : factTable(own, columns);
    const name = h('h2', {}, ...documentName(document, year));
    return [h('section', { class: 'fact-section' }, name, documentNote(document), content)];
  });
  if (shown.length < rows.length) sections.push(h('p', { class: 'notice' }, factStrings.cut(shown.length)));
  return sections.length > 0 ? sections : [h('p', { class: 'notice' }, factStrings.nothing)];
}

function factTable<Row extends WordsPlace>(rows: Row[], columns: FactColumn<Row>[]): View {
  return h(
    'div',
    { class: 'table' },
    h(
      'table',
      { class: 'fact-table' },
      h('thead', {}, h('tr', {}, ...columns.map(({ label }) => h('th', { scope: 'col' }, label)))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, ...columns.map((column) => factCell(row, column))))),
    ),
  );
}

function factCell<Row extends WordsPlace>(row: Row, column: FactColumn<Row>): View {
  const content = column.cell(row);
  const isEmpty = content === factStrings.none;
  // One stop for the keyboard in each row: the cells of a row all lead to the same words.
  const link = h(
    'a',
    {
      href: wordsAddress(row),
      'data-label': column.label,
      tabindex: column.class === 'fact-name' ? null : '-1',
    },
    content,
  );
  const look = [column.class ?? '', isEmpty ? 'fact-empty' : ''].join(' ').trim();
  return h('td', { class: look === '' ? null : look }, link);
}

/** Where in its document a fact stands. */
export function placeText({ path, page }: { path: string[]; page?: number | null }): string {
  const steps = [...path, ...(page == null ? [] : [strings.page(page)])];
  return steps.length === 0 ? factStrings.none : steps.join(' › ');
}

/** How many there are, and where to download them all. */
export function factSummary(text: string, address: string, query: FactsInput<unknown>['query']): View {
  const wanted = new URLSearchParams({ ...(query as Record<string, string>), format: 'csv' });
  return h(
    'p',
    { class: 'fact-summary' },
    h('span', {}, text),
    h('a', { class: 'download', href: `${address}?${wanted}`, download: '' }, factStrings.download),
  );
}
