/** @jsxRuntime automatic @jsxImportSource preact */
import type { Ref } from 'preact';
import { strings } from '../strings.ts';
import { isSendingEnter } from './keys.ts';

/** The ask box; without scripts it is a plain form, which also asks for the key where one is needed. */
export function AskForm(props: {
  /** Where the form leads without a script. */
  address: string;
  question: string;
  needsKey: boolean;
  isWorking: boolean;
  box: Ref<HTMLTextAreaElement> | null;
  onSend: () => void;
  onStop: () => void;
  onInput: () => void;
}) {
  const { isWorking, needsKey, onSend, onStop } = props;
  return (
    <form
      class="ask"
      id="ask"
      action={props.address}
      method={needsKey ? 'post' : 'get'}
      // An empty box must not keep the button from stopping the answer under way.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isWorking) onStop();
        else onSend();
      }}
    >
      <label class="hidden" for="question">
        {strings.askLabel}
      </label>
      {needsKey ? (
        <noscript>
          <label for="key">{strings.keyLabel}</label>
          <input id="key" name="key" type="password" autocomplete="off" />
        </noscript>
      ) : null}
      <div class="ask-row">
        {/* No maxlength: it counts UTF-16 units and cuts silently; the service says what is too long. */}
        <textarea
          id="question"
          name="q"
          rows={1}
          placeholder={strings.askPlaceholder}
          enterkeyhint="send"
          ref={props.box}
          defaultValue={props.question}
          onInput={props.onInput}
          onKeyDown={(event) => {
            if (!isSendingEnter(event)) return;
            event.preventDefault();
            if (!isWorking) onSend();
          }}
        />
        <button type="submit" id="send" class={isWorking ? 'stop' : undefined}>
          {isWorking ? strings.stop : strings.send}
        </button>
      </div>
      <p class="hint">{strings.askHint}</p>
    </form>
  );
}
