import { choiceField, documentChoices, filterForm } from './fact-filters.ts';
import { factStrings } from './fact-strings.ts';
import { documentName, documentNote, type FactsInput, type NamedDocument } from './fact-table.ts';
import type { SourceSpan } from './source-blocks.ts';
import { type ShownTarget, valueText } from './targets-view.ts';
import { h, type View } from './view.ts';
import { wordsAddress } from './words-address.ts';

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

/** Targets shown at once; a click shows the rest, so that a topic stays comparable on one screen. */
const SHOWN_AT_ONCE = 6;

function targetLine(target: ShownTarget): View {
  const limits = [target.by === null ? '' : factStrings.byYear(target.by), target.frequency ?? ''].filter(
    (limit) => limit !== '',
  );
  const value = valueText(target);
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'fact-line', href: wordsAddress(target), title: target.words },
      target.name,
      value === factStrings.none ? null : h('strong', {}, ` ${value}`),
      limits.length === 0 ? null : h('span', { class: 'fact-limits' }, ` ${limits.join('，')}`),
    ),
  );
}

function sideContent(targets: ShownTarget[], heading: ShownTopic['headings'][number], id: string): View[] {
  if (targets.length > 0) {
    const lines = targets.map(targetLine);
    const rest = lines.slice(SHOWN_AT_ONCE);
    const more = h('details', {}, h('summary', {}, factStrings.more(rest.length)), h('ul', {}, ...rest));
    return [h('ul', {}, ...lines.slice(0, SHOWN_AT_ONCE)), ...(rest.length > 0 ? [more] : [])];
  }
  const none = h('span', { class: 'fact-empty' }, factStrings.noTarget);
  if (!heading) return [none];
  const address = wordsAddress({ documentId: id, clauseId: `h-${heading.start}`, ...heading });
  return [none, h('a', { class: 'fact-heading', href: address }, factStrings.heading(heading.title))];
}

function topicRow({ topic, state, sides, headings }: ShownTopic, documents: NamedDocument[]): View {
  const cells = documents.map((document, side) =>
    h(
      'td',
      {},
      // Only where the columns stand below each other (a phone) does every cell name its document.
      h('p', { class: 'side-name' }, `${document.title}（${document.status}）`),
      ...sideContent(sides[side] ?? [], headings[side] ?? null, document.id),
    ),
  );
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, topic, h('span', { class: `state ${state}` }, factStrings.states[state] ?? '')),
    ...cells,
  );
}

function compareFilters(
  { documents }: Pick<FactsInput<ShownComparison>, 'documents'>,
  [a, b]: NamedDocument[],
): View {
  const choices = documentChoices(documents);
  const fields = [
    choiceField({ name: 'a', label: factStrings.first }, choices, a?.id),
    choiceField({ name: 'b', label: factStrings.second }, choices, b?.id),
  ];
  return filterForm('/compare', fields, { submit: factStrings.compare, isNarrowed: false });
}

/** The page that sets two documents side by side, topic by topic. */
export function compareContent(input: FactsInput<ShownComparison>): View[] {
  const { list, year } = input;
  const count = (wanted: string) => list.topics.filter(({ state }) => state === wanted).length;
  const heads = list.documents.map((document) =>
    h('th', { scope: 'col' }, ...documentName(document, year), documentNote(document)),
  );
  return [
    h('h1', {}, factStrings.compareTitle),
    h('p', { class: 'facts' }, factStrings.compareLead),
    compareFilters(input, list.documents),
    h('p', { class: 'fact-summary' }, factStrings.counts(count('both'), count('one'), count('neither'))),
    h(
      'table',
      { class: 'compare-table' },
      h(
        'thead',
        {},
        h('tr', {}, h('th', { scope: 'col', class: 'topic-head' }, factStrings.topic), ...heads),
      ),
      h('tbody', {}, ...list.topics.map((topic) => topicRow(topic, list.documents))),
    ),
  ];
}
