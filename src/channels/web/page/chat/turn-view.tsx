/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { KeyForm } from '../key-form.tsx';
import { strings } from '../strings.ts';
import { AnswerTools } from './answer-tools.tsx';
import { AnswerView, Suggestions } from './answer-view.tsx';
import { AnswerWords } from './answer-words.tsx';
import type { ChatActions } from './chat-state.ts';
import { isComposing, isSendingEnter } from './keys.ts';
import type { Turn, TurnFault } from './turn.ts';

interface TurnProps {
  turn: Turn;
  actions: ChatActions;
  isLatest: boolean;
  isLive: boolean;
  /** Turns that an edit of this one would take away. */
  later: number;
}

/** A question and what came of it; drawn anew only when something of it changed. */
export function TurnView(props: TurnProps) {
  const { turn, actions, isLatest, isLive, later } = props;
  return useMemo(() => <TurnContent {...props} />, [turn, actions, isLatest, isLive, later]);
}

function TurnContent({ turn, actions, isLatest, isLive, later }: TurnProps) {
  return (
    <section
      class={isLatest ? 'turn latest' : 'turn'}
      data-turn={turn.id}
      tabIndex={-1}
      aria-label={strings.turn}
    >
      <Question turn={turn} actions={actions} isLive={isLive} later={later} />
      {turn.answer !== null ? (
        <AnswerView answer={turn.answer}>
          {isLive ? <AnswerTools turn={turn} answer={turn.answer} actions={actions} /> : null}
        </AnswerView>
      ) : (
        <Unfinished turn={turn} actions={actions} />
      )}
      {isLatest && turn.answer !== null ? (
        <Suggestions title={strings.suggestions} questions={turn.answer.suggestions} />
      ) : null}
    </section>
  );
}

function Question({ turn, actions, isLive, later }: Omit<TurnProps, 'isLatest'>) {
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) edit.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  if (isEditing) {
    const done = (question: string) => {
      setEditing(false);
      if (question.trim() !== '') actions.edit(turn.id, question);
    };
    return <QuestionEditor question={turn.question} later={later} onDone={done} />;
  }
  return (
    <div class="asked">
      <p class="question">{turn.question}</p>
      {isLive && turn.askedAt === 0 ? (
        <button type="button" class="quiet edit" ref={edit} onClick={() => setEditing(true)}>
          {strings.edit}
        </button>
      ) : null}
    </div>
  );
}

/** Changes a question in place; an empty one stands for leaving it as it was. */
function QuestionEditor(props: { question: string; later: number; onDone: (question: string) => void }) {
  const { question, later, onDone } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(question.length, question.length);
  }, [question]);
  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(box.current?.value ?? '');
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        onDone('');
      }}
    >
      <textarea
        aria-label={strings.editLabel}
        rows={3}
        enterkeyhint="send"
        ref={box}
        defaultValue={question}
        onKeyDown={(event) => {
          if (!isSendingEnter(event)) return;
          event.preventDefault();
          onDone(event.currentTarget.value);
        }}
      />
      {later === 0 ? null : <p class="facts">{strings.editDrops(later)}</p>}
      <div class="editor-actions">
        <button type="button" class="quiet" onClick={() => onDone('')}>
          {strings.cancel}
        </button>
        <button type="submit">{strings.askAgain}</button>
      </div>
    </form>
  );
}

function Unfinished({ turn, actions }: { turn: Turn; actions: ChatActions }) {
  const { words, fault } = turn;
  if (fault?.kind === 'key')
    return <KeyForm message={fault.message} onKey={(key) => actions.giveKey(key, turn.id)} />;
  return (
    <div class="slot" aria-busy={fault === null}>
      {words === '' ? null : (
        <article class={fault === null ? 'answer' : 'answer broken'}>
          {fault === null ? null : <p class="facts">{strings.partial}</p>}
          <div class="words">
            <AnswerWords text={words} citations={[]} />
          </div>
        </article>
      )}
      {fault !== null ? (
        <Fault fault={fault} onRetry={() => actions.retry(turn.id)} />
      ) : words === '' ? (
        <Waiting since={turn.askedAt} />
      ) : null}
    </div>
  );
}

/** Says that work is under way, and after a while that it takes long. */
function Waiting({ since }: { since: number }) {
  const seconds = useSeconds(() => Math.floor((Date.now() - since) / 1000));
  return (
    <p class="waiting">
      <span class="dots" aria-hidden="true" />
      {strings.asking}
      {seconds >= 5 ? <span> {strings.askingSlowly(seconds)}</span> : null}
    </p>
  );
}

function Fault({ fault, onRetry }: { fault: TurnFault; onRetry: () => void }) {
  const wait = useSeconds(() => Math.max(0, Math.ceil((fault.retryAt - Date.now()) / 1000)));
  return (
    <div class="notice fault" role="alert">
      <p>{fault.message}</p>
      <button type="button" class="retry" disabled={wait > 0} onClick={onRetry}>
        {wait > 0 ? strings.retryIn(wait) : strings.retry}
      </button>
    </div>
  );
}

/** A number of seconds that is looked at again every second. */
function useSeconds(read: () => number): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return read();
}
