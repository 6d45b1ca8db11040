/** @jsxRuntime automatic @jsxImportSource preact */
import { strings } from './strings.ts';

/** A form that asks for the access key and hands it over. */
export function KeyForm({ message, onKey }: { message: string; onKey: (key: string) => void }) {
  return (
    <form
      class="notice key"
      onSubmit={(event) => {
        event.preventDefault();
        const key = event.currentTarget.querySelector('input')?.value.trim() ?? '';
        if (key !== '') onKey(key);
      }}
    >
      <p role="alert">{message}</p>
      <input
        type="password"
        aria-label={strings.keyLabel}
        placeholder={strings.keyLabel}
        autocomplete="off"
        required
      />
      <button type="submit">{strings.keySave}</button>
    </form>
  );
}
