/** Copies a text; also over plain http inside an office network, where browsers withhold the clipboard API. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const carrier = document.createElement('textarea');
  carrier.value = text;
  carrier.className = 'hidden';
  document.body.append(carrier);
  carrier.select();
  document.execCommand('copy');
  carrier.remove();
}
