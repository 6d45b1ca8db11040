/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { strings } from '../strings.ts';
import type { ChatActions, ChatState } from './chat-state.ts';
import type { ConversationSummary } from './conversation-shelf.ts';

/** The conversations of this browser: begin one, find one, go on with one. */
export function HistoryPanel({ state, actions }: { state: ChatState; actions: ChatActions }) {
  return (
    <nav class="history" id="history" aria-label={strings.history}>
      <a
        class="new-chat"
        href="/"
        onClick={(event) => {
          event.preventDefault();
          actions.startNew();
        }}
      >
        {strings.newChat}
      </a>
      {state.isLive ? <SavedList state={state} actions={actions} /> : null}
    </nav>
  );
}

function SavedList({ state, actions }: { state: ChatState; actions: ChatActions }) {
  const { saved, searched, id } = state;
  const search = useRef<HTMLInputElement>(null);
  const count = useRef(saved.length);
  useEffect(() => {
    // A conversation was deleted, and the button that did it went with it.
    if (saved.length < count.current && isFocusLost()) search.current?.focus();
    count.current = saved.length;
  }, [saved.length]);
  return (
    <>
      <input
        ref={search}
        type="search"
        class="history-search"
        aria-label={strings.searchHistory}
        placeholder={strings.searchHistory}
        value={searched}
        onInput={(event) => actions.search(event.currentTarget.value)}
      />
      {saved.length === 0 ? (
        <p class="facts">{searched === '' ? strings.noHistory : strings.nothingFound}</p>
      ) : (
        <ul>
          {saved.map((summary) => (
            <SavedItem key={summary.id} summary={summary} isCurrent={summary.id === id} actions={actions} />
          ))}
        </ul>
      )}
      <p class="history-note">{strings.historyNote}</p>
    </>
  );
}

/** True where what had the focus is gone. */
function isFocusLost(): boolean {
  return document.activeElement === document.body;
}

const NEXT_FOCUS = { shown: '.saved-title', naming: 'input', removing: '.asking .quiet:not(.danger)' };

function SavedItem(props: { summary: ConversationSummary; isCurrent: boolean; actions: ChatActions }) {
  const { summary, isCurrent, actions } = props;
  const [mode, setMode] = useState<'shown' | 'naming' | 'removing'>('shown');
  const item = useRef<HTMLLIElement>(null);
  const before = useRef(mode);
  useEffect(() => {
    // What was pressed is gone: its place is taken by what decides, after that by the conversation itself.
    if (before.current !== mode && isFocusLost())
      item.current?.querySelector<HTMLElement>(NEXT_FOCUS[mode])?.focus();
    before.current = mode;
  }, [mode]);
  if (mode === 'naming') {
    const done = (title: string) => {
      if (title !== '') actions.renameSaved(summary.id, title);
      setMode('shown');
    };
    return (
      <li ref={item}>
        <TitleForm title={summary.title} onDone={done} />
      </li>
    );
  }
  return (
    <li class={isCurrent ? 'saved is-current' : 'saved'} ref={item}>
      <button
        type="button"
        class="saved-title"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => actions.openSaved(summary.id)}
      >
        {summary.title}
      </button>
      {mode === 'removing' ? (
        <span class="saved-tools asking">
          <button type="button" class="quiet danger" onClick={() => actions.removeSaved(summary.id)}>
            {strings.removeSure}
          </button>
          <button type="button" class="quiet" onClick={() => setMode('shown')}>
            {strings.cancel}
          </button>
        </span>
      ) : (
        <span class="saved-tools">
          <button
            type="button"
            class="quiet"
            aria-label={strings.renameChat(summary.title)}
            onClick={() => setMode('naming')}
          >
            {strings.rename}
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={strings.removeChat(summary.title)}
            onClick={() => setMode('removing')}
          >
            {strings.remove}
          </button>
        </span>
      )}
    </li>
  );
}

function TitleForm({ title, onDone }: { title: string; onDone: (title: string) => void }) {
  return (
    <form
      class="title-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(event.currentTarget.querySelector('input')?.value.trim() ?? '');
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone('');
      }}
    >
      <input
        aria-label={strings.titleLabel}
        maxLength={60}
        defaultValue={title}
        ref={(field) => field?.focus()}
        onBlur={(event) => onDone(event.currentTarget.value.trim())}
      />
    </form>
  );
}
