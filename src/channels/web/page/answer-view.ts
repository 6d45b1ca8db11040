import type { Answer, Citation } from '../../../answering/answer.ts';
import { readableQuote } from '../../readable-quote.ts';
import { type AnswerBlock, type AnswerInline, parseAnswer } from './parse-answer.ts';
import { strings } from './strings.ts';
import { h, type View } from './view.ts';

/** The shareable address of a clause in its source. */
export function clauseAddress(documentId: string, clauseId: string): string {
  return `/d/${encodeURIComponent(documentId)}#${encodeURIComponent(clauseId)}`;
}

/** What was asked, as one turn of the conversation. */
export function questionView(question: string): View {
  return h('p', { class: 'question' }, question);
}

/** A whole answer: how the question was read, notices, the words with their chips, the grounds, what to ask next. */
export function answerView(answer: Answer): View {
  const label = strings.statusLabels[answer.status] ?? '';
  return h(
    'article',
    { class: `answer ${answer.status}`, 'data-answer-id': answer.id },
    h(
      'p',
      { class: 'reading' },
      label === '' ? null : h('span', { class: 'badge' }, label),
      answer.reading === '' ? null : `${strings.reading}：${answer.reading}`,
    ),
    noticesView(answer.notices),
    h('div', { class: 'words' }, ...answerWords(answer.answer, answer.citations)),
    citationsView(answer),
    suggestionsView(answer.suggestions),
  );
}

/** The words of an answer; markers become links to their source once the citations are known. */
export function answerWords(text: string, citations: Citation[]): View[] {
  return parseAnswer(text).map((block) => blockView(block, citations));
}

function blockView(block: AnswerBlock, citations: Citation[]): View {
  const inlines = (items: AnswerInline[]) => items.map((item) => inlineView(item, citations));
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, ...inlines(block.inlines));
    case 'heading':
      return h('h3', {}, ...inlines(block.inlines));
    case 'quote':
      return h('blockquote', {}, ...block.blocks.map((inner) => blockView(inner, citations)));
    case 'list': {
      const items = block.items.map((item) =>
        h('li', {}, ...item.map((inner) => blockView(inner, citations))),
      );
      return block.isOrdered ? h('ol', { start: String(block.start) }, ...items) : h('ul', {}, ...items);
    }
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return h(
        'div',
        { class: 'table', tabindex: '0' },
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ...head.map((cell) => h('th', { scope: 'col' }, ...inlines(cell))))),
          h(
            'tbody',
            {},
            ...rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, ...inlines(cell))))),
          ),
        ),
      );
    }
  }
}

function inlineView(inline: AnswerInline, citations: Citation[]): View {
  if (inline.kind === 'break') return h('br', {});
  if (inline.kind === 'text') return inline.isStrong ? h('strong', {}, inline.text) : inline.text;
  const citation = citations.find((candidate) => candidate.marker === inline.marker);
  if (citation === undefined) return h('span', { class: 'chip' }, String(inline.marker));
  const label = strings.citationLabel(inline.marker);
  return h(
    'a',
    { class: 'chip', ...citationLink(citation), 'aria-label': label, title: readableQuote(citation.quote) },
    String(inline.marker),
  );
}

function citationLink(citation: Citation): Record<string, string> {
  return {
    href: clauseAddress(citation.documentId, citation.clauseId),
    'data-document': citation.documentId,
    'data-clause': citation.clauseId,
    'data-start': String(citation.start),
    'data-end': String(citation.end),
  };
}

function noticesView(notices: Answer['notices']): View | null {
  if (notices.length === 0) return null;
  const items = notices.map(({ code, text }) => h('li', { 'data-code': code }, text));
  return h('ul', { class: 'notice notices' }, ...items);
}

function citationsView({ citations, status }: Answer): View | null {
  if (citations.length === 0) return null;
  return h(
    'section',
    { class: 'grounds' },
    h('h3', {}, status === 'answered' ? strings.grounds : strings.nearest),
    h('ol', {}, ...citations.map(citationView)),
  );
}

function citationView(citation: Citation): View {
  const place = [...citation.path, ...(citation.page === null ? [] : [strings.page(citation.page)])].join(
    ' › ',
  );
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'citation', ...citationLink(citation) },
      h('span', { class: 'chip' }, String(citation.marker)),
      h(
        'span',
        { class: 'ground' },
        h('span', { class: 'quote' }, readableQuote(citation.quote)),
        h(
          'span',
          { class: 'place' },
          citation.documentTitle,
          ' ',
          statusView(citation.documentStatus),
          ' ',
          place,
        ),
      ),
    ),
  );
}

/** A document's status; anything that is not plainly in force stands out. */
export function statusView(status: string): View {
  return h('span', { class: /稿|草案|废止|失效/.test(status) ? 'status draft' : 'status' }, status);
}

function suggestionsView(suggestions: string[]): View | null {
  if (suggestions.length === 0) return null;
  return h(
    'section',
    { class: 'suggestions' },
    h('h3', {}, strings.suggestions),
    h(
      'ul',
      {},
      ...suggestions.map((question) =>
        h('li', {}, h('a', { class: 'suggestion', href: `/?q=${encodeURIComponent(question)}` }, question)),
      ),
    ),
  );
}
