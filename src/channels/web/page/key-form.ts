import { toDom } from './dom.ts';
import { storeKey } from './service.ts';
import { strings } from './strings.ts';
import { h } from './view.ts';

/** A form that asks for the access key, keeps it for this tab and then goes on. */
export function keyForm(message: string, onKey: () => void): HTMLElement {
  const form = toDom(
    h(
      'form',
      { class: 'notice key' },
      h('p', {}, message),
      h('input', {
        type: 'password',
        'aria-label': strings.keyLabel,
        placeholder: strings.keyLabel,
        autocomplete: 'off',
        required: '',
      }),
      h('button', { type: 'submit' }, strings.keySave),
    ),
  ) as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = form.querySelector('input')?.value.trim() ?? '';
    if (key === '') return;
    storeKey(key);
    form.remove();
    onKey();
  });
  return form;
}
