/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { factStrings } from './fact-strings.ts';
import type { NamedDocument } from './fact-table.tsx';

/** A choice of a filter form: the value sent, and what it is called. */
type Choice = [value: string, label: string];

/** A form that filters a page of facts by its address, so that what is seen can be shared. */
export function FilterForm(props: {
  address: string;
  submit: string;
  isNarrowed: boolean;
  /** Kept while filters change. */
  sort?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <form class="filters" action={props.address} method="get">
      {props.sort === undefined ? null : <input type="hidden" name="sort" value={props.sort} />}
      {props.children}
      <button type="submit">{props.submit}</button>
      {props.isNarrowed ? (
        <a class="quiet" href={props.address}>
          {factStrings.everything}
        </a>
      ) : null}
    </form>
  );
}

/** A field that chooses one of several values. */
export function ChoiceField(props: {
  name: string;
  label: string;
  choices: Choice[];
  chosen?: string | undefined;
}) {
  return (
    <label>
      <span>{props.label}</span>
      <select name={props.name}>
        {props.choices.map(([value, text]) => (
          <option key={value} value={value} selected={value === (props.chosen ?? '')}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A field that takes words. */
export function WordsField(props: { name: string; label: string; hint: string; value?: string | undefined }) {
  return (
    <label>
      <span>{props.label}</span>
      <input
        type="search"
        name={props.name}
        value={props.value ?? ''}
        placeholder={props.hint}
        autocomplete="off"
      />
    </label>
  );
}

/** The documents as choices; a draft is told apart in the list too. */
export function documentChoices(documents: NamedDocument[]): Choice[] {
  return documents.map(({ id, title, status }) => [id, `${title}（${status}）`]);
}

/** True where something is left out of the page, so that there is more to see. */
export function isNarrowed({ sort: _, ...filters }: Partial<Record<string, string>>): boolean {
  return Object.values(filters).some((value) => value);
}
