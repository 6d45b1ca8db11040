/**
 * Fits the conversation into a frame of another site: what leads elsewhere opens in a tab of its own, and Escape is
 * told to the site, whose widget closes the frame. The message holds nothing, so any site may hear it.
 */
export function startEmbedded(): void {
  document.addEventListener('click', openOutside, true);
  // While capturing: whether the source is open must be seen before Escape closes it.
  document.addEventListener('keydown', tellEscape, true);
  addEventListener('focus', focusBox);
  if (document.hasFocus()) focusBox();
}

/** A page of ours may not stand in the frame of another site; only the conversation may. */
function openOutside(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (link === null || link.hash === link.getAttribute('href')) return;
  link.target = '_blank';
  link.rel = 'noopener';
}

function tellEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || isBusy()) return;
  parent.postMessage({ wengui: 'close' }, '*');
}

/** True where Escape has something to do in here: to close the source, or to stop an answer. */
function isBusy(): boolean {
  return document.querySelector('#source:not([hidden]), .waiting') !== null;
}

/** The widget gives the focus to the frame; it belongs into the box. */
function focusBox(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('#question')?.focus({ preventScroll: true });
}
