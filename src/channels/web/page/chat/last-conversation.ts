import { keepInTab, keptInTab } from '../tab-storage.ts';

// Kept for the tab: a reload goes on where this tab was, a new tab begins anew.
const KEY = 'wengui.current';

/** The conversation that this tab showed last; '' where there is none. */
export function lastConversation(): string {
  return keptInTab(KEY);
}

export function rememberConversation(id: string): void {
  keepInTab(KEY, id);
}
