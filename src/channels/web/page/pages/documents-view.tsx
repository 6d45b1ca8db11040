/** @jsxRuntime automatic @jsxImportSource preact */

import type { ComponentChildren } from 'preact';
import { StatusBadge } from '../frame.tsx';
import { strings } from '../strings.ts';
import { documentStrings as texts } from './document-strings.ts';
import { ChoiceField, FilterForm, isNarrowed, WordsField } from './fact-filters.tsx';
import { factStrings } from './fact-strings.ts';
import { FactSummary, type FactsInput, type NamedDocument } from './fact-table.tsx';
import { type Order, type OrderKey, orderRows } from './order.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import { SortHead } from './sort-head.tsx';

/** A document of `/api/documents`. */
export interface ListedDocument extends NamedDocument {
  issuer: string | null;
  issuedOn: string | null;
  region: string | null;
  file: string;
  origin: string | null;
  pages: number | null;
  clauses: number;
}

/** What `/api/documents` gives. */
export interface ShownDocuments {
  documents: ListedDocument[];
  problems: { file: string; message: string }[];
}

interface DocumentColumn {
  id: string;
  label: string;
  cell(document: ListedDocument, year: number): ComponentChildren;
  key(document: ListedDocument, year: number): OrderKey;
  class?: string;
}

const isDraft = ({ status }: NamedDocument) => /稿|草案/.test(status);
const isOver = ({ period }: NamedDocument, year: number) => period !== null && period.toYear < year;

/** What a reader must not overlook comes first: drafts, then plans that are over. */
function standing(document: NamedDocument, year: number): number {
  return isDraft(document) ? 0 : isOver(document, year) ? 1 : 2;
}

const COLUMNS: DocumentColumn[] = [
  {
    ...{ id: 'title', label: texts.title, class: 'fact-name' },
    cell: ({ title }) => title,
    key: ({ title }) => title,
  },
  {
    ...{ id: 'status', label: texts.status, class: 'fact-state' },
    cell: (document, year) => <Standing document={document} year={year} />,
    key: standing,
  },
  {
    ...{ id: 'issuer', label: texts.issuer },
    cell: ({ issuer }) => issuer ?? factStrings.none,
    key: ({ issuer }) => issuer,
  },
  {
    ...{ id: 'issued', label: texts.issued, class: 'fact-short' },
    cell: ({ issuedOn }) => issuedOn ?? factStrings.none,
    key: ({ issuedOn }) => issuedOn,
  },
  {
    ...{ id: 'period', label: texts.period, class: 'fact-short' },
    cell: ({ period }) =>
      period === null ? factStrings.none : [...new Set([period.fromYear, period.toYear])].join('—'),
    key: ({ period }) => period?.toYear ?? null,
  },
  {
    ...{ id: 'clauses', label: texts.clauses, class: 'fact-count' },
    cell: ({ clauses }) => String(clauses),
    key: ({ clauses }) => clauses,
  },
];

function Standing({ document, year }: { document: NamedDocument; year: number }) {
  return (
    <>
      <StatusBadge status={document.status} />
      {isOver(document, year) ? <span class="status draft over">{factStrings.periodOver}</span> : null}
      {isDraft(document) ? <span class="standing-note">{factStrings.isDraft}</span> : null}
    </>
  );
}

/** The documents that a filter leaves. */
function chosenOf({ documents }: ShownDocuments, { q = '', standing: wanted = '' }: Filters, year: number) {
  const words = q.split(/[\s，,、；;]+/u).filter((word) => word !== '');
  return documents.filter((document) => {
    const text = [document.title, document.issuer, document.region, document.file].join('\n');
    const isWanted =
      wanted === '' ||
      (wanted === 'draft' && isDraft(document)) ||
      (wanted === 'over' && isOver(document, year)) ||
      (wanted === 'current' && standing(document, year) === 2);
    return isWanted && words.every((word) => text.includes(word));
  });
}

/** Documents in the order of the table's head, with that order. */
export function orderDocuments<Row extends ListedDocument>(
  documents: Row[],
  sort: string | undefined,
  year: number,
): { rows: Row[]; order: Order | null } {
  const columns = COLUMNS.map(({ id, key }) => ({ id, key: (document: Row) => key(document, year) }));
  return orderRows(documents, columns, sort);
}

type Filters = Partial<Record<string, string>>;

/** The page of documents: what can be asked about, how it stands, and what could not be read. */
export function DocumentsContent({ list, query, year }: FactsInput<ShownDocuments>) {
  const { rows: documents, order } = orderDocuments(chosenOf(list, query, year), query.sort, year);
  return (
    <>
      <h1>{texts.pageTitle}</h1>
      <p class="facts">{texts.lead}</p>
      <FilterForm
        address="/documents"
        submit={factStrings.apply}
        isNarrowed={isNarrowed(query)}
        sort={query.sort}
      >
        <ChoiceField
          name="standing"
          label={texts.status}
          choices={Object.entries(texts.standings)}
          chosen={query.standing}
        />
        <WordsField name="q" label={factStrings.text} hint={texts.hint} value={query.q} />
      </FilterForm>
      <FactSummary
        text={texts.total(documents.length, list.documents.length)}
        address="/api/documents"
        query={{ sort: query.sort }}
      />
      <ProblemList problems={list.problems} />
      {documents.length === 0 ? (
        <p class="notice">{factStrings.nothing}</p>
      ) : (
        <ScrollingTable label={texts.pageTitle} class="fact-table documents-table">
          <thead>
            <tr>
              {COLUMNS.map(({ id, label }) => (
                <SortHead
                  key={id}
                  id={id}
                  label={label}
                  order={order}
                  address={{ path: '/documents', query }}
                />
              ))}
              <th scope="col">{texts.look}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((document) => (
              <DocumentRow key={document.id} document={document} year={year} />
            ))}
          </tbody>
        </ScrollingTable>
      )}
      <p class="maintain">
        {texts.maintain}
        <a href="/hit-test">{texts.hitTest}</a>
      </p>
    </>
  );
}

function DocumentRow({ document, year }: { document: ListedDocument; year: number }) {
  const source = `/d/${encodeURIComponent(document.id)}`;
  return (
    <tr>
      {COLUMNS.map(({ id, label, cell, class: look }) => (
        <td key={id} class={look}>
          {/* One stop for the keyboard in each row: these cells all lead to the source. */}
          <a href={source} data-label={label} tabIndex={id === 'title' ? undefined : -1}>
            <span>{cell(document, year)}</span>
          </a>
        </td>
      ))}
      <td class="fact-links">
        <a href={`${source}#outline`}>{strings.outline}</a>
        <a href={`/targets?documentId=${encodeURIComponent(document.id)}`}>{factStrings.targetsTitle}</a>
        <a href={`/duties?documentId=${encodeURIComponent(document.id)}`}>{factStrings.dutiesTitle}</a>
      </td>
    </tr>
  );
}

function ProblemList({ problems }: { problems: ShownDocuments['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <section class="notice problems" aria-label={texts.problems}>
      <strong>{texts.problems}</strong>
      <ul>
        {problems.map(({ file, message }) => (
          <li key={file}>
            {file}：{message}
          </li>
        ))}
      </ul>
    </section>
  );
}
