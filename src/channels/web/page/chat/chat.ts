import { isServiceReady, ServiceError } from '../service.ts';
import { strings } from '../strings.ts';
import { type ChatState, SHOWN_TURNS } from './chat-state.ts';
import { type ConversationShelf, titleOf } from './conversation-shelf.ts';
import { newId, newTurn, type Turn, type TurnFault } from './turn.ts';

/** What the chat needs of the world; tests hand in their own. */
export interface ChatParts {
  shelf: ConversationShelf;
  /** Asks the service; see `service.ts`. */
  ask: typeof import('../service.ts').ask;
  /** Told the conversation on the screen, so that a reload can find it again. */
  onConversation: (id: string) => void;
}

/** Earlier questions sent along; the service takes 20 turns. */
const HISTORY_LIMIT = 10;
/** How often a question that was cut off is asked again by itself. */
const RESUME_LIMIT = 2;
const LONGEST_WAIT_MS = 10_000;

/** The conversation on the screen and those on the shelf: every change goes through here, and is told to the one listener. */
export class Chat {
  state: ChatState;
  private readonly parts: ChatParts;
  private readonly onChange: () => void;
  private working: AbortController | null = null;
  private readonly resumed = new Map<string, number>();

  constructor(state: ChatState, parts: ChatParts, onChange: () => void) {
    this.state = { ...state, id: newId(), saved: parts.shelf.list(), isLive: true };
    const [first] = state.turns;
    if (first !== undefined) this.state.title = titleOf(first.question);
    this.parts = parts;
    this.onChange = onChange;
  }

  /** Asks a question, with the earlier ones as its history. */
  ask(text: string): void {
    const question = text.trim();
    if (question === '' || this.working !== null) return;
    const turn = newTurn(question);
    if (this.state.turns.length === 0) this.update({ title: titleOf(question) });
    this.update({ turns: [...this.state.turns, turn], shown: Math.max(this.state.shown, SHOWN_TURNS) });
    void this.run(turn.id);
  }

  /** Asks a question again, in its place. */
  retry(turnId: string): void {
    if (this.working === null) void this.run(turnId);
  }

  /** Asks another question in the place of one; what came after it goes, for it was said about the old one. */
  edit(turnId: string, text: string): void {
    if (this.working !== null) return;
    const place = this.state.turns.findIndex(({ id }) => id === turnId);
    const turn = newTurn(text.trim());
    this.update({ turns: [...this.state.turns.slice(0, place), turn] });
    if (place === 0) this.update({ title: titleOf(turn.question) });
    void this.run(turn.id);
  }

  stop(): void {
    this.working?.abort();
  }

  get isWorking(): boolean {
    return this.working !== null;
  }

  startNew(): void {
    this.stop();
    this.update({ ...{ id: newId(), title: '', turns: [], shown: SHOWN_TURNS }, saved: this.found() });
    this.parts.onConversation('');
  }

  openSaved(id: string): void {
    const saved = this.parts.shelf.load(id);
    if (saved === null) {
      this.update({ saved: this.found() });
      return;
    }
    this.stop();
    this.update({ id, title: saved.title, turns: saved.turns.map(settled), shown: SHOWN_TURNS });
    this.parts.onConversation(id);
  }

  renameSaved(id: string, title: string): void {
    this.parts.shelf.rename(id, title);
    this.update({ saved: this.found(), ...(id === this.state.id ? { title } : {}) });
  }

  removeSaved(id: string): void {
    this.parts.shelf.remove(id);
    if (id === this.state.id) this.startNew();
    else this.update({ saved: this.found() });
  }

  search(words: string): void {
    this.update({ searched: words });
    this.update({ saved: this.found() });
  }

  showEarlier(): void {
    this.update({ shown: this.state.shown + SHOWN_TURNS });
  }

  setVerdict(turnId: string, verdict: 'up' | 'down'): void {
    this.change(turnId, { verdict });
    this.keep();
  }

  turn(turnId: string): Turn | undefined {
    return this.state.turns.find(({ id }) => id === turnId);
  }

  /** Told by the browser that the network went or came. */
  setOnline(isOnline: boolean): void {
    if (!isOnline) this.update({ link: 'offline' });
    else if (this.state.link === 'offline') void this.watchLink();
  }

  /** Another tab has changed the shelf. */
  refreshShelf(): void {
    this.update({ saved: this.found() });
  }

  private found() {
    const { searched } = this.state;
    return searched.trim() === '' ? this.parts.shelf.list() : this.parts.shelf.search(searched);
  }

  private async run(turnId: string): Promise<void> {
    const turn = this.turn(turnId);
    if (turn === undefined) return;
    const work = new AbortController();
    const conversationId = this.state.id;
    this.working = work;
    this.change(turnId, { words: '', answer: null, fault: null, verdict: null, askedAt: Date.now() });
    this.update({ announcement: strings.asking });
    // Kept before it is answered: whoever leaves now finds the question again.
    this.keep();
    let words = '';
    try {
      const answer = await this.parts.ask(
        { question: turn.question, history: this.historyBefore(turnId), conversationId },
        {
          signal: work.signal,
          onDelta: (text) => {
            words += text;
            this.change(turnId, { words });
          },
        },
      );
      this.change(turnId, { answer, words: '', askedAt: 0 });
      this.update({ link: 'ok', announcement: announced(answer) });
    } catch (error) {
      const fault = faultOf(error);
      this.change(turnId, { fault, askedAt: 0 });
      if (fault.kind === 'lost') void this.watchLink();
      if (fault.kind === 'refused' && !(error instanceof ServiceError)) console.error(error);
    } finally {
      if (this.working === work) this.working = null;
      if (conversationId === this.state.id) this.keep();
    }
  }

  private historyBefore(turnId: string): { role: 'user'; content: string }[] {
    const place = this.state.turns.findIndex(({ id }) => id === turnId);
    return this.state.turns
      .slice(0, place)
      .filter(({ answer }) => answer !== null)
      .slice(-HISTORY_LIMIT)
      .map(({ question }) => ({ role: 'user', content: question }));
  }

  /** Looks for the service until it is back, then asks again what was cut off. */
  private async watchLink(): Promise<void> {
    if (this.isLost()) return;
    this.update({ link: 'lost' });
    for (let waitMs = 500; !(await isServiceReady()); waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (!this.isLost()) return;
    }
    this.update({ link: 'ok', announcement: strings.linkBack });
    this.resume();
  }

  /** False once an answer came through, or the browser itself says that there is no network. */
  private isLost(): boolean {
    return this.state.link === 'lost';
  }

  private resume(): void {
    const last = this.state.turns[this.state.turns.length - 1];
    if (last?.fault?.kind !== 'lost' || this.working !== null) return;
    const times = this.resumed.get(last.id) ?? 0;
    if (times >= RESUME_LIMIT) return;
    this.resumed.set(last.id, times + 1);
    void this.run(last.id);
  }

  /** Puts the conversation on the shelf as it is now. */
  keep(): void {
    const { id, title, turns } = this.state;
    if (turns.length === 0) return;
    this.parts.shelf.save({ id, title, turns: turns.map((turn) => ({ ...turn, askedAt: 0 })) });
    this.parts.onConversation(id);
    this.update({ saved: this.found() });
  }

  private change(turnId: string, change: Partial<Turn>): void {
    const turns = this.state.turns.map((turn) => (turn.id === turnId ? { ...turn, ...change } : turn));
    this.update({ turns });
  }

  private update(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    this.onChange();
  }
}

/** A turn of the shelf: one that was under way when its page went is one that was stopped. */
function settled(turn: Turn): Turn {
  if (turn.answer !== null || turn.fault !== null) return turn;
  return { ...turn, fault: { kind: 'stopped', message: strings.stopped, retryAt: 0 } };
}

function announced(answer: NonNullable<Turn['answer']>): string {
  return strings.announced({
    status: strings.statusLabels[answer.status] ?? '',
    citations: answer.citations.length,
    notices: answer.notices.map(({ text }) => text).join(''),
  });
}

/** What a failed question means to the reader. */
function faultOf(error: unknown): TurnFault {
  if (error instanceof DOMException && error.name === 'AbortError')
    return { kind: 'stopped', message: strings.stopped, retryAt: 0 };
  if (!(error instanceof ServiceError)) return { kind: 'refused', message: strings.failed, retryAt: 0 };
  const retryAt = error.retryAfterS === 0 ? 0 : Date.now() + error.retryAfterS * 1000;
  const { message, status } = error;
  if (error.needsKey) return { kind: 'key', message, retryAt: 0 };
  if (status === 429) return { kind: 'limit', message, retryAt };
  // 0: no answer at all, or one that broke off.
  if (status === 0) return { kind: 'lost', message, retryAt: 0 };
  return { kind: 'refused', message, retryAt };
}
