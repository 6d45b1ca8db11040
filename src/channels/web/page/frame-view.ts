import type { SourceDocument } from './source-view.ts';
import { documentFacts } from './source-view.ts';
import { strings } from './strings.ts';
import { h, type View } from './view.ts';

/** The head of every page; `current` is the page of `strings.pageNames` that it heads, if it is one of them. */
export function headerView(current = ''): View {
  const links = Object.entries(strings.pageNames).map(([page, name]) =>
    h(
      'a',
      { href: page === 'ask' ? '/' : `/${page}`, 'aria-current': page === current ? 'page' : null },
      name,
    ),
  );
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'name', href: '/' }, strings.name),
    h('span', { class: 'tagline' }, strings.tagline),
    h('nav', { class: 'pages', 'aria-label': strings.pages }, ...links),
  );
}

/** The ask box; without scripts it is a plain form, which also asks for the key where one is needed. */
export function askFormView({ question, needsKey }: { question: string; needsKey: boolean }): View {
  return h(
    'form',
    { class: 'ask', id: 'ask', action: '/', method: needsKey ? 'post' : 'get' },
    h('label', { class: 'hidden', for: 'question' }, strings.askLabel),
    h(
      'textarea',
      // No maxlength: it counts UTF-16 units and cuts silently; the service says what is too long.
      {
        id: 'question',
        name: 'q',
        rows: '1',
        required: '',
        placeholder: strings.askPlaceholder,
        enterkeyhint: 'send',
      },
      question,
    ),
    needsKey
      ? h(
          'noscript',
          {},
          h('label', { for: 'key' }, strings.keyLabel),
          h('input', { id: 'key', name: 'key', type: 'password', autocomplete: 'off' }),
        )
      : null,
    h('button', { type: 'submit', id: 'send' }, strings.send),
    h('p', { class: 'hint' }, strings.askHint),
  );
}

/** What can be asked about: the documents, and the files that could not be read. */
export function documentsView(
  documents: Omit<SourceDocument, 'outline'>[],
  problems: { file: string; message: string }[],
): View {
  return h(
    'section',
    { class: 'documents' },
    h('h2', {}, strings.documentsTitle),
    h(
      'ul',
      {},
      ...documents.map((document) =>
        h(
          'li',
          {},
          h('a', { class: 'document', href: `/d/${encodeURIComponent(document.id)}` }, document.title),
          documentFacts(document),
        ),
      ),
      ...problems.map((problem) =>
        h('li', { class: 'problem' }, `${strings.documentsProblem} ${problem.file}：${problem.message}`),
      ),
    ),
  );
}

/** A line that says what is wrong. */
export function noticeView(text: string): View {
  return h('p', { class: 'notice fault', role: 'alert' }, text);
}

/** The conversation page: what was said so far, and the ask box below it (above, while nothing was said). */
export function conversationPage(content: View[], { form, isNew }: { form: View; isNew: boolean }): View[] {
  return [
    headerView('ask'),
    h(
      'div',
      { class: 'columns' },
      h(
        'main',
        { class: isNew ? 'conversation new' : 'conversation' },
        h('h1', { class: 'hero' }, strings.hero),
        h('div', { id: 'turns' }, ...content),
        form,
      ),
      h('aside', { id: 'source', class: 'source', hidden: '', 'aria-label': strings.sourceTitle }),
    ),
  ];
}

/** A page with nothing but a document, or with word of what is missing. */
export function documentPage(content: View[], documentId: string): View[] {
  return [headerView(), h('main', { class: 'alone', id: 'alone', 'data-document': documentId }, ...content)];
}

/** The content of a document page. */
export function documentContent(document: SourceDocument, parts: { outline: View; article: View }): View[] {
  return [
    h('p', { class: 'back' }, h('a', { href: '/' }, strings.home), h('span', {}, document.title)),
    h('h1', {}, document.title),
    documentFacts(document),
    h('details', { class: 'contents' }, h('summary', {}, strings.outline), parts.outline),
    parts.article,
  ];
}
