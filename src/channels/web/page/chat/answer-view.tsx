/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Answer, Citation, Notice } from '../../../../answering/answer.ts';
import { readableQuote } from '../../../readable-quote.ts';
import { clauseAddress, questionAddress } from '../clause-address.ts';
import { StatusBadge } from '../frame.tsx';
import { strings } from '../strings.ts';
import { wordsAddress } from '../words-address.ts';
import { AnswerWords } from './answer-words.tsx';

/** Grounds shown at once; the rest of a long list opens with a click, without scripts too. */
const SHOWN_GROUNDS = 3;
/** Characters from which an answer is folded. */
const LONG_ANSWER = 2400;

/** A whole answer: notices first, how the question was read, the words with their chips, the grounds. */
export function AnswerView({ answer, children }: { answer: Answer; children?: ComponentChildren }) {
  const label = strings.statusLabels[answer.status] ?? '';
  return (
    <article class={`answer ${answer.status}`} data-answer-id={answer.id} aria-label={strings.answer}>
      <Notices notices={answer.notices} />
      <p class="reading">
        {label === '' ? null : <span class="badge">{label}</span>}
        {answer.reading === '' ? null : <span>{`${strings.reading}：${answer.reading}`}</span>}
      </p>
      <Folded isLong={answer.answer.length > LONG_ANSWER}>
        <div class="words">
          <AnswerWords text={answer.answer} citations={answer.citations} />
        </div>
      </Folded>
      <Grounds answer={answer} />
      {children}
    </article>
  );
}

/** What must be known before an answer is used, a bar for each kind; a draft above all. */
function Notices({ notices }: { notices: Notice[] }) {
  if (notices.length === 0) return null;
  const codes = Array.from(new Set(notices.map(({ code }) => code)));
  return (
    <ul class="notices" aria-label={strings.notices}>
      {codes.map((code) => (
        <li class="notice" data-code={code} key={code}>
          <strong class="notice-name">{strings.noticeNames[code] ?? strings.notice}</strong>
          <span>
            {notices
              .filter((notice) => notice.code === code)
              .map(({ text }) => text)
              .join('')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Folds what is very long; only once scripts run, for without them nothing could unfold it. */
function Folded({ isLong, children }: { isLong: boolean; children: ComponentChildren }) {
  const [isFolded, setFolded] = useState(false);
  useEffect(() => setFolded(isLong), [isLong]);
  return (
    <>
      <div class={isFolded ? 'folded' : undefined}>{children}</div>
      {isFolded ? (
        <button type="button" class="quiet unfold" onClick={() => setFolded(false)}>
          {strings.showWhole}
        </button>
      ) : null}
    </>
  );
}

function Grounds({ answer: { citations, status } }: { answer: Answer }) {
  if (citations.length === 0) return null;
  const rest = citations.slice(SHOWN_GROUNDS);
  return (
    <section class="grounds">
      <h3>{status === 'answered' ? strings.grounds : strings.nearest}</h3>
      <GroundList citations={citations.slice(0, SHOWN_GROUNDS)} />
      {rest.length === 0 ? null : (
        <details class="more">
          <summary>{strings.moreGrounds(rest.length)}</summary>
          <GroundList citations={rest} />
        </details>
      )}
    </section>
  );
}

function GroundList({ citations }: { citations: Citation[] }) {
  return (
    <ol>
      {citations.map((citation) => (
        <li key={citation.marker}>
          <Ground citation={citation} />
        </li>
      ))}
    </ol>
  );
}

function Ground({ citation }: { citation: Citation }) {
  return (
    <a
      class="citation"
      href={wordsAddress(citation)}
      data-clause={citation.clauseId}
      data-marker={citation.marker}
    >
      <span class="chip">{citation.marker}</span>
      <span class="ground">
        <span class="quote">{readableQuote(citation.quote)}</span>
        <span class="place">
          {citation.documentTitle} <StatusBadge status={citation.documentStatus} /> {placeText(citation)}
          {/* On paper a link is nothing but its address. */}
          <span class="printed-link"> {clauseAddress(citation.documentId, citation.clauseId)}</span>
        </span>
      </span>
    </a>
  );
}

/** Where a citation stands: headings and page. */
export function placeText({ path, page }: Citation): string {
  return [...path, ...(page === null ? [] : [strings.page(page)])].join(' › ');
}

/** What can be asked next. */
export function Suggestions({ title, questions }: { title: string; questions: string[] }) {
  if (questions.length === 0) return null;
  return (
    <section class="suggestions">
      <h3>{title}</h3>
      <ul>
        {questions.map((question) => (
          <li key={question}>
            <a class="suggestion" href={questionAddress(question)}>
              {question}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
