/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { clauseAddress } from '../clause-address.ts';
import { FaultNotice, StatusBadge } from '../frame.tsx';
import { type LoadedSource, loadSource, ServiceError } from '../service.ts';
import { strings } from '../strings.ts';
import type { SourceLook } from './document-view.tsx';
import { neighbourOf, placeOf, type SourcePlace } from './place.ts';
import { ClauseList, DocumentFacts, Outline, SourceArticle } from './source-view.tsx';

/** What the reader asks of the page around it. */
export interface ReaderActions {
  open(place: SourcePlace): void;
  close(): void;
  copyLink(): Promise<void>;
}

const sources = new Map<string, Promise<LoadedSource>>();

function sourceOf(documentId: string): Promise<LoadedSource> {
  const known = sources.get(documentId);
  if (known !== undefined) return known;
  const loading = loadSource(documentId);
  sources.set(documentId, loading);
  // A failed load must not be remembered, or the next click would fail too.
  loading.catch(() => sources.delete(documentId));
  return loading;
}

/** What is known of the source of a place: the source, why it is not there, or neither yet. */
function useSource({ documentId }: SourcePlace): { source: LoadedSource | null; fault: string | null } {
  const [state, setState] = useState<{ id: string; source: LoadedSource | null; fault: string | null }>({
    ...{ id: documentId, source: null, fault: null },
  });
  useEffect(() => {
    let isWanted = true;
    const settle = (source: LoadedSource | null, fault: string | null) => {
      if (isWanted) setState({ id: documentId, source, fault });
    };
    sourceOf(documentId).then(
      (source) => settle(source, null),
      (error) => settle(null, error instanceof ServiceError ? error.message : strings.sourceFailed),
    );
    return () => {
      isWanted = false;
    };
  }, [documentId]);
  return state.id === documentId ? state : { source: null, fault: null };
}

/** The source beside the conversation, at the exact words of a citation. */
export function Reader({ place, actions }: { place: SourcePlace; actions: ReaderActions }) {
  const { source, fault } = useSource(place);
  const [look, setLook] = useState<SourceLook>('printed');
  const body = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (body.current !== null && source !== null) scrollToWords(body.current);
  }, [place, source, look]);
  const isMissing =
    source !== null && !source.document.outline.clauses.some(({ id }) => id === place.clauseId);
  return (
    <>
      <header class="panel-bar">
        <h2 tabIndex={-1} ref={title}>
          {source?.document.title ?? strings.sourceTitle}
        </h2>
        {source === null ? null : <StatusBadge status={source.document.status} />}
        <a
          class="quiet panel-alone"
          href={clauseAddress(place.documentId, place.clauseId)}
          target="_blank"
          rel="noopener"
        >
          {strings.openAlone}
        </a>
        <button type="button" class="quiet" onClick={actions.close}>
          {strings.close}
        </button>
      </header>
      <ReaderTools source={source} place={place} look={look} setLook={setLook} actions={actions} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <section class="panel-body" ref={body} tabIndex={0} aria-label={strings.sourceText}>
        {isMissing ? <FaultNotice>{strings.clauseMissing}</FaultNotice> : null}
        {fault === null ? null : <FaultNotice>{fault}</FaultNotice>}
        {source === null ? (
          fault === null && <p class="waiting">{strings.sourceLoading}</p>
        ) : (
          <SourceBody source={source} place={place} look={look} />
        )}
      </section>
    </>
  );
}

function SourceBody(props: { source: LoadedSource; place: SourcePlace; look: SourceLook }) {
  const { source, place, look } = props;
  const shown = { ...source, marked: place.words, current: place.clauseId };
  return (
    <>
      <DocumentFacts document={source.document} />
      {look === 'clauses' ? <ClauseList {...shown} /> : <SourceArticle {...shown} />}
    </>
  );
}

/** How long a button says what it has done. */
const SAID_MS = 3000;

function ReaderTools(props: {
  source: LoadedSource | null;
  place: SourcePlace;
  look: SourceLook;
  setLook: (look: SourceLook) => void;
  actions: ReaderActions;
}) {
  const { source, place, look, setLook, actions } = props;
  const [isCopied, setCopied] = useState(false);
  const copy = () => void actions.copyLink().then(() => setCopied(true));
  useEffect(() => setCopied(false), [place]);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <div class="panel-tools">
      <Steps place={place} open={actions.open} />
      {source === null ? null : <OutlineMenu source={source} />}
      <fieldset class="looks">
        <legend class="hidden">{strings.looks}</legend>
        {(['printed', 'clauses'] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="quiet"
            aria-pressed={name === look}
            onClick={() => setLook(name)}
          >
            {strings.lookNames[name]}
          </button>
        ))}
      </fieldset>
      <button type="button" class="quiet" onClick={copy}>
        {isCopied ? strings.copied : strings.copyLink}
      </button>
    </div>
  );
}

/** The outline, over the text: a click on a heading goes there and closes it. */
function OutlineMenu({ source }: { source: LoadedSource }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeAfterLink = (event: Event) => {
      if (menu.current !== null && (event.target as Element).closest('a') !== null) menu.current.open = false;
    };
    menu.current?.addEventListener('click', closeAfterLink);
  }, []);
  return (
    <details class="outline-menu" ref={menu}>
      <summary class="quiet">{strings.outline}</summary>
      <Outline document={source.document} />
    </details>
  );
}

/** Goes through the citations of an answer without going back to it. */
function Steps({ place, open }: { place: SourcePlace; open: (place: SourcePlace) => void }) {
  const total = place.among.length;
  const step = (by: 1 | -1) => {
    const next = neighbourOf(place, by);
    if (next !== undefined) open(placeOf(next, place.among));
  };
  return (
    <div class="steps">
      <button
        type="button"
        class="quiet"
        aria-label={strings.previousCitation}
        disabled={neighbourOf(place, -1) === undefined}
        onClick={() => step(-1)}
      >
        ‹
      </button>
      <span class="step-at" role="status">
        {strings.citationAt(place.marker, total)}
        {place.page === null ? null : <> · {strings.page(place.page)}</>}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={strings.nextCitation}
        disabled={neighbourOf(place, 1) === undefined}
        onClick={() => step(1)}
      >
        ›
      </button>
    </div>
  );
}

/** `scrollIntoView` would move the conversation as well. */
function scrollToWords(body: HTMLElement): void {
  const words = body.querySelector('mark') ?? body.querySelector('.current');
  if (words === null) return;
  const above = words.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += above - body.clientHeight / 3;
}
