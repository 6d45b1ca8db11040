/** Keeps keyboard and screen reader out of what is covered; browsers that do not know `inert` hide it from the latter. */
export function setBehind(selector: string, isBehind: boolean): void {
  for (const element of Array.from(document.querySelectorAll(selector))) {
    element.toggleAttribute('inert', isBehind);
    if (isBehind) element.setAttribute('aria-hidden', 'true');
    else element.removeAttribute('aria-hidden');
  }
}

/** Keeps Tab among what can be focused in an element, for browsers without `inert`. Gives what ends it. */
export function holdTab(element: HTMLElement): () => void {
  const hold = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const stops = Array.from(element.querySelectorAll<HTMLElement>('a[href], button, input')).filter(
      (stop) => stop.getClientRects().length > 0,
    );
    const [first] = stops;
    const last = stops[stops.length - 1];
    const isInside = element.contains(document.activeElement);
    const leaves = document.activeElement === (event.shiftKey ? first : last);
    if (isInside && !leaves) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
  document.addEventListener('keydown', hold);
  return () => document.removeEventListener('keydown', hold);
}
