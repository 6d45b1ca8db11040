/** @jsxRuntime automatic @jsxImportSource preact */
import { render } from 'preact';
import { FaultNotice } from '../frame.tsx';
import { download, storedKey } from '../service.ts';
import { factStrings } from './fact-strings.ts';

/** Lets the browser keep a file that was made or fetched here. */
export function saveFile(file: Blob, name: string): void {
  const carrier = document.createElement('a');
  carrier.href = URL.createObjectURL(file);
  carrier.download = name;
  carrier.click();
  // Some browsers read the file only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(carrier.href), 60_000);
}

/** Fetches downloads with the key, which a plain link cannot carry; without one the links do. */
export function takeDownloads(main: HTMLElement): void {
  main.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.download');
    if (link === null || storedKey() === '') return;
    event.preventDefault();
    void save(link, main);
  });
}

async function save(link: HTMLAnchorElement, main: HTMLElement): Promise<void> {
  try {
    const file = await download(link.getAttribute('href') ?? '');
    saveFile(file, `${document.title.split(' ')[0]}.csv`);
  } catch (error) {
    const notice = document.createElement('div');
    main.before(notice);
    render(<FaultNotice>{factStrings.downloadFailed}</FaultNotice>, notice);
    console.error(error);
  }
}

/** Shows the buttons that only a script gives life to; the server writes them hidden. */
export function showButtons(main: HTMLElement): void {
  for (const button of Array.from(main.querySelectorAll<HTMLElement>('button[data-do][hidden]'))) {
    button.hidden = false;
  }
}
