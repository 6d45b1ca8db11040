/** @jsxRuntime automatic @jsxImportSource preact */
import { render } from 'preact';
import { copy } from '../clipboard.ts';
import { FaultNotice } from '../frame.tsx';
import { KeyForm } from '../key-form.tsx';
import { ServiceError, storeKey } from '../service.ts';
import { factStrings } from './fact-strings.ts';
import { hitTestStrings as texts } from './hit-test-strings.ts';
import { HitTestContent } from './hit-test-view.tsx';
import { loadHitTest } from './load-page.ts';
import { saveFile, showButtons } from './page-tools.tsx';

/** Brings the hit test to life: asks where the server would not without a key, and makes the line for a suite. */
export function start(main: HTMLElement): void {
  main.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-do]');
    const place = button?.closest<HTMLElement>('[data-case]');
    if (button && place) void useCase(button, place);
  });
  if (main.querySelector('h1') === null) void fill(main);
  else showButtons(main);
}

async function fill(main: HTMLElement): Promise<void> {
  const query = new URLSearchParams(location.search);
  const q = query.get('q') ?? '';
  const history = query.getAll('history').filter((turn) => turn !== '');
  main.textContent = '';
  try {
    const hits = q === '' ? null : await loadHitTest(query);
    render(<HitTestContent q={q} history={history} hits={hits} />, main);
    showButtons(main);
  } catch (error) {
    if (error instanceof ServiceError && error.needsKey) {
      const goOn = (key: string) => {
        storeKey(key);
        void fill(main);
      };
      render(<KeyForm message={error.message} onKey={goOn} />, main);
      return;
    }
    const isTold = error instanceof ServiceError;
    render(
      <>
        <HitTestContent q={q} history={history} hits={null} />
        <FaultNotice>{isTold ? error.message : factStrings.failed}</FaultNotice>
      </>,
      main,
    );
    if (!isTold) console.error(error);
  }
}

/** Shows, copies or saves the line. */
async function useCase(button: HTMLElement, place: HTMLElement): Promise<void> {
  const line = place.querySelector('textarea')?.value ?? '';
  if (button.dataset.do === 'copy') {
    await copy({ text: line });
    place.querySelector('[role=status]')!.textContent = texts.copied;
  } else if (button.dataset.do === 'save') {
    saveFile(new Blob([`${line}\n`], { type: 'application/jsonl' }), `${place.dataset.case}.jsonl`);
  } else {
    const shown = place.querySelector<HTMLElement>('#case-line')!;
    shown.hidden = !shown.hidden;
    button.setAttribute('aria-expanded', String(!shown.hidden));
    if (!shown.hidden) shown.querySelector('textarea')?.focus();
  }
}
