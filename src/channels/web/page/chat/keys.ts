/** Keys that work anywhere on the page: `/` goes to the box, Escape stops or closes. Gives what takes them away again. */
export function listenToKeys({ focusBox, leave }: { focusBox: () => void; leave: () => void }): () => void {
  const listen = (event: KeyboardEvent) => {
    // An input method uses the same keys for its own list of words.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === 'Escape') leave();
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
      return;
    event.preventDefault();
    focusBox();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}
