/** @jsxRuntime automatic @jsxImportSource preact */
import { strings } from '../strings.ts';
import { ClauseList, DocumentFacts, Outline, type ShownSource, SourceArticle } from './source-view.tsx';

/** How a source is shown: as printed, or clause by clause. */
export type SourceLook = 'printed' | 'clauses';

/** Reads the way of showing from the query of an address. */
function lookInAddress(search: string): SourceLook {
  return new URLSearchParams(search).get('view') === 'clauses' ? 'clauses' : 'printed';
}

/** The content of a document page; `search` is the query of its address. */
export function DocumentContent({ source, search }: { source: ShownSource; search: string }) {
  const { document } = source;
  const look = lookInAddress(search);
  return (
    <>
      <p class="back">
        <a href="/">{strings.home}</a>
        <span>{document.title}</span>
      </p>
      <h1>{document.title}</h1>
      <DocumentFacts document={document} />
      <LookLinks look={look} search={search} />
      <details class="contents" id="outline">
        <summary>{strings.outline}</summary>
        <Outline document={document} />
      </details>
      {look === 'clauses' ? <ClauseList {...source} /> : <SourceArticle {...source} />}
    </>
  );
}

/** Switches between the two ways by address alone, so that it works without scripts and can be shared. */
function LookLinks({ look, search }: { look: SourceLook; search: string }) {
  const address = (wanted: SourceLook) => {
    const query = new URLSearchParams(search);
    query.delete('view');
    if (wanted === 'clauses') query.set('view', wanted);
    return `?${query}`;
  };
  return (
    <nav class="looks" aria-label={strings.looks}>
      {(['printed', 'clauses'] as const).map((name) => (
        <a key={name} href={address(name)} aria-current={name === look ? 'true' : undefined}>
          {strings.lookNames[name]}
        </a>
      ))}
    </nav>
  );
}
