import { choiceField, documentChoices, filterForm, wordsField } from './fact-filters.ts';
import { factStrings } from './fact-strings.ts';
import { type FactColumn, type FactsInput, factSummary, factTables, placeText } from './fact-table.ts';
import { h, type View } from './view.ts';
import type { WordsPlace } from './words-address.ts';

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
  { label: factStrings.topic, cell: ({ topic }) => topic, class: 'fact-short' },
  { label: factStrings.name, cell: ({ name }) => name, class: 'fact-name' },
  { label: factStrings.value, cell: valueCell },
  {
    label: factStrings.by,
    cell: ({ by }) => (by === null ? factStrings.none : factStrings.byYear(by)),
    class: 'fact-short',
  },
  {
    label: factStrings.frequency,
    cell: ({ frequency }) => frequency ?? factStrings.none,
    class: 'fact-short',
  },
  { label: factStrings.words, cell: ({ words }) => words, class: 'fact-words' },
  { label: factStrings.place, cell: placeText, class: 'fact-place' },
];

function valueCell(target: ShownTarget): View {
  const text = valueText(target);
  if (!target.isPast) return text;
  return h('span', {}, text, ' ', h('span', { class: 'status' }, factStrings.done));
}

function targetFilters({ list, documents, query }: FactsInput<ShownTargets>): View {
  const { documentId, topic = '', q, past } = query;
  const topics = topic === '' || list.topics.includes(topic) ? list.topics : [...list.topics, topic];
  const fields = [
    choiceField(
      { name: 'documentId', label: factStrings.document },
      [['', factStrings.everyDocument], ...documentChoices(documents)],
      documentId,
    ),
    choiceField(
      { name: 'topic', label: factStrings.topic },
      [['', factStrings.everyTopic], ...topics.map((name): [string, string] => [name, name])],
      topic,
    ),
    choiceField(
      { name: 'past', label: factStrings.kind },
      Object.entries(factStrings.kinds),
      past === 'false' ? '' : past,
    ),
    wordsField({ name: 'q', label: factStrings.text, hint: factStrings.textHint }, q),
  ];
  return filterForm('/targets', fields, {
    submit: factStrings.apply,
    isNarrowed: Object.values(query).some((value) => value !== ''),
  });
}

/** The page of targets: filters, count, and a table for each document. */
export function targetsContent(input: FactsInput<ShownTargets>): View[] {
  return [
    h('h1', {}, factStrings.targetsTitle),
    h('p', { class: 'facts' }, factStrings.targetsLead),
    targetFilters(input),
    factSummary(factStrings.targetsTotal(input.list.total), '/api/targets', input.query),
    ...factTables(input.list.targets, { columns: COLUMNS, none: factStrings.noTargets }, input),
  ];
}
