/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../../../answering/answer.ts';
import { strings } from '../strings.ts';
import type { ChatActions } from './chat-state.ts';
import type { Turn } from './turn.ts';

/** What can be done with an answer: copy, share, print, ask anew, say whether it helped; and how it was written. */
export function AnswerTools(props: { turn: Turn; answer: Answer; actions: ChatActions }) {
  const { turn, answer, actions } = props;
  const mode = strings.modes[answer.mode];
  return (
    <footer class="tools">
      <p class="made">
        <span class="mode">{mode.name}</span>
        <span class="explained">{mode.explained}</span>
        <span class="elapsed">{elapsed(answer)}</span>
      </p>
      <div class="actions">
        <Once label={strings.copyAnswer} done={strings.copied} onClick={() => actions.copy(turn.id)} />
        <Once label={strings.shareLink} done={strings.copied} onClick={() => actions.copyLink(turn.id)} />
        <button type="button" class="quiet" onClick={() => actions.print(turn.id)}>
          {strings.print}
        </button>
        <button type="button" class="quiet" onClick={() => actions.retry(turn.id)}>
          {strings.answerAgain}
        </button>
        <Verdict turn={turn} actions={actions} />
      </div>
    </footer>
  );
}

function elapsed(answer: Answer): string {
  const total = answer.timings.total ?? Object.values(answer.timings).reduce((sum, part) => sum + part, 0);
  return strings.elapsed(total);
}

/** How long a button says what it has done. */
const SAID_MS = 3000;

/** A button that says for a while what it has done. */
function Once({ label, done, onClick }: { label: string; done: string; onClick: () => Promise<void> }) {
  const [said, setSaid] = useState(label);
  useEffect(() => {
    if (said === label) return;
    const timer = setTimeout(() => setSaid(label), SAID_MS);
    return () => clearTimeout(timer);
  }, [said, label]);
  const act = () =>
    void onClick().then(
      () => setSaid(done),
      (error) => {
        setSaid(strings.copyFailed);
        console.error(error);
      },
    );
  return (
    <button type="button" class="quiet" onClick={act} aria-live="polite">
      {said}
    </button>
  );
}

/** Whether the answer helped, and if not, why. */
function Verdict({ turn, actions }: { turn: Turn; actions: ChatActions }) {
  const [step, setStep] = useState<'open' | 'reason' | 'sent' | 'failed'>(
    turn.verdict === null ? 'open' : 'sent',
  );
  const said = useRef<HTMLSpanElement>(null);
  const isJudged = useRef(false);
  // The button that was pressed is gone: what it did takes the focus.
  useEffect(() => {
    if (isJudged.current) said.current?.focus({ preventScroll: true });
  }, [step]);
  const judge = (verdict: 'up' | 'down', comment: string) => {
    isJudged.current = true;
    void actions.judge(turn.id, verdict, comment).then(
      () => setStep('sent'),
      (error) => {
        setStep('failed');
        console.error(error);
      },
    );
  };
  if (step === 'reason') return <ReasonForm onReason={(comment) => judge('down', comment)} />;
  if (step !== 'open') {
    return (
      <span class="verdict" role="status" tabIndex={-1} ref={said}>
        {step === 'sent' ? strings.feedbackThanks : strings.feedbackFailed}
      </span>
    );
  }
  return (
    <span class="verdict-buttons">
      <button type="button" class="quiet" onClick={() => judge('up', '')}>
        <Thumb /> {strings.feedbackUp}
      </button>
      <button type="button" class="quiet" onClick={() => setStep('reason')}>
        <Thumb isDown /> {strings.feedbackDown}
      </button>
    </span>
  );
}

function Thumb({ isDown = false }: { isDown?: boolean }) {
  return (
    <svg class={isDown ? 'thumb down' : 'thumb'} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M1.5 7h2.8v7H1.5zM5.6 13.6V7.2L8.4 1.6c1.2 0 1.9.9 1.6 2.1L9.4 6.2h3.9c.9 0 1.5.8 1.3 1.7l-1.2 5c-.2.7-.7 1.1-1.4 1.1H7.1z" />
    </svg>
  );
}

function ReasonForm({ onReason }: { onReason: (comment: string) => void }) {
  const reasons = useRef<HTMLFieldSetElement>(null);
  useEffect(() => reasons.current?.querySelector('input')?.focus(), []);
  return (
    <form
      class="comment"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        const reason = fields.get('reason');
        const said = String(fields.get('said') ?? '').trim();
        onReason([reason, said].filter((part) => part !== null && part !== '').join('：'));
      }}
    >
      <fieldset ref={reasons}>
        <legend>{strings.feedbackWhy}</legend>
        {strings.feedbackReasons.map((reason) => (
          <label key={reason}>
            <input type="radio" name="reason" value={reason} /> {reason}
          </label>
        ))}
      </fieldset>
      <input
        name="said"
        class="said"
        aria-label={strings.feedbackComment}
        placeholder={strings.feedbackComment}
        maxLength={500}
      />
      <button type="submit" class="quiet">
        {strings.feedbackSend}
      </button>
    </form>
  );
}
