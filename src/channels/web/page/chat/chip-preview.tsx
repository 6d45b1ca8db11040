/** @jsxRuntime automatic @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Citation } from '../../../../answering/answer.ts';
import { readableQuote } from '../../../readable-quote.ts';
import { StatusBadge } from '../frame.tsx';
import { placeText } from './answer-view.tsx';
import type { Turn } from './turn.ts';

/** A chip that is pointed at, and the citation behind it. */
interface Pointed {
  chip: HTMLElement;
  citation: Citation;
}

/** Room to the edges of the window, in pixels. */
const MARGIN = 8;

/** What stands behind a chip, beside it: shown on hover and focus, gone with Escape, and it can itself be pointed at. */
export function ChipPreview({ root, turns }: { root: HTMLElement; turns: Turn[] }) {
  const known = useRef(turns);
  known.current = turns;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(
    () => listenToChips(root, (chip) => setPointed(chip === null ? null : lookUp(chip, known.current))),
    [root],
  );
  useLayoutEffect(() => {
    if (pointed === null || card.current === null) return;
    place(card.current, pointed.chip);
    pointed.chip.setAttribute('aria-describedby', 'chip-preview');
    return () => pointed.chip.removeAttribute('aria-describedby');
  }, [pointed]);
  if (pointed === null) return null;
  const { citation } = pointed;
  return (
    <div class="chip-preview" id="chip-preview" role="tooltip" ref={card}>
      <p class="place">
        {citation.documentTitle} <StatusBadge status={citation.documentStatus} />
      </p>
      <p class="place">{placeText(citation)}</p>
      <p class="quote">{readableQuote(citation.quote)}</p>
    </div>
  );
}

function lookUp(chip: HTMLElement, turns: Turn[]): Pointed | null {
  const id = chip.closest<HTMLElement>('[data-turn]')?.dataset.turn;
  const citations = turns.find((turn) => turn.id === id)?.answer?.citations ?? [];
  const citation = citations.find(({ marker }) => String(marker) === chip.dataset.marker);
  return citation === undefined ? null : { chip, citation };
}

/** Tells which chip is pointed at or focused, null when none is any more. */
function listenToChips(root: HTMLElement, tell: (chip: HTMLElement | null) => void): () => void {
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const enter = (event: Event) => {
    const target = event.target as Element;
    const chip = target.closest<HTMLElement>('a.chip');
    if (chip === null && target.closest('.chip-preview') === null) return;
    clearTimeout(leaving);
    if (chip !== null) tell(chip);
  };
  const leave = () => {
    clearTimeout(leaving);
    // Time to move the pointer from the chip to its preview.
    leaving = setTimeout(() => tell(null), 150);
  };
  const dismiss = (event: KeyboardEvent) => {
    if (event.key === 'Escape') tell(null);
  };
  const hide = () => tell(null);
  const listeners: [string, (event: never) => void][] = [
    ['mouseover', enter],
    ['focusin', enter],
    ['mouseout', leave],
    ['focusout', leave],
    ['click', hide],
    ['keydown', dismiss],
  ];
  for (const [name, listener] of listeners) root.addEventListener(name, listener as EventListener);
  addEventListener('scroll', hide, { passive: true });
  return () => {
    clearTimeout(leaving);
    for (const [name, listener] of listeners) root.removeEventListener(name, listener as EventListener);
    removeEventListener('scroll', hide);
  };
}

/** Puts the card above its chip, below where there is no room, never beyond the window. */
function place(card: HTMLElement, chip: HTMLElement): void {
  const at = chip.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(MARGIN, at.left + at.width / 2 - width / 2), innerWidth - width - MARGIN);
  const above = at.top - height - MARGIN;
  card.style.left = `${Math.max(MARGIN, left)}px`;
  card.style.top = `${above < MARGIN ? at.bottom + MARGIN : above}px`;
}
