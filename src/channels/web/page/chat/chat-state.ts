import type { Answer } from '../../../../answering/answer.ts';
import type { SourceDocument } from '../reader/source-view.tsx';
import type { ConversationSummary } from './conversation-shelf.ts';
import { newTurn, type Turn } from './turn.ts';

/** What a first screen proposes. */
export interface FirstScreenContent {
  documents: Omit<SourceDocument, 'outline'>[];
  problems: { file: string; message: string }[];
  /** Questions that the documents can answer. */
  firstQuestions: string[];
}

/** What the server knows when it writes the chat page; the script begins with the same. */
export interface ChatInput extends FirstScreenContent {
  /** Where this chat is: `/`, or where it stands in a frame of another site. */
  address: string;
  /** The question of the address, with its answer or why there is none. */
  question: string;
  answer: Answer | null;
  /** What the page says instead of a conversation: not ready, question refused. */
  fault: string | null;
  needsKey: boolean;
}

/** What a chat begins with where there is nothing yet to show. */
export function emptyInput(question: string, needsKey: boolean, address = '/'): ChatInput {
  return {
    ...{ address, question, needsKey, answer: null, fault: null },
    ...{ documents: [], problems: [], firstQuestions: [] },
  };
}

/** Everything the chat shows. */
export interface ChatState {
  id: string;
  title: string;
  turns: Turn[];
  /** Turns drawn, from the last one: a long conversation opens at its end. */
  shown: number;
  saved: ConversationSummary[];
  searched: string;
  /** Whether the service can be reached. */
  link: 'ok' | 'offline' | 'lost';
  /** True once the script runs: what needs it is shown only then. */
  isLive: boolean;
  /** Said to screen readers. */
  announcement: string;
}

/** Turns drawn at first, and more at a time after that. */
export const SHOWN_TURNS = 20;

/** The state that server and script both begin with, so that the script takes over what it finds. */
export function initialState({ question, answer, fault }: ChatInput): ChatState {
  const turn: Turn = { ...newTurn(question), id: 'first', answer };
  if (fault !== null) turn.fault = { kind: 'refused', message: fault, retryAt: 0 };
  return {
    ...{ id: '', title: '', saved: [], searched: '', link: 'ok', isLive: false, announcement: '' },
    turns: question === '' || (answer === null && fault === null) ? [] : [turn],
    shown: SHOWN_TURNS,
  };
}

/** What people can do in the chat; the server writes the page without any of it. */
export interface ChatActions {
  ask(question: string): void;
  stop(): void;
  retry(turnId: string): void;
  edit(turnId: string, question: string): void;
  giveKey(key: string, turnId: string): void;
  judge(turnId: string, verdict: 'up' | 'down', comment: string): Promise<void>;
  showEarlier(): void;
  startNew(): void;
  openSaved(id: string): void;
  renameSaved(id: string, title: string): void;
  removeSaved(id: string): void;
  search(words: string): void;
  copy(turnId: string): Promise<void>;
  copyLink(turnId: string): Promise<void>;
  print(turnId: string): void;
}
