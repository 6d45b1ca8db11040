/** What is kept without a storage, until the page goes. */
const inMemory = new Map<string, string>();

/** The storage of this tab; null where the browser forbids it, as some do in the frame of another site. */
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A text kept for this tab, '' where there is none. */
export function keptInTab(name: string): string {
  return storage()?.getItem(name) ?? inMemory.get(name) ?? '';
}

/** Keeps a text as long as this tab; never sent by the browser by itself as a cookie would be. */
export function keepInTab(name: string, text: string): void {
  inMemory.set(name, text);
  storage()?.setItem(name, text);
}
