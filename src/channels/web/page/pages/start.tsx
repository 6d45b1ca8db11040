/** @jsxRuntime automatic @jsxImportSource preact */
import { type FunctionComponent, render } from 'preact';
import { FaultNotice } from '../frame.tsx';
import { KeyForm } from '../key-form.tsx';
import { ServiceError, storeKey } from '../service.ts';
import { factStrings } from './fact-strings.ts';
import type { FactsInput } from './fact-table.tsx';
import { type FactPageName, factPages, filtersOf } from './facts-view.tsx';
import { loadFacts } from './load-page.ts';
import { showButtons, takeDownloads } from './page-tools.tsx';

/**
 * Brings a page of tables to life. The server has written it unless a key is needed; from the first sort or filter on
 * it changes in place, its state in the address, so that focus and place on the page stay.
 */
export function start(main: HTMLElement): void {
  const page: TablePage = { main, name: main.dataset.facts as FactPageName, isOurs: false, latest: 0 };
  const isEmpty = main.querySelector('h1') === null;
  takeDownloads(main);
  main.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-do="print"]') !== null) print();
    else followLink(page, event);
  });
  main.addEventListener('submit', (event) => applyFilters(page, event));
  addEventListener('popstate', () => void show(page));
  if (isEmpty) void show(page);
  else finish(page);
}

interface TablePage {
  main: HTMLElement;
  name: FactPageName;
  /** What stands there was rendered here, not by the server. */
  isOurs: boolean;
  /** Counts requests: an answer that a later one has overtaken is not shown. */
  latest: number;
}

function followLink(page: TablePage, event: MouseEvent): void {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-sort], a[data-go]');
  if (!isPlain || link === null) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  void show(page, focusKeeper(page.main, link));
}

/** Finds the link that stands where this one stood, after everything was rendered anew. */
function focusKeeper(main: HTMLElement, link: HTMLAnchorElement): () => void {
  const selector = link.dataset.sort === undefined ? 'a[data-go]' : `a[data-sort="${link.dataset.sort}"]`;
  const place = Array.from(main.querySelectorAll(selector)).indexOf(link);
  return () => main.querySelectorAll<HTMLElement>(selector)[place]?.focus({ preventScroll: true });
}

function applyFilters(page: TablePage, event: Event): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches('.filters')) return;
  event.preventDefault();
  const fields = Array.from(new FormData(form)).filter(([, value]) => value !== '') as [string, string][];
  const search = new URLSearchParams(fields).toString();
  history.pushState(null, '', search === '' ? location.pathname : `?${search}`);
  void show(page, () => form.querySelector<HTMLElement>('[type=submit]')?.focus({ preventScroll: true }));
}

/** Shows what the address asks for. */
async function show(page: TablePage, refocus: () => void = () => undefined): Promise<void> {
  const { main, name } = page;
  const request = ++page.latest;
  const query = filtersOf(name, Object.fromEntries(new URLSearchParams(location.search)));
  main.setAttribute('aria-busy', 'true');
  try {
    const { list, documents } = await loadFacts(name, query);
    if (request !== page.latest) return;
    const Content = factPages[name].Content as FunctionComponent<FactsInput<unknown>>;
    const input = { list, documents, query, year: new Date().getFullYear() };
    takeOver(page);
    render(<Content {...input} />, main);
    finish(page);
    refocus();
  } catch (error) {
    if (request !== page.latest) return;
    takeOver(page);
    showFault(page, error);
  }
  main.removeAttribute('aria-busy');
}

function takeOver(page: TablePage): void {
  if (!page.isOurs) page.main.textContent = '';
  page.isOurs = true;
}

function showFault(page: TablePage, error: unknown): void {
  if (error instanceof ServiceError && error.needsKey) {
    const goOn = (key: string) => {
      storeKey(key);
      void show(page);
    };
    render(<KeyForm message={error.message} onKey={goOn} />, page.main);
    return;
  }
  const isTold = error instanceof ServiceError;
  render(
    <>
      <h1>{factPages[page.name].title}</h1>
      <FaultNotice>{isTold ? error.message : factStrings.failed}</FaultNotice>
      <p>
        <a href={location.pathname}>{factStrings.everything}</a>
      </p>
    </>,
    page.main,
  );
  if (!isTold) console.error(error);
}

/** What a page needs besides its words: its picture, and buttons that only a script gives life to. */
function finish({ main }: TablePage): void {
  showButtons(main);
  const figure = main.querySelector<HTMLElement>('[data-chart]');
  if (figure !== null) void import('./draw-chart.ts').then(({ drawChart }) => drawChart(figure));
}
