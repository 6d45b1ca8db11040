/** @jsxRuntime automatic @jsxImportSource preact */

import type { ComponentChildren } from 'preact';
import { StatusBadge } from '../frame.tsx';
import { strings } from '../strings.ts';
import { type WordsPlace, wordsAddress } from '../words-address.ts';
import { factStrings } from './fact-strings.ts';
import { type Order, type OrderKey, orderRows } from './order.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import { addressWith, type PageAddress, SortHead } from './sort-head.tsx';
import { tableStrings } from './table-strings.ts';

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
  /** Names the column in the address. */
  id: string;
  label: string;
  cell(row: Row): ComponentChildren;
  /** What a click on the head orders rows by. */
  key(row: Row): OrderKey;
  class?: string;
}

/** Rows that a page shows at most: a browser on a phone must not choke on a folder of a hundred plans. */
const ROW_LIMIT = 500;

/** What must be known of a document wherever its facts are shown: a draft is no law, and a plan may be over. */
export function DocumentName({ document, year }: { document: NamedDocument; year: number }) {
  const { id, title, status, period } = document;
  const isOver = period !== null && period.toYear < year;
  return (
    <>
      <a class="document-name" href={`/d/${encodeURIComponent(id)}`}>
        {title}
      </a>{' '}
      <StatusBadge status={status} />
      {isOver ? <span class="status draft over">{factStrings.periodOver}</span> : null}
    </>
  );
}

/** Period and draft of a document in one line below its name. */
export function DocumentNote({ document: { status, period } }: { document: NamedDocument }) {
  const notes = [
    period === null ? null : strings.plan(period.fromYear, period.toYear),
    /稿|草案/.test(status) ? factStrings.isDraft : null,
  ].filter((note) => note !== null);
  return <p class="facts">{notes.join(' · ')}</p>;
}

/**
 * A table for each document that has rows; every cell leads to its words in the source. Where nothing but the
 * document is chosen, a document without rows is shown with word of that.
 */
export function FactTables<Row extends WordsPlace>(props: {
  rows: Row[];
  columns: FactColumn<Row>[];
  none: string;
  input: FactsInput<unknown>;
  path: string;
}) {
  const { rows, columns, none, input, path } = props;
  const { documents, year } = input;
  const { sort: _, ...query } = input.query;
  // Ordered before it is cut: what is greatest must not be what the limit leaves out.
  const { rows: ordered, order } = orderRows(rows, columns, input.query.sort);
  const shown = ordered.slice(0, ROW_LIMIT);
  const { documentId: chosen = '', ...filters } = query;
  const isWhole = Object.values(filters).length === 0 && shown.length === rows.length;
  const sections = documents.flatMap((document) => {
    const own = shown.filter(({ documentId }) => documentId === document.id);
    const isMissing = isWhole && (chosen === '' || chosen === document.id);
    return own.length === 0 && !isMissing ? [] : [{ document, own }];
  });
  if (sections.length === 0) return <p class="notice">{factStrings.nothing}</p>;
  return (
    <>
      {sections.map(({ document, own }) => (
        <section class="fact-section" key={document.id}>
          <h2>
            <DocumentName document={document} year={year} />
          </h2>
          <DocumentNote document={document} />
          {own.length === 0 ? (
            <p class="fact-empty">{none}</p>
          ) : (
            <FactTable
              rows={own}
              columns={columns}
              label={document.title}
              order={order}
              address={{ path, query: input.query }}
            />
          )}
        </section>
      ))}
      {shown.length < rows.length ? <p class="notice">{factStrings.cut(shown.length)}</p> : null}
    </>
  );
}

/** Rows as the tables of a page show them: document by document, each in the order of the head that was clicked. */
export function orderWithin<Row extends WordsPlace>(
  rows: Row[],
  columns: FactColumn<NoInfer<Row>>[],
  sort: string | undefined,
): Row[] {
  const ordered = orderRows(rows, columns, sort).rows;
  const documents = [...new Set(rows.map(({ documentId }) => documentId))];
  return documents.flatMap((id) => ordered.filter(({ documentId }) => documentId === id));
}

function FactTable<Row extends WordsPlace>(props: {
  rows: Row[];
  columns: FactColumn<Row>[];
  label: string;
  order: Order | null;
  address: PageAddress;
}) {
  const { rows, columns, label, order, address } = props;
  return (
    <ScrollingTable label={label} class="fact-table">
      <thead>
        <tr>
          {columns.map(({ id, label: head }) => (
            <SortHead key={id} id={id} label={head} order={order} address={address} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.start}-${row.end}`}>
            {columns.map((column) => (
              <FactCell key={column.id} row={row} column={column} />
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}

function FactCell<Row extends WordsPlace>({ row, column }: { row: Row; column: FactColumn<Row> }) {
  const content = column.cell(row);
  const look = [column.class ?? '', content === factStrings.none ? 'fact-empty' : ''].join(' ').trim();
  return (
    <td class={look === '' ? undefined : look}>
      {/* One stop for the keyboard in each row: the cells of a row all lead to the same words. */}
      <a
        href={wordsAddress(row)}
        data-label={column.label}
        tabIndex={column.class === 'fact-name' ? undefined : -1}
      >
        {content}
      </a>
    </td>
  );
}

/** Where in its document a fact stands. */
export function placeText({ path, page }: { path: string[]; page?: number | null }): string {
  const steps = [...path, ...(page == null ? [] : [strings.page(page)])];
  return steps.length === 0 ? factStrings.none : steps.join(' › ');
}

/** How many there are, and where to download them all, in the order of the page. */
export function FactSummary(props: { text: string; address: string; query: FactsInput<unknown>['query'] }) {
  const address = addressWith({ path: props.address, query: props.query }, { format: 'csv' });
  return (
    <p class="fact-summary">
      <span role="status">{props.text}</span>
      <a class="download" href={address} download="">
        {factStrings.download}
      </a>
      <PrintButton />
    </p>
  );
}

/** Prints the page; without a script the browser's own menu does. */
function PrintButton() {
  return (
    <button type="button" class="quiet" data-do="print" hidden>
      {tableStrings.print}
    </button>
  );
}
