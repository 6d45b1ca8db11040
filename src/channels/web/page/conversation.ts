import type { Answer } from '../../../answering/answer.ts';
import { answerActions } from './answer-actions.ts';
import { answerView, answerWords, questionView } from './answer-view.ts';
import { find, toDom } from './dom.ts';
import { noticeView } from './frame-view.ts';
import { keyForm } from './key-form.ts';
import { ask, ServiceError, storedKey } from './service.ts';
import { strings } from './strings.ts';
import { h } from './view.ts';

/** Earlier questions sent along; the service takes 20 turns. */
const HISTORY_LIMIT = 10;

/** The turns of a conversation and the box that adds to them. */
export class Conversation {
  private readonly turns = find('#turns');
  private readonly form = find<HTMLFormElement>('#ask');
  private readonly box = find<HTMLTextAreaElement>('#question');
  private readonly button = find<HTMLButtonElement>('#send');
  private readonly id = String(Math.random()).slice(2);
  private readonly questions: string[] = [];
  private working: AbortController | null = null;

  start(): void {
    this.turns.setAttribute('aria-live', 'polite');
    // An empty box must not keep the button from stopping the answer under way.
    this.form.noValidate = true;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.working !== null) this.working.abort();
      else void this.ask(this.box.value);
    });
    this.box.addEventListener('keydown', (event) => {
      // 229: Safari ends a composition before it reports the Enter that chose the word.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      if (this.working === null) void this.ask(this.box.value);
    });
    this.box.addEventListener('input', () => this.fitBox());
    for (const asked of this.turns.querySelectorAll('.question'))
      this.questions.push(asked.textContent ?? '');
    for (const answer of this.turns.querySelectorAll<HTMLElement>('.answer'))
      answer.append(answerActions(answer));
    if (this.questions.length > 0) this.box.value = '';
    else if (this.box.value !== '' && storedKey() !== '') void this.ask(this.box.value);
    this.fitBox();
  }

  /** Asks a question, with the earlier ones as its history. */
  async ask(text: string): Promise<void> {
    const question = text.trim();
    if (question === '' || this.working !== null) return;
    this.turns.querySelector('.documents')?.remove();
    this.turns.parentElement?.classList.remove('new');
    this.box.value = '';
    this.fitBox();
    const asked = toDom(questionView(question)) as HTMLElement;
    const slot = toDom(
      h('div', { class: 'slot' }, h('p', { class: 'waiting' }, strings.asking)),
    ) as HTMLElement;
    this.turns.append(asked, slot);
    asked.scrollIntoView({ block: 'start' });
    await this.fill(slot, question);
  }

  private async fill(slot: HTMLElement, question: string): Promise<void> {
    const work = new AbortController();
    this.setWorking(work);
    try {
      this.show(slot, await this.receive(slot, question, work.signal));
      this.questions.push(question);
    } catch (error) {
      this.showFault(slot, question, error);
    } finally {
      this.setWorking(null);
    }
  }

  private async receive(slot: HTMLElement, question: string, signal: AbortSignal): Promise<Answer> {
    let words = '';
    const history = this.questions
      .slice(-HISTORY_LIMIT)
      .map((content) => ({ role: 'user' as const, content }));
    return await ask(
      { question, history, conversationId: this.id },
      {
        signal,
        onDelta: (text) => {
          words += text;
          slot.replaceChildren(
            toDom(h('article', { class: 'answer' }, h('div', { class: 'words' }, ...answerWords(words, [])))),
          );
        },
      },
    );
  }

  private show(slot: HTMLElement, answer: Answer): void {
    const element = toDom(answerView(answer)) as HTMLElement;
    element.append(answerActions(element, answer));
    slot.replaceChildren(element);
  }

  private showFault(slot: HTMLElement, question: string, error: unknown): void {
    const again = () => void this.fill(slot, question);
    if (error instanceof ServiceError && error.needsKey) {
      slot.replaceChildren(keyForm(error.message, again));
      slot.querySelector('input')?.focus();
      return;
    }
    const isStopped = error instanceof DOMException && error.name === 'AbortError';
    const message = isStopped
      ? strings.stopped
      : error instanceof ServiceError
        ? error.message
        : strings.failed;
    const retry = toDom(h('button', { type: 'button', class: 'quiet' }, strings.retry));
    retry.addEventListener('click', again);
    slot.replaceChildren(toDom(noticeView(message)), retry);
    if (!isStopped && !(error instanceof ServiceError)) console.error(error);
  }

  private setWorking(work: AbortController | null): void {
    this.working = work;
    this.turns.setAttribute('aria-busy', String(work !== null));
    this.button.textContent = work === null ? strings.send : strings.stop;
  }

  /** The box grows with what is typed; its greatest height is in the style sheet. */
  private fitBox(): void {
    this.box.style.height = 'auto';
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }
}
