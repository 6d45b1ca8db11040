import { factStrings } from './fact-strings.ts';
import type { NamedDocument } from './fact-table.ts';
import { h, type View } from './view.ts';

/** A choice of a filter form: the value sent, and what it is called. */
type Choice = [value: string, label: string];

/** A form that filters a page of facts by its address, so that what is seen can be shared. */
export function filterForm(
  address: string,
  fields: View[],
  { submit, isNarrowed }: { submit: string; isNarrowed: boolean },
): View {
  return h(
    'form',
    { class: 'filters', action: address, method: 'get' },
    ...fields,
    h('button', { type: 'submit' }, submit),
    isNarrowed ? h('a', { class: 'quiet', href: address }, factStrings.everything) : null,
  );
}

/** A field that chooses one of several values. */
export function choiceField(
  { name, label }: { name: string; label: string },
  choices: Choice[],
  chosen = '',
): View {
  const options = choices.map(([value, text]) =>
    h('option', { value, selected: value === chosen ? '' : null }, text),
  );
  return h('label', {}, h('span', {}, label), h('select', { name }, ...options));
}

/** A field that takes words. */
export function wordsField(
  { name, label, hint }: { name: string; label: string; hint: string },
  value = '',
): View {
  return h(
    'label',
    {},
    h('span', {}, label),
    h('input', { type: 'search', name, value, placeholder: hint, autocomplete: 'off' }),
  );
}

/** The documents as choices; a draft is told apart in the list too. */
export function documentChoices(documents: NamedDocument[]): Choice[] {
  return documents.map(({ id, title, status }) => [id, `${title}（${status}）`]);
}
