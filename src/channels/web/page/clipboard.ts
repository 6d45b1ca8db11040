/** A text to paste: plain, and for word processors with its form. */
export interface Copied {
  text: string;
  html?: string;
}

/**
 * Copies a text, with its form where there is one. The copy event does so over plain http too, inside an office
 * network, where browsers withhold the clipboard API; the API serves where a browser ignores the event.
 */
export async function copy({ text, html }: Copied): Promise<void> {
  if (copyByEvent({ text, ...(html === undefined ? {} : { html }) })) return;
  if (navigator.clipboard === undefined) throw new Error('The browser takes nothing into its clipboard');
  await navigator.clipboard.writeText(text);
}

function copyByEvent({ text, html }: Copied): boolean {
  let isTaken = false;
  const take = (event: ClipboardEvent) => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', text);
    if (html !== undefined) event.clipboardData.setData('text/html', html);
    event.preventDefault();
    isTaken = true;
  };
  document.addEventListener('copy', take, { once: true });
  // Safari copies only where something is selected.
  const carrier = document.body.appendChild(document.createElement('textarea'));
  carrier.value = text;
  carrier.className = 'hidden';
  const focused = document.activeElement as HTMLElement | null;
  carrier.select();
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', take);
  carrier.remove();
  focused?.focus({ preventScroll: true });
  return isDone && isTaken;
}
