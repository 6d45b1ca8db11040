/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, Ref } from 'preact';
import { strings } from '../strings.ts';
import { AskForm } from './ask-form.tsx';
import type { ChatActions, ChatInput, ChatState } from './chat-state.ts';
import { FirstScreen } from './first-screen.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { TurnView } from './turn-view.tsx';
import type { FirstScreenFilling } from './use-first-screen.ts';

/** What the browser adds to the chat: its box, its source beside it. The server has none of it. */
export interface ChatFittings {
  box: Ref<HTMLTextAreaElement> | null;
  onSend: () => void;
  onBoxInput: () => void;
  isHistoryOpen: boolean;
  toggleHistory: () => void;
  reader: ComponentChildren;
  /** What the first screen shows in the browser, where a key is needed; null where the server has written it. */
  first: FirstScreenFilling | null;
}

/** The fittings of a page that nobody has brought to life yet. */
export const NO_FITTINGS: ChatFittings = {
  ...{ box: null, isHistoryOpen: false, reader: null, first: null },
  onSend: () => undefined,
  onBoxInput: () => undefined,
  toggleHistory: () => undefined,
};

/** The whole chat; knows nothing of the browser, so that the server writes the same. */
export function ChatView(props: {
  input: ChatInput;
  state: ChatState;
  actions: ChatActions;
  fittings: ChatFittings;
}) {
  const { input, state, actions, fittings } = props;
  const isNew = state.turns.length === 0;
  const look = [
    'columns',
    state.isLive && 'live',
    fittings.isHistoryOpen && 'with-history',
    fittings.reader && 'with-reader',
  ]
    .filter(Boolean)
    .join(' ');
  const isWorking = state.turns.some(({ askedAt }) => askedAt !== 0);
  return (
    <div class={look}>
      {fittings.isHistoryOpen ? <Scrim onClick={fittings.toggleHistory} /> : null}
      <HistoryPanel state={state} actions={actions} />
      <main class={isNew ? 'conversation new' : 'conversation'}>
        <ChatBar state={state} actions={actions} fittings={fittings} />
        <LinkState link={state.link} />
        <div id="turns">
          {isNew ? (
            <FirstScreen input={input} first={fittings.first} />
          ) : (
            <Turns state={state} actions={actions} />
          )}
        </div>
        <AskForm
          address={input.address}
          question={isNew ? input.question : ''}
          needsKey={input.needsKey}
          isWorking={isWorking}
          box={fittings.box}
          onSend={fittings.onSend}
          onStop={actions.stop}
          onInput={fittings.onBoxInput}
        />
      </main>
      <aside id="source" class="source" hidden={!fittings.reader} aria-label={strings.sourceTitle}>
        {fittings.reader}
      </aside>
      <p class="hidden" role="status">
        {state.announcement}
      </p>
    </div>
  );
}

/** What lies behind something that covers the page: a click closes that. */
function Scrim({ onClick }: { onClick: () => void }) {
  return <button type="button" class="scrim" tabIndex={-1} aria-label={strings.close} onClick={onClick} />;
}

/** Where there is no room for the list of conversations: its button, the title, and a new conversation. */
function ChatBar(props: { state: ChatState; actions: ChatActions; fittings: ChatFittings }) {
  const { state, actions, fittings } = props;
  if (!state.isLive) return null;
  return (
    <div class="chat-bar">
      <button
        type="button"
        class="quiet"
        aria-expanded={fittings.isHistoryOpen}
        aria-controls="history"
        onClick={fittings.toggleHistory}
      >
        {strings.history}
      </button>
      <span class="chat-title">{state.title}</span>
      <button type="button" class="quiet" onClick={actions.startNew}>
        {strings.newChat}
      </button>
    </div>
  );
}

function LinkState({ link }: { link: ChatState['link'] }) {
  return (
    <div class="link-state" role="status">
      {link === 'ok' ? null : <p class="notice">{strings.linkStates[link]}</p>}
    </div>
  );
}

function Turns({ state, actions }: { state: ChatState; actions: ChatActions }) {
  const { turns, shown, isLive } = state;
  const hidden = Math.max(0, turns.length - shown);
  return (
    <>
      <h1 class="hidden">{state.title === '' ? strings.name : state.title}</h1>
      {hidden === 0 ? null : (
        <button type="button" class="quiet earlier" onClick={actions.showEarlier}>
          {strings.earlierTurns(hidden)}
        </button>
      )}
      {turns.slice(hidden).map((turn, place) => {
        const later = turns.length - 1 - (hidden + place);
        return (
          <TurnView
            key={turn.id}
            turn={turn}
            actions={actions}
            isLatest={later === 0}
            isLive={isLive}
            later={later}
          />
        );
      })}
    </>
  );
}
