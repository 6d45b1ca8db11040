/** @jsxRuntime automatic @jsxImportSource preact */

import type { WordsPlace } from '../words-address.ts';
import { ChoiceField, documentChoices, FilterForm, isNarrowed, WordsField } from './fact-filters.tsx';
import { factStrings } from './fact-strings.ts';
import {
  type FactColumn,
  FactSummary,
  type FactsInput,
  FactTables,
  orderWithin,
  placeText,
} from './fact-table.tsx';
import { TargetFigure } from './target-figure.tsx';

/** A target of `/api/targets`, as far as the pages show it. */
export interface ShownTarget extends WordsPlace {
  path: string[];
  page: number | null;
  topic: string;
  name: string;
  value: number | null;
  upper: number | null;
  unit: string;
  comparator: string;
  by: number | null;
  frequency: string | null;
  appliesTo: string | null;
  isPast: boolean;
  words: string;
}

/** What `/api/targets` gives. */
export interface ShownTargets {
  targets: ShownTarget[];
  total: number;
  topics: string[];
}

/** Comparators that are printed behind the value. */
const BEHIND = /^(?:及?以[上下内]|之?内|左右)/;

/** A value with how it compares, as a sentence would have it: 达到93%以上, 2—3所. */
export function valueText({ value, upper, unit, comparator }: ShownTarget): string {
  if (value === null) return comparator === '' ? factStrings.none : comparator;
  const amount = `${value}${upper === null ? '' : `—${upper}`}${unit}`;
  if (comparator.includes('…')) return comparator.replace('…', amount);
  return BEHIND.test(comparator) ? `${amount}${comparator}` : `${comparator}${amount}`;
}

const COLUMNS: FactColumn<ShownTarget>[] = [
  {
    ...{ id: 'topic', label: factStrings.topic, class: 'fact-short' },
    cell: ({ topic }) => topic,
    key: ({ topic }) => topic,
  },
  {
    ...{ id: 'name', label: factStrings.name, class: 'fact-name' },
    cell: ({ name }) => name,
    key: ({ name }) => name,
  },
  {
    ...{ id: 'value', label: factStrings.value },
    cell: ValueCell, // A number says nothing beside one of another unit: 300元 is not more than 93%.
    key: ({ value, unit }) => (value === null ? null : [unit, value]),
  },
  {
    ...{ id: 'by', label: factStrings.by, class: 'fact-short' },
    cell: ({ by }) => (by === null ? factStrings.none : factStrings.byYear(by)),
    key: ({ by }) => by,
  },
  {
    ...{ id: 'frequency', label: factStrings.frequency, class: 'fact-short' },
    cell: ({ frequency }) => frequency ?? factStrings.none,
    key: ({ frequency }) => frequency,
  },
  {
    ...{ id: 'applies', label: factStrings.appliesTo, class: 'fact-short' },
    cell: ({ appliesTo }) => appliesTo ?? factStrings.none,
    key: ({ appliesTo }) => appliesTo,
  },
  {
    ...{ id: 'words', label: factStrings.words, class: 'fact-words' },
    cell: ({ words }) => words,
    key: ({ words }) => words,
  },
  // By place is as the document has it.
  { id: 'place', label: factStrings.place, class: 'fact-place', cell: placeText, key: ({ start }) => start },
];

/** Targets in the order of a table's head, within each document. */
export function orderTargets<Row extends ShownTarget>(targets: Row[], sort: string | undefined): Row[] {
  return orderWithin(targets, COLUMNS, sort);
}

function ValueCell(target: ShownTarget) {
  const text = valueText(target);
  if (!target.isPast) return text;
  return (
    <span>
      {text} <span class="status">{factStrings.done}</span>
    </span>
  );
}

function TargetFilters({ list, documents, query }: FactsInput<ShownTargets>) {
  const { documentId, topic = '', q, past } = query;
  const topics = topic === '' || list.topics.includes(topic) ? list.topics : [...list.topics, topic];
  return (
    <FilterForm
      address="/targets"
      submit={factStrings.apply}
      isNarrowed={isNarrowed(query)}
      sort={query.sort}
    >
      <ChoiceField
        name="documentId"
        label={factStrings.document}
        choices={[['', factStrings.everyDocument], ...documentChoices(documents)]}
        chosen={documentId}
      />
      <ChoiceField
        name="topic"
        label={factStrings.topic}
        choices={[['', factStrings.everyTopic], ...topics.map((name): [string, string] => [name, name])]}
        chosen={topic}
      />
      <ChoiceField
        name="past"
        label={factStrings.kind}
        choices={Object.entries(factStrings.kinds)}
        chosen={past === 'false' ? '' : past}
      />
      <WordsField name="q" label={factStrings.text} hint={factStrings.textHint} value={q} />
    </FilterForm>
  );
}

/** The page of targets: filters, count, and a table for each document. */
export function TargetsContent(input: FactsInput<ShownTargets>) {
  return (
    <>
      <h1>{factStrings.targetsTitle}</h1>
      <p class="facts">{factStrings.targetsLead}</p>
      <TargetFilters {...input} />
      <FactSummary
        text={factStrings.targetsTotal(input.list.total)}
        address="/api/targets"
        query={input.query}
      />
      <TargetFigure targets={input.list.targets} topics={input.list.topics} />
      <FactTables
        rows={input.list.targets}
        columns={COLUMNS}
        none={factStrings.noTargets}
        input={input}
        path="/targets"
      />
    </>
  );
}
