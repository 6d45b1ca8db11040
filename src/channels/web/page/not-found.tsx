/** @jsxRuntime automatic @jsxImportSource preact */
import { PlainPage } from './frame.tsx';
import { strings } from './strings.ts';

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <PlainPage>
      <h1>{strings.notFoundTitle}</h1>
      <p>{strings.notFoundText}</p>
      <p>
        <a href="/">{strings.home}</a>
      </p>
    </PlainPage>
  );
}
