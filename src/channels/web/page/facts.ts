import { toDom } from './dom.ts';
import { factStrings } from './fact-strings.ts';
import type { FactsInput } from './fact-table.ts';
import { type FactPageName, factPages, filtersOf } from './facts-view.ts';
import { noticeView } from './frame-view.ts';
import { keyForm } from './key-form.ts';
import { download, loadFacts, ServiceError } from './service.ts';

/** Fills a page of facts where the server would not show them without a key, which downloads then need too. */
export async function startFacts(main: HTMLElement): Promise<void> {
  if (main.querySelector('h1') !== null) return;
  main.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.download');
    if (link === null) return;
    event.preventDefault();
    void save(link, main);
  });
  await fill(main);
}

async function fill(main: HTMLElement): Promise<void> {
  const name = main.dataset.facts as FactPageName;
  const given: Record<string, string> = {};
  new URLSearchParams(location.search).forEach((value, filter) => {
    given[filter] = value;
  });
  const query = filtersOf(name, given);
  main.replaceChildren(factStrings.loading);
  try {
    const { list, documents } = await loadFacts(name, query);
    const content: (input: FactsInput<never>) => ReturnType<typeof factPages.targets.content> =
      factPages[name].content;
    const input = { list: list as never, documents, query, year: new Date().getFullYear() };
    main.replaceChildren(...content(input).map(toDom));
  } catch (error) {
    if (error instanceof ServiceError && error.needsKey) {
      main.replaceChildren(keyForm(error.message, () => void fill(main)));
      return;
    }
    main.replaceChildren(
      toDom(noticeView(error instanceof ServiceError ? error.message : factStrings.failed)),
    );
    if (!(error instanceof ServiceError)) console.error(error);
  }
}

/** A plain link cannot carry the key. */
async function save(link: HTMLAnchorElement, main: HTMLElement): Promise<void> {
  try {
    const file = await download(link.getAttribute('href') ?? '');
    const carrier = document.createElement('a');
    carrier.href = URL.createObjectURL(file);
    carrier.download = `${document.title.split(' ')[0]}.csv`;
    carrier.click();
    // Some browsers read the file only after the click was handled.
    setTimeout(() => URL.revokeObjectURL(carrier.href), 60_000);
  } catch (error) {
    main.prepend(toDom(noticeView(factStrings.downloadFailed)));
    console.error(error);
  }
}
