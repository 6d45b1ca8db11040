/** @jsxRuntime automatic @jsxImportSource preact */
import type { Citation } from '../../../../answering/answer.ts';
import { type AnswerBlock, type AnswerInline, parseAnswer } from '../parse-answer.ts';
import { strings } from '../strings.ts';
import { wordsAddress } from '../words-address.ts';

/** The words of an answer; markers become links to their source once the citations are known. */
export function AnswerWords({ text, citations }: { text: string; citations: Citation[] }) {
  return <Blocks blocks={parseAnswer(text)} citations={citations} />;
}

function Blocks({ blocks, citations }: { blocks: AnswerBlock[]; citations: Citation[] }) {
  return (
    <>
      {blocks.map((block, place) => (
        <Block key={place} block={block} citations={citations} />
      ))}
    </>
  );
}

function Block({ block, citations }: { block: AnswerBlock; citations: Citation[] }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} citations={citations} />
        </p>
      );
    case 'heading':
      return (
        <h3>
          <Inlines inlines={block.inlines} citations={citations} />
        </h3>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} citations={citations} />
        </blockquote>
      );
    case 'list':
      return <List list={block} citations={citations} />;
    case 'table':
      return <Table rows={block.rows} citations={citations} />;
  }
}

function List({ list, citations }: { list: AnswerBlock & { kind: 'list' }; citations: Citation[] }) {
  const items = list.items.map((item, place) => (
    <li key={place}>
      <Blocks blocks={item} citations={citations} />
    </li>
  ));
  return list.isOrdered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ rows, citations }: { rows: AnswerInline[][][]; citations: Citation[] }) {
  const [head = [], ...body] = rows;
  const cells = (row: AnswerInline[][], Cell: 'th' | 'td') =>
    row.map((cell, place) => (
      <Cell key={place} {...(Cell === 'th' ? { scope: 'col' } : {})}>
        <Inlines inlines={cell} citations={citations} />
      </Cell>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen scrolls by itself, with the keyboard too
    <section class="table" tabIndex={0} aria-label={strings.table}>
      <table>
        <thead>
          <tr>{cells(head, 'th')}</tr>
        </thead>
        <tbody>
          {body.map((row, place) => (
            <tr key={place}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Inlines({ inlines, citations }: { inlines: AnswerInline[]; citations: Citation[] }) {
  return (
    <>
      {inlines.map((inline, place) => {
        if (inline.kind === 'text')
          return inline.isStrong ? <strong key={place}>{inline.text}</strong> : inline.text;
        if (inline.kind === 'break') return <br key={place} />;
        return <Chip key={place} marker={inline.marker} citations={citations} />;
      })}
    </>
  );
}

/** A marker: a number while the answer arrives, a link to its source after that. */
function Chip({ marker, citations }: { marker: number; citations: Citation[] }) {
  const citation = citations.find((candidate) => candidate.marker === marker);
  if (citation === undefined) return <span class="chip">{marker}</span>;
  return (
    <a
      class="chip"
      href={wordsAddress(citation)}
      data-clause={citation.clauseId}
      data-marker={marker}
      aria-label={strings.citationLabel(marker)}
    >
      {marker}
    </a>
  );
}
