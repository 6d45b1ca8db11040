import { useEffect } from 'preact/hooks';
import { holdTab, setBehind } from './behind.ts';

const COVERED = '.top, .conversation, .source';

/** The list of conversations as a drawer over the page: the focus goes into it, stays there, and goes back at its end. */
export function useDrawer(isOpen: boolean): void {
  useEffect(() => {
    const drawer = document.getElementById('history');
    if (!isOpen || drawer === null) return;
    const opener = document.activeElement;
    setBehind(COVERED, true);
    drawer.querySelector<HTMLElement>('.new-chat')?.focus();
    const release = holdTab(drawer);
    return () => {
      release();
      setBehind(COVERED, false);
      (opener as HTMLElement | null)?.focus?.({ preventScroll: true });
    };
  }, [isOpen]);
}
