import { choiceField, documentChoices, filterForm, wordsField } from './fact-filters.ts';
import { factStrings } from './fact-strings.ts';
import { type FactColumn, type FactsInput, factSummary, factTables, placeText } from './fact-table.ts';
import { h, type View } from './view.ts';
import type { WordsPlace } from './words-address.ts';

/** A duty of `/api/duties`, as far as the page shows it. */
interface ShownDuty extends WordsPlace {
  path: string[];
  task: string;
  units: string[];
  roles: { role: string; units: string[] }[];
}

/** The units of a duty, told apart by what they do where the document does so. */
export function unitsText({ units, roles }: Pick<ShownDuty, 'units' | 'roles'>): string {
  if (roles.length === 0) return units.join('、');
  return roles.map((part) => `${part.role}：${part.units.join('、')}`).join('；');
}

/** What `/api/duties` gives. */
export interface ShownDuties {
  duties: ShownDuty[];
  total: number;
  units: { name: string; tasks: number }[];
}

const COLUMNS: FactColumn<ShownDuty>[] = [
  { label: factStrings.task, cell: ({ task }) => task || factStrings.none, class: 'fact-name' },
  { label: factStrings.unit, cell: unitsText, class: 'fact-words' },
  { label: factStrings.place, cell: placeText, class: 'fact-place' },
];

function dutyFilters({ documents, query }: FactsInput<ShownDuties>): View {
  const fields = [
    choiceField(
      { name: 'documentId', label: factStrings.document },
      [['', factStrings.everyDocument], ...documentChoices(documents)],
      query.documentId,
    ),
    wordsField({ name: 'unit', label: factStrings.unit, hint: factStrings.unitHint }, query.unit),
    wordsField({ name: 'task', label: factStrings.task, hint: factStrings.taskHint }, query.task),
  ];
  return filterForm('/duties', fields, {
    submit: factStrings.apply,
    isNarrowed: Object.values(query).some((value) => value !== ''),
  });
}

/** Every unit with the number of its tasks; a click lists them. */
function unitsView({ list, query }: FactsInput<ShownDuties>): View | null {
  if (list.units.length === 0) return null;
  const address = (unit: string) =>
    `/duties?${new URLSearchParams({ ...(query as Record<string, string>), unit })}`;
  return h(
    'details',
    { class: 'contents units', open: '' },
    h('summary', {}, factStrings.byUnit(list.units.length)),
    h(
      'ul',
      {},
      ...list.units.map(({ name, tasks }) =>
        h(
          'li',
          {},
          h('a', { href: address(name), 'aria-current': name === query.unit ? 'true' : null }, name),
          ` ${tasks}`,
        ),
      ),
    ),
  );
}

/** The page of duties: filters, the units, and a table of tasks for each document. */
export function dutiesContent(input: FactsInput<ShownDuties>): View[] {
  const units = unitsView(input);
  return [
    h('h1', {}, factStrings.dutiesTitle),
    h('p', { class: 'facts' }, factStrings.dutiesLead),
    dutyFilters(input),
    factSummary(factStrings.dutiesTotal(input.list.total), '/api/duties', input.query),
    ...(units === null ? [] : [units]),
    ...factTables(input.list.duties, { columns: COLUMNS, none: factStrings.noDuties }, input),
  ];
}
