import type { Turn } from './turn.ts';

/** A conversation as the list names it. */
export interface ConversationSummary {
  id: string;
  title: string;
  updatedAt: number;
  /** Characters it takes in the storage. */
  size: number;
  /** What its questions say, for searching. */
  questions: string;
}

/** A conversation as it is kept. */
export interface SavedConversation {
  id: string;
  title: string;
  turns: Turn[];
}

const LIST_KEY = 'wengui.conversations';
const itemKey = (id: string) => `wengui.conversation.${id}`;

/** Browsers give a site about 5 million characters; half of it leaves room for what else is kept there. */
const SIZE_LIMIT = 2_500_000;
const COUNT_LIMIT = 100;
const TITLE_LENGTH = 40;

/**
 * The conversations of this browser, in a storage of bounded size: the oldest go first. Nothing of them is kept on
 * the server. Without a storage (some web views forbid it) conversations last as long as the page.
 */
export class ConversationShelf {
  private readonly storage: Storage | null;

  constructor(storage: Storage | null) {
    this.storage = storage;
  }

  /** All conversations, the latest first. */
  list(): ConversationSummary[] {
    return this.read<ConversationSummary[]>(LIST_KEY) ?? [];
  }

  /** Conversations whose title or questions hold every one of the words. */
  search(text: string): ConversationSummary[] {
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    return this.list().filter(({ title, questions }) => {
      const all = `${title}\n${questions}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
  }

  load(id: string): SavedConversation | null {
    return this.read<SavedConversation>(itemKey(id));
  }

  /** Keeps a conversation; older ones make room where it is needed. */
  save(conversation: SavedConversation, now = Date.now()): void {
    const { id, title, turns } = conversation;
    const text = JSON.stringify(conversation);
    const questions = turns
      .map(({ question }) => question)
      .join('\n')
      .slice(0, 4000);
    const summary = { id, title, updatedAt: now, size: text.length, questions };
    const others = this.list().filter((other) => other.id !== id);
    const kept = this.dropUntilFits([summary, ...others]);
    this.write(itemKey(id), () => text, kept);
    this.write(LIST_KEY, () => JSON.stringify(kept), kept);
  }

  rename(id: string, title: string): void {
    const saved = this.load(id);
    if (saved === null) return;
    this.write(itemKey(id), () => JSON.stringify({ ...saved, title }), []);
    const list = this.list().map((summary) => (summary.id === id ? { ...summary, title } : summary));
    this.write(LIST_KEY, () => JSON.stringify(list), []);
  }

  remove(id: string): void {
    const list = this.list().filter((summary) => summary.id !== id);
    this.storage?.removeItem(itemKey(id));
    this.write(LIST_KEY, () => JSON.stringify(list), []);
  }

  private dropUntilFits(list: ConversationSummary[]): ConversationSummary[] {
    const kept = [...list];
    const size = () => kept.reduce((sum, summary) => sum + summary.size, 0);
    while (kept.length > 1 && (kept.length > COUNT_LIMIT || size() > SIZE_LIMIT)) this.drop(kept);
    return kept;
  }

  private drop(kept: ConversationSummary[]): void {
    const oldest = kept.pop();
    if (oldest !== undefined) this.storage?.removeItem(itemKey(oldest.id));
  }

  private read<Shape>(key: string): Shape | null {
    const text = this.storage?.getItem(key) ?? null;
    if (text === null) return null;
    try {
      return JSON.parse(text);
    } catch (error) {
      // Written by something else, or cut off: as good as not there.
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  /** Writes a text, made anew each time; while the storage is full, the oldest of `droppable` go. */
  private write(key: string, text: () => string, droppable: ConversationSummary[]): void {
    for (;;) {
      try {
        this.storage?.setItem(key, text());
        return;
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        // Full although nothing is left to drop: the conversation lasts as long as the page.
        if (droppable.length <= 1) return;
        this.drop(droppable);
      }
    }
  }
}

/** The storage of this browser, null where it is forbidden (some web views throw at the very name). */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A title out of the first question. */
export function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH)}…`;
}
