/** Keys that work anywhere on the page: `/` goes to the box, Escape stops or closes. Gives what takes them away again. */
export function listenToKeys({ focusBox, leave }: { focusBox: () => void; leave: () => void }): () => void {
  const listen = (event: KeyboardEvent) => {
    // An input method uses the same keys for its own list of words.
    if (isComposing(event) || event.defaultPrevented) return;
    if (event.key === 'Escape') leave();
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
      return;
    event.preventDefault();
    focusBox();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

/** True while an input method composes; 229: Safari ends a composition before it reports the Enter that chose the word. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** True for the Enter that sends what a box holds: Shift+Enter breaks the line, a composing Enter chooses a word. */
export function isSendingEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}
