/** @jsxRuntime automatic @jsxImportSource preact */
import { clauseAddress } from '../clause-address.ts';
import { StatusBadge } from '../frame.tsx';
import {
  type SourceBlock,
  type SourceClause,
  type SourceHeading,
  type SourceSpan,
  shownText,
  sourceBlocks,
} from '../source-blocks.ts';
import { strings } from '../strings.ts';
import { visibleText } from '../visible-text.ts';

/** A document as `/api/documents/:id` describes it, as far as the page shows it. */
export interface SourceDocument {
  id: string;
  title: string;
  issuer: string | null;
  issuedOn: string | null;
  status: string;
  period: { fromYear: number; toYear: number } | null;
  outline: { headings: readonly SourceHeading[]; clauses: readonly SourceClause[] };
}

/** A source with what is to stand out in it: a clause, and words. */
export interface ShownSource {
  document: SourceDocument;
  text: string;
  marked: SourceSpan | null;
  /** The clause asked for; '' where none is. */
  current: string;
}

/** The facts of a document in one line. */
export function DocumentFacts({ document }: { document: Omit<SourceDocument, 'outline'> }) {
  const { issuer, issuedOn, period, status } = document;
  const facts = [
    issuer,
    issuedOn === null ? null : strings.issued(issuedOn),
    period === null ? null : strings.plan(period.fromYear, period.toYear),
  ].filter((fact) => fact !== null);
  return (
    <p class="facts">
      <StatusBadge status={status} /> {facts.join(' · ')}
    </p>
  );
}

/** The element id of a heading, for the outline's links. */
function headingId({ start }: SourceSpan): string {
  return `h-${start}`;
}

/** The whole source as printed: headings, paragraphs and pages in order, each clause under its own id. */
export function SourceArticle(source: ShownSource) {
  const { document, text } = source;
  const blocks = sourceBlocks(text, document.outline);
  const views = [];
  let page: number | null = null;
  for (let position = 0; position < blocks.length; position++) {
    const block = blocks[position]!;
    const next = blocks[position + 1];
    const runsOn = next !== undefined && isRunIn(block, next, text);
    const opened = block.page ?? (runsOn ? next.page : null) ?? null;
    if (opened !== null && opened !== page) views.push(<PageMark key={`p-${opened}`} page={opened} />);
    page = opened ?? page;
    if (runsOn) {
      views.push(
        <div class="run-in" key={block.start}>
          <BlockView block={block} source={source} />
          <BlockView block={next} source={source} />
        </div>,
      );
      position++;
    } else views.push(<BlockView key={block.start} block={block} source={source} />);
  }
  return <div class="source-text">{views}</div>;
}

function PageMark({ page }: { page: number }) {
  return <p class="page">{strings.page(page)}</p>;
}

/** True for a heading whose clause goes on in the same line: `1. 建强组织体系。…`. */
function isRunIn(block: SourceBlock, next: SourceBlock, text: string): boolean {
  return (
    block.kind === 'heading' &&
    next.kind === 'clause' &&
    !text.slice(block.end - 1, next.start + 1).includes('\n')
  );
}

function BlockView({ block, source }: { block: SourceBlock; source: ShownSource }) {
  const place = { 'data-start': block.start, 'data-end': block.end };
  const words = <Words span={block} source={source} />;
  if (block.kind === 'rest') {
    return (
      <p class="rest" {...place}>
        {words}
      </p>
    );
  }
  const id = block.kind === 'clause' ? block.clauseId : headingId(block);
  const look = id === source.current ? ' current' : '';
  if (block.kind === 'clause') {
    return (
      <p class={`clause${block.isRow ? ' row' : ''}${look}`} id={id} {...place}>
        {words}
      </p>
    );
  }
  if (block.isLabel) {
    return (
      <p class={`label${look}`} id={id} {...place}>
        {words}
      </p>
    );
  }
  const Heading = `h${Math.min(6, block.level + 2)}` as 'h3';
  return (
    <Heading class={look.trim() || undefined} id={id} {...place}>
      {words}
    </Heading>
  );
}

/** The words of a stretch of the source, the highlighted ones in `<mark>`. */
function Words({ span, source }: { span: SourceSpan; source: ShownSource }) {
  const pieces = shownText(source.text, span, source.marked);
  return (
    <>
      {pieces.map(({ text, isMarked }) =>
        isMarked ? <mark key="marked">{visibleText(text)}</mark> : visibleText(text),
      )}
    </>
  );
}

/** The same source as a list of its clauses, each with its place, its page and its own link. */
export function ClauseList(source: ShownSource) {
  const { clauses, headings } = source.document.outline;
  let passed = 0;
  return (
    <ol class="source-text clauses">
      {clauses.map((clause, position) => {
        const from = passed;
        while (passed < headings.length && headings[passed]!.start <= clause.start) passed++;
        const opened = headings.slice(from, passed);
        const before = clauses[position - 1];
        return <ClauseCard key={clause.id} {...{ clause, before, opened, source }} />;
      })}
    </ol>
  );
}

function ClauseCard(props: {
  clause: SourceClause;
  before: SourceClause | undefined;
  /** Headings since the clause before: the outline leads to them here too. */
  opened: readonly SourceHeading[];
  source: ShownSource;
}) {
  const { clause, before, opened, source } = props;
  const path = clause.path.join(' › ');
  return (
    <li class={clause.id === source.current ? 'clause-card current' : 'clause-card'} id={clause.id}>
      {opened.map((heading) => (
        <span key={heading.start} id={headingId(heading)} class="heading-place" />
      ))}
      {path === '' || path === before?.path.join(' › ') ? null : <p class="clause-path">{path}</p>}
      <p class="clause-words" data-start={clause.start} data-end={clause.end}>
        <Words span={clause} source={source} />
      </p>
      <p class="clause-foot">
        {clause.page === null ? null : <span>{strings.page(clause.page)}</span>}
        <a href={clauseAddress(source.document.id, clause.id)}>{strings.clauseLink}</a>
      </p>
    </li>
  );
}

/** Links to the numbered headings. */
export function Outline({ document }: { document: SourceDocument }) {
  const headings = document.outline.headings.filter(
    (heading) => heading.kind === 'numbered' && heading.level <= 4,
  );
  return (
    <nav class="outline" aria-label={strings.outline}>
      <ul>
        {headings.map((heading) => (
          <li class={`level-${Math.min(4, heading.level)}`} key={heading.start}>
            <a href={`#${headingId(heading)}`}>{heading.title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
