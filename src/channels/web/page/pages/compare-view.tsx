/** @jsxRuntime automatic @jsxImportSource preact */

import type { SourceSpan } from '../source-blocks.ts';
import { wordsAddress } from '../words-address.ts';
import { ChoiceField, documentChoices, FilterForm } from './fact-filters.tsx';
import { factStrings } from './fact-strings.ts';
import {
  DocumentName,
  DocumentNote,
  FactSummary,
  type FactsInput,
  type NamedDocument,
} from './fact-table.tsx';
import { type Order, type OrderKey, orderRows } from './order.ts';
import { SortHead } from './sort-head.tsx';
import { tableStrings } from './table-strings.ts';
import { type ShownTarget, valueText } from './targets-view.tsx';

/** A topic of `/api/compare`. */
interface ShownTopic {
  topic: string;
  state: string;
  sides: ShownTarget[][];
  headings: (({ title: string } & SourceSpan) | null)[];
}

/** What `/api/compare` gives. */
export interface ShownComparison {
  documents: NamedDocument[];
  topics: ShownTopic[];
}

const SIDES = ['a', 'b'] as const;

/** A topic by its name, the sides by how many targets they set. */
const COLUMNS: { id: string; key(topic: ShownTopic): OrderKey }[] = [
  { id: 'topic', key: ({ topic }) => topic },
  ...SIDES.map((id, side) => ({ id, key: ({ sides }: ShownTopic) => sides[side]?.length ?? 0 })),
];

/** Topics in the order of the table's head, with that order. */
export function orderTopics<Topic extends ShownTopic>(
  topics: Topic[],
  sort: string | undefined,
): { rows: Topic[]; order: Order | null } {
  return orderRows(topics, COLUMNS, sort);
}

/** What the download is asked for: the two documents that are shown, named or not. */
function csvQuery([a, b]: NamedDocument[]): Record<string, string> {
  return { a: a?.id ?? '', b: b?.id ?? '' };
}

/** Targets shown at once; a click shows the rest, so that a topic stays comparable on one screen. */
const SHOWN_AT_ONCE = 6;

function TargetLine({ target }: { target: ShownTarget }) {
  const limits = [target.by === null ? '' : factStrings.byYear(target.by), target.frequency ?? ''].filter(
    (limit) => limit !== '',
  );
  const value = valueText(target);
  return (
    <li>
      <a class="fact-line" href={wordsAddress(target)} title={target.words}>
        {target.name}
        {value === factStrings.none ? null : <strong> {value}</strong>}
        {limits.length === 0 ? null : <span class="fact-limits"> {limits.join('，')}</span>}
      </a>
    </li>
  );
}

function SideContent(props: { targets: ShownTarget[]; heading: ShownTopic['headings'][number]; id: string }) {
  const { targets, heading, id } = props;
  if (targets.length === 0) {
    return (
      <>
        <span class="fact-empty">{factStrings.noTarget}</span>
        {heading === null ? null : (
          <a
            class="fact-heading"
            href={wordsAddress({ documentId: id, clauseId: `h-${heading.start}`, ...heading })}
          >
            {factStrings.heading(heading.title)}
          </a>
        )}
      </>
    );
  }
  const lines = targets.map((target) => <TargetLine key={target.start} target={target} />);
  const rest = lines.slice(SHOWN_AT_ONCE);
  return (
    <>
      <ul>{lines.slice(0, SHOWN_AT_ONCE)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{factStrings.more(rest.length)}</summary>
          <ul>{rest}</ul>
        </details>
      )}
    </>
  );
}

function TopicRow({ topic, documents }: { topic: ShownTopic; documents: NamedDocument[] }) {
  return (
    <tr>
      <th scope="row">
        {topic.topic}
        <span class={`state ${topic.state}`}>{factStrings.states[topic.state] ?? ''}</span>
      </th>
      {documents.map((document, side) => (
        <td key={document.id}>
          {/* Only where the columns stand below each other (a phone) does every cell name its document. */}
          <p class="side-name">{`${document.title}（${document.status}）`}</p>
          <SideContent
            targets={topic.sides[side] ?? []}
            heading={topic.headings[side] ?? null}
            id={document.id}
          />
        </td>
      ))}
    </tr>
  );
}

function CompareFilters(props: {
  documents: NamedDocument[];
  chosen: NamedDocument[];
  query: FactsInput<unknown>['query'];
}) {
  const choices = documentChoices(props.documents);
  const [a, b] = props.chosen;
  const { sort, state } = props.query;
  return (
    <FilterForm address="/compare" submit={factStrings.compare} isNarrowed={false} sort={sort}>
      <ChoiceField name="a" label={factStrings.first} choices={choices} chosen={a?.id} />
      <ChoiceField name="b" label={factStrings.second} choices={choices} chosen={b?.id} />
      <ChoiceField
        name="state"
        label={tableStrings.state}
        choices={[['', tableStrings.everyState], ...Object.entries(factStrings.states)]}
        chosen={state}
      />
    </FilterForm>
  );
}

/** The page that sets two documents side by side, topic by topic. */
export function CompareContent({ list, documents, query, year }: FactsInput<ShownComparison>) {
  const chosen = list.topics.filter(({ state }) => !query.state || state === query.state);
  const { rows: topics, order } = orderTopics(chosen, query.sort);
  const address = { path: '/compare', query };
  const count = (wanted: string) => list.topics.filter(({ state }) => state === wanted).length;
  return (
    <>
      <h1>{factStrings.compareTitle}</h1>
      <p class="facts">{factStrings.compareLead}</p>
      <CompareFilters documents={documents} chosen={list.documents} query={query} />
      <FactSummary
        text={factStrings.counts(count('both'), count('one'), count('neither'))}
        address="/api/compare"
        query={{ ...csvQuery(list.documents), sort: query.sort }}
      />
      <table class="compare-table">
        <thead>
          <tr>
            <SortHead
              id="topic"
              label={factStrings.topic}
              order={order}
              address={address}
              class="topic-head"
            />
            {list.documents.map((document, side) => (
              <SortHead
                key={document.id}
                id={SIDES[side]!}
                label={tableStrings.targetsOfSide}
                order={order}
                address={address}
              >
                <DocumentName document={document} year={year} />
                <DocumentNote document={document} />
              </SortHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <TopicRow key={topic.topic} topic={topic} documents={list.documents} />
          ))}
        </tbody>
      </table>
    </>
  );
}
