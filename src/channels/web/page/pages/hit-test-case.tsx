/** @jsxRuntime automatic @jsxImportSource preact */
import { hitTestStrings as texts } from './hit-test-strings.ts';

/** A button that shows the question as a line of an evaluation suite; the page's script gives it life. */
export function HitTestCase({ line, name }: { line: string; name: string }) {
  return (
    <div class="case" data-case={name}>
      <button type="button" data-do="show" aria-expanded="false" aria-controls="case-line" hidden>
        {texts.makeCase}
      </button>
      <div id="case-line" hidden>
        <label>
          <span>{texts.caseLead}</span>
          <textarea readOnly rows={4} value={line} />
        </label>
        <button type="button" class="quiet" data-do="copy">
          {texts.copy}
        </button>
        <button type="button" class="quiet" data-do="save">
          {texts.save}
        </button>
        <span class="verdict" role="status" />
      </div>
    </div>
  );
}
