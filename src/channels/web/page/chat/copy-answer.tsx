/** @jsxRuntime automatic @jsxImportSource preact */
import { render } from 'preact';
import type { Answer, Citation } from '../../../../answering/answer.ts';
import { readableQuote } from '../../../readable-quote.ts';
import { clauseAddress } from '../clause-address.ts';
import type { Copied } from '../clipboard.ts';
import { type AnswerBlock, type AnswerInline, parseAnswer } from '../parse-answer.ts';
import { strings } from '../strings.ts';
import { placeText } from './answer-view.tsx';
import { AnswerWords } from './answer-words.tsx';

/**
 * An answer with its grounds as footnotes, so that what is pasted can still be checked: as plain text, and with its form
 * for Word and WPS.
 */
export function copiedAnswer(question: string, answer: Answer, origin: string): Copied {
  const notes = answer.citations.map((citation) => ({ citation, note: footnote(citation, origin) }));
  const text = [
    question,
    ...answer.notices.map((notice) => `【${notice.text}】`),
    plainWords(parseAnswer(answer.answer)),
    ...(notes.length === 0 ? [] : [`${strings.footnotes}：`]),
    ...notes.map(({ citation, note }) => `[${citation.marker}] ${note}`),
  ].join('\n');
  return { text, html: richAnswer(question, answer, notes) };
}

function footnote(citation: Citation, origin: string): string {
  const { documentTitle, documentStatus, documentId, clauseId } = citation;
  const place = placeText(citation);
  const link = origin + clauseAddress(documentId, clauseId);
  return `《${documentTitle}》（${documentStatus}）${place === '' ? '' : `，${place}`}：“${readableQuote(citation.quote)}” ${link}`;
}

/** Writes what word processors read: their own lists and notes differ, so it is paragraphs, bold and tables only. */
function richAnswer(question: string, answer: Answer, notes: { citation: Citation; note: string }[]): string {
  const carrier = document.createElement('div');
  render(
    <>
      <p>
        <b>{question}</b>
      </p>
      {answer.notices.map(({ text }) => (
        <p key={text}>【{text}】</p>
      ))}
      <AnswerWords text={answer.answer} citations={[]} />
      {notes.length === 0 ? null : <p>{strings.footnotes}：</p>}
      {notes.map(({ citation, note }) => (
        <p key={citation.marker}>
          [{citation.marker}] {note}
        </p>
      ))}
    </>,
    carrier,
  );
  for (const chip of Array.from(carrier.querySelectorAll('.chip'))) {
    const mark = document.createElement('sup');
    mark.textContent = `[${chip.textContent}]`;
    chip.replaceWith(mark);
  }
  for (const table of Array.from(carrier.querySelectorAll('table'))) table.setAttribute('border', '1');
  return carrier.innerHTML;
}

function plainWords(blocks: AnswerBlock[]): string {
  return blocks.map(plainBlock).join('\n');
}

function plainBlock(block: AnswerBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return plainInlines(block.inlines);
    case 'quote':
      return plainWords(block.blocks);
    case 'list':
      return block.items
        .map((item, place) => `${block.isOrdered ? `${block.start + place}. ` : '· '}${plainWords(item)}`)
        .join('\n');
    case 'table':
      return block.rows.map((row) => row.map(plainInlines).join('\t')).join('\n');
  }
}

function plainInlines(inlines: AnswerInline[]): string {
  return inlines
    .map((inline) =>
      inline.kind === 'text' ? inline.text : inline.kind === 'marker' ? `[${inline.marker}]` : '\n',
    )
    .join('');
}
