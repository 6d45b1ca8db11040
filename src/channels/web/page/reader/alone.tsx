/** @jsxRuntime automatic @jsxImportSource preact */
import { render } from 'preact';
import { FaultNotice } from '../frame.tsx';
import { KeyForm } from '../key-form.tsx';
import { loadSource, ServiceError, storeKey } from '../service.ts';
import { strings } from '../strings.ts';
import { wordsInAddress } from '../words-address.ts';
import { DocumentContent } from './document-view.tsx';

/** Brings a document page to life: loads the source where the server would not show it, goes to the clause named. */
export function start(main: HTMLElement): void {
  const address = location.pathname;
  addEventListener('hashchange', () => showNamedClause(main));
  // After a reload of an address that the conversation had pushed, Back changes the address but not the page.
  addEventListener('popstate', () => {
    if (location.pathname !== address) location.reload();
  });
  void show(main);
}

async function show(main: HTMLElement): Promise<void> {
  if (main.querySelector('.source-text') === null) await fill(main);
  showNamedClause(main);
}

async function fill(main: HTMLElement): Promise<void> {
  try {
    const { document: policy, text } = await loadSource(main.dataset.document ?? '');
    const source = { document: policy, text, marked: wordsInAddress(location.search), current: '' };
    main.textContent = '';
    render(<DocumentContent source={source} search={location.search} />, main);
    document.title = `${policy.title} · ${strings.name}`;
  } catch (error) {
    if (error instanceof ServiceError && error.needsKey) {
      const goOn = (key: string) => {
        storeKey(key);
        void show(main);
      };
      render(<KeyForm message={error.message} onKey={goOn} />, main);
      return;
    }
    const isMissing = error instanceof ServiceError && error.status === 404;
    render(<FaultNotice>{isMissing ? strings.documentMissing : strings.sourceFailed}</FaultNotice>, main);
    if (!(error instanceof ServiceError)) console.error(error);
  }
}

function showNamedClause(main: HTMLElement): void {
  const id = clauseInAddress();
  for (const element of Array.from(main.querySelectorAll('.current, .clause-missing'))) {
    if (element.matches('.clause-missing')) element.remove();
    element.classList.remove('current');
  }
  if (id === '' || main.querySelector('.source-text') === null) return;
  const element = document.getElementById(id);
  if (element instanceof HTMLDetailsElement) {
    // The outline, which the page of documents leads to.
    element.open = true;
    element.scrollIntoView();
    return;
  }
  if (element !== null && main.contains(element)) {
    element.classList.add('current');
    (element.querySelector('mark') ?? element).scrollIntoView({ block: 'center' });
    return;
  }
  const notice = main.insertBefore(document.createElement('div'), main.firstChild);
  notice.className = 'clause-missing';
  render(<FaultNotice>{strings.clauseMissing}</FaultNotice>, notice);
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
