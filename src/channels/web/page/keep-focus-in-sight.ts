/** What stands still over a page while the rest of it scrolls: at its top, and at its bottom. */
const ABOVE = '.top, .chat-bar, .back';
const BELOW = '.ask';
/** Room for the ring around what is focused, in pixels. */
const RING = 6;

/**
 * Scrolls what Tab has led to out from behind the head of the page and the ask box (WCAG 2.4.11). Not `scroll-padding`:
 * with it browsers move the page whenever something in the head is focused or a letter is typed into the box.
 */
export function keepFocusInSight(): void {
  let isTab = false;
  document.addEventListener('keydown', ({ key }) => {
    isTab = key === 'Tab';
  });
  document.addEventListener('mousedown', () => {
    isTab = false;
  });
  document.addEventListener('focusin', ({ target }) => {
    if (isTab && target instanceof Element) scrollIntoSight(target);
  });
}

function scrollIntoSight(element: Element): void {
  if (element.closest(`${ABOVE}, ${BELOW}, .source, .history`) !== null) return;
  const { top, bottom } = element.getBoundingClientRect();
  const floor = edges(BELOW, ({ top }) => top).reduce((a, b) => Math.min(a, b), innerHeight) - RING;
  const ceiling = edges(ABOVE, ({ bottom }) => bottom).reduce((a, b) => Math.max(a, b), 0) + RING;
  // What is higher than the room between is shown from its beginning.
  if (top < ceiling || bottom - top > floor - ceiling) scrollBy(0, top - ceiling);
  else if (bottom > floor) scrollBy(0, bottom - floor);
}

/** Where the shown elements of a selector end that stand still now; one that scrolls with the page hides nothing. */
function edges(selector: string, edgeOf: (box: DOMRect) => number): number[] {
  return Array.from(document.querySelectorAll(selector))
    .filter((element) => element.getClientRects().length > 0)
    .filter((element) => getComputedStyle(element).position === 'sticky')
    .map((element) => edgeOf(element.getBoundingClientRect()));
}
