import { keepFocusInSight } from './keep-focus-in-sight.ts';
import { openForPrint } from './open-for-print.ts';

/** The script of a page: `start` is given the element that says which page it is. */
interface PageScript {
  start(root: HTMLElement): void;
}

/** Which script a page needs; each comes by itself, so that no page waits for another's. */
const SCRIPTS: Record<string, () => Promise<PageScript>> = {
  chat: () => import('./chat/start.tsx'),
  alone: () => import('./reader/alone.tsx'),
  tables: () => import('./pages/start.tsx'),
  'hit-test': () => import('./pages/hit-test-start.tsx'),
};

keepFocusInSight();
openForPrint();
const root = document.querySelector<HTMLElement>('[data-page]');
if (root !== null) void SCRIPTS[root.dataset.page ?? '']?.().then((script) => script.start(root));
if (document.querySelector('.embed') !== null)
  void import('./pages/embed.ts').then(({ startEmbedded }) => startEmbedded());
