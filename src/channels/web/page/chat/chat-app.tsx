/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { questionAddress } from '../clause-address.ts';
import { copy } from '../clipboard.ts';
import { giveFeedback, storeKey } from '../service.ts';
import type { Chat } from './chat.ts';
import { type ChatActions, type ChatInput, type ChatState, initialState } from './chat-state.ts';
import { ChatView, NO_FITTINGS } from './chat-view.tsx';
import { ChipPreview } from './chip-preview.tsx';
import { copiedAnswer } from './copy-answer.tsx';
import { listenToKeys } from './keys.ts';
import { takeLink } from './links.ts';
import { printTurn } from './print-turn.ts';
import { startChat } from './start-chat.ts';
import { useDrawer } from './use-drawer.ts';
import { useFirstScreen } from './use-first-screen.ts';
import { loadReader, useReader } from './use-reader.tsx';

/** The chat in the browser: the same view as the server's, with a state that changes. */
export function ChatApp({ input, root }: { input: ChatInput; root: HTMLElement }) {
  const [state, setState] = useState<ChatState>(() => initialState(input));
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const running = useRef<{ chat: Chat; actions: ChatActions } | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const reader = useReader();
  const focusBox = () => box.current?.focus();
  const first = useFirstScreen(input, state.isLive && state.turns.length === 0, focusBox);
  const leave = useRef(() => {});
  leave.current = () => {
    if (isHistoryOpen) setHistoryOpen(false);
    else if (running.current?.chat.isWorking) running.current.chat.stop();
    else reader.close();
  };

  useEffect(() => {
    const chat = startChat(input, setState);
    running.current = { chat, actions: actionsOf(chat, () => setHistoryOpen(false)) };
    setState(chat.state);
    readyBox(box.current, input);
    return listenToKeys({ focusBox, leave: () => leave.current() });
  }, [input]);
  useEffect(() => {
    const take = (event: MouseEvent) =>
      takeLink(event, state.turns, {
        open: reader.open,
        ask: (question) => running.current?.chat.ask(question),
      });
    root.addEventListener('click', take);
    return () => root.removeEventListener('click', take);
  });
  useGoToAsked(state);
  useLeftSource(state, reader.close);
  useDrawer(isHistoryOpen);

  const send = () => {
    const field = box.current;
    if (field === null || running.current === null || field.value.trim() === '') return;
    const question = field.value;
    field.value = '';
    fitBox(field);
    running.current.actions.ask(question);
  };
  const fittings = {
    ...{ box, isHistoryOpen, onSend: send, reader: reader.view, first },
    onBoxInput: () => box.current !== null && fitBox(box.current),
    toggleHistory: () => setHistoryOpen(!isHistoryOpen),
  };
  const actions = running.current?.actions ?? NO_ACTIONS;
  return (
    <>
      <ChatView input={input} state={state} actions={actions} fittings={{ ...NO_FITTINGS, ...fittings }} />
      <ChipPreview root={root} turns={state.turns} />
    </>
  );
}

/** Until the script has begun, which is the same moment for the reader. */
const NO_ACTIONS = {} as ChatActions;

function actionsOf(chat: Chat, closeHistory: () => void): ChatActions {
  const thenClose =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given) => {
      act(...given);
      closeHistory();
    };
  return {
    ask: (question) => chat.ask(question),
    stop: () => chat.stop(),
    retry: (turnId) => chat.retry(turnId),
    edit: (turnId, question) => chat.edit(turnId, question),
    giveKey(key, turnId) {
      storeKey(key);
      chat.retry(turnId);
    },
    async judge(turnId, verdict, comment) {
      const answerId = chat.turn(turnId)?.answer?.id ?? '';
      await giveFeedback({ answerId, verdict, comment });
      chat.setVerdict(turnId, verdict);
    },
    showEarlier: () => chat.showEarlier(),
    startNew: thenClose(() => chat.startNew()),
    openSaved: thenClose((id: string) => chat.openSaved(id)),
    renameSaved: (id, title) => chat.renameSaved(id, title),
    removeSaved: (id) => chat.removeSaved(id),
    search: (words) => chat.search(words),
    async copy(turnId) {
      const turn = chat.turn(turnId);
      if (turn?.answer) await copy(copiedAnswer(turn.question, turn.answer, location.origin));
    },
    async copyLink(turnId) {
      const question = chat.turn(turnId)?.question ?? '';
      await copy({ text: location.origin + questionAddress(question) });
    },
    print: printTurn,
  };
}

/** Which turn is under way, and since when; '' where none is. */
function askedKey({ turns }: ChatState): string {
  const asked = turns.find(({ askedAt }) => askedAt !== 0);
  return asked === undefined ? '' : `${asked.id} ${asked.askedAt}`;
}

/** Closes the source that an earlier answer opened, once another question or conversation takes its place. */
function useLeftSource(state: ChatState, close: () => void): void {
  const key = askedKey(state);
  useEffect(() => close(), [state.id]);
  useEffect(() => {
    if (key !== '') close();
  }, [key]);
}

/** Brings the turn under way to the top of the window, once, so that its answer can be read from its beginning. */
function useGoToAsked(state: ChatState): void {
  const key = askedKey(state);
  useEffect(() => {
    if (key === '') return;
    void loadReader();
    const turn = document.querySelector<HTMLElement>(`[data-turn="${CSS.escape(key.split(' ')[0] ?? '')}"]`);
    turn?.scrollIntoView();
    // What asked it (a suggestion, an edited question, 再试一次) is gone, and the focus with it.
    if (document.activeElement === document.body) turn?.focus({ preventScroll: true });
  }, [key]);
}

function readyBox(box: HTMLTextAreaElement | null, { question }: ChatInput): void {
  if (box === null) return;
  // The question of the address is under way; anything else was typed before this script came.
  if (question !== '') box.value = '';
  fitBox(box);
  // A phone would open its keyboard over the page.
  if (matchMedia('(hover: hover)').matches) box.focus({ preventScroll: true });
}

/** The box grows with what is typed; its greatest height is in the style sheet. */
function fitBox(box: HTMLTextAreaElement): void {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
}
