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
import { addressWith } from './sort-head.tsx';

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
  {
    ...{ id: 'task', label: factStrings.task, class: 'fact-name' },
    cell: ({ task }) => task || factStrings.none,
    key: ({ task }) => task || null,
  },
  { id: 'units', label: factStrings.unit, class: 'fact-words', cell: unitsText, key: unitsText },
  // By place is as the document has it.
  { id: 'place', label: factStrings.place, class: 'fact-place', cell: placeText, key: ({ start }) => start },
];

/** Duties in the order of a table's head, within each document. */
export function orderDuties<Row extends ShownDuty>(duties: Row[], sort: string | undefined): Row[] {
  return orderWithin(duties, COLUMNS, sort);
}

function DutyFilters({ documents, query }: FactsInput<ShownDuties>) {
  return (
    <FilterForm address="/duties" submit={factStrings.apply} isNarrowed={isNarrowed(query)} sort={query.sort}>
      <ChoiceField
        name="documentId"
        label={factStrings.document}
        choices={[['', factStrings.everyDocument], ...documentChoices(documents)]}
        chosen={query.documentId}
      />
      <WordsField name="unit" label={factStrings.unit} hint={factStrings.unitHint} value={query.unit} />
      <WordsField name="task" label={factStrings.task} hint={factStrings.taskHint} value={query.task} />
    </FilterForm>
  );
}

/** Every unit with the number of its tasks; a click lists them. */
function UnitsView({ list, query }: FactsInput<ShownDuties>) {
  if (list.units.length === 0) return null;
  const address = (unit: string) => addressWith({ path: '/duties', query }, { unit });
  return (
    <details class="contents units" open>
      <summary>{factStrings.byUnit(list.units.length)}</summary>
      <ul>
        {list.units.map(({ name, tasks }) => (
          <li key={name}>
            <a data-go="" href={address(name)} aria-current={name === query.unit ? 'true' : undefined}>
              {name}
            </a>{' '}
            {tasks}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The page of duties: filters, the units, and a table of tasks for each document. */
export function DutiesContent(input: FactsInput<ShownDuties>) {
  return (
    <>
      <h1>{factStrings.dutiesTitle}</h1>
      <p class="facts">{factStrings.dutiesLead}</p>
      <DutyFilters {...input} />
      <FactSummary
        text={factStrings.dutiesTotal(input.list.total)}
        address="/api/duties"
        query={input.query}
      />
      <UnitsView {...input} />
      <FactTables
        rows={input.list.duties}
        columns={COLUMNS}
        none={factStrings.noDuties}
        input={input}
        path="/duties"
      />
    </>
  );
}
