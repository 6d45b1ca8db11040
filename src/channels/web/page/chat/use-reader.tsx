/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { clauseAddress } from '../clause-address.ts';
import { copy } from '../clipboard.ts';
import type { SourcePlace } from '../reader/place.ts';
import type { Reader as ReaderComponent } from '../reader/reader.tsx';
import { strings } from '../strings.ts';
import { setBehind } from './behind.ts';

/** The reader beside the chat: what it shows, and how it is opened and closed. */
export interface OpenReader {
  view: ComponentChildren;
  open(place: SourcePlace): void;
  close(): void;
}

/** Loads the reader's script ahead of the first click. */
export function loadReader(): Promise<typeof import('../reader/reader.tsx')> {
  return import('../reader/reader.tsx');
}

/** Joins reader and address bar: Back closes the source, a reload shows it alone. */
export function useReader(): OpenReader {
  const [place, setPlace] = useState<SourcePlace | null>(null);
  const [Reader, setReader] = useState<typeof ReaderComponent | null>(null);
  const opener = useRef<Element | null>(null);
  const isOpen = useRef(false);
  useEffect(() => {
    const follow = (event: PopStateEvent) => show(event.state?.place ?? null);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);

  function show(next: SourcePlace | null): void {
    isOpen.current = next !== null;
    // On a phone the sheet covers the conversation, which must then not scroll under it.
    document.body.classList.toggle('with-source', isOpen.current);
    setBehind('.top, .conversation', isOpen.current && matchMedia('(max-width: 860px)').matches);
    setPlace(next);
    if (next === null && isFocusLost()) {
      (opener.current as HTMLElement | null)?.focus?.({ preventScroll: true });
    }
  }

  function open(next: SourcePlace): void {
    const address = barAddress(next);
    if (isOpen.current) history.replaceState({ place: next }, '', address);
    else {
      opener.current = document.activeElement;
      history.pushState({ place: next }, '', address);
    }
    show(next);
    if (Reader === null)
      loadReader().then(
        (loaded) => setReader(() => loaded.Reader),
        // The service was renewed since this page was loaded: its own page shows the clause as well.
        () => location.reload(),
      );
  }

  const close = () => {
    if (isOpen.current) history.back();
  };
  const copyLink = async () => {
    if (place !== null)
      await copy({ text: location.origin + clauseAddress(place.documentId, place.clauseId) });
  };
  const actions = { open, close, copyLink };
  const view = place !== null && Reader !== null ? <Reader place={place} actions={actions} /> : null;
  return {
    view: view ?? (place === null ? null : <p class="waiting">{strings.sourceLoading}</p>),
    open,
    close,
  };
}

/** True where the focus is in the source that closes; a box that is typed in keeps it. */
function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === body || activeElement?.closest('#source') != null;
}

/** What the address bar says; a frame of another site keeps its own address, the only one that may stand there. */
function barAddress({ documentId, clauseId }: SourcePlace): string {
  const isEmbedded = document.querySelector('.embed') !== null;
  return isEmbedded ? location.pathname : clauseAddress(documentId, clauseId);
}
