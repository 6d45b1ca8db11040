import { toDom } from './dom.ts';
import { documentContent, noticeView } from './frame-view.ts';
import { keyForm } from './key-form.ts';
import { loadSource, ServiceError } from './service.ts';
import { outlineView, sourceArticle } from './source-view.ts';
import { strings } from './strings.ts';
import { wordsInAddress } from './words-address.ts';

/** Brings a document page to life: loads the source where the server would not show it, goes to the clause named. */
export async function startAlone(main: HTMLElement): Promise<void> {
  const address = location.pathname;
  addEventListener('hashchange', () => showNamedClause(main));
  // After a reload of an address that the conversation had pushed, Back changes the address but not the page.
  addEventListener('popstate', () => {
    if (location.pathname !== address) location.reload();
  });
  await show(main);
}

async function show(main: HTMLElement): Promise<void> {
  if (main.querySelector('.source-text') === null) await fill(main);
  showNamedClause(main);
}

async function fill(main: HTMLElement): Promise<void> {
  try {
    const { document: policy, text } = await loadSource(main.dataset.document ?? '');
    const parts = {
      outline: outlineView(policy),
      article: sourceArticle(policy, text, wordsInAddress(location.search)),
    };
    main.replaceChildren(...documentContent(policy, parts).map(toDom));
    document.title = `${policy.title} · ${strings.name}`;
  } catch (error) {
    if (error instanceof ServiceError && error.needsKey) {
      main.replaceChildren(keyForm(error.message, () => void show(main)));
      return;
    }
    const isMissing = error instanceof ServiceError && error.status === 404;
    main.replaceChildren(toDom(noticeView(isMissing ? strings.documentMissing : strings.sourceFailed)));
  }
}

function showNamedClause(main: HTMLElement): void {
  const id = clauseInAddress();
  for (const element of main.querySelectorAll('.current, .clause-missing')) {
    if (element.matches('.clause-missing')) element.remove();
    element.classList.remove('current');
  }
  if (id === '' || main.querySelector('.source-text') === null) return;
  const element = document.getElementById(id);
  if (element !== null && main.contains(element)) {
    element.classList.add('current');
    (element.querySelector('mark') ?? element).scrollIntoView({ block: 'center' });
    return;
  }
  const notice = toDom(noticeView(strings.clauseMissing)) as HTMLElement;
  notice.classList.add('clause-missing');
  main.prepend(notice);
}

function clauseInAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch (error) {
    // A cut-off %-escape in a shared address names no clause.
    if (error instanceof URIError) return location.hash.slice(1);
    throw error;
  }
}
