import { clauseAddress } from './answer-view.ts';
import { find, toDom } from './dom.ts';
import { type LoadedSource, loadSource, ServiceError } from './service.ts';
import type { SourceSpan } from './source-blocks.ts';
import { blockWords, documentFacts, outlineView, sourceArticle } from './source-view.ts';
import { strings } from './strings.ts';
import { h } from './view.ts';

/** A place in a document: a clause, and the exact words in it. */
export interface SourcePlace {
  documentId: string;
  clauseId: string;
  words: SourceSpan | null;
}

/** The source beside the conversation. */
export class SourcePanel {
  private readonly element: HTMLElement;
  private readonly sources = new Map<string, Promise<LoadedSource>>();
  private shown: { source: LoadedSource; marked: HTMLElement[] } | null = null;
  private wanted: SourcePlace | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens a document at a place and highlights its words. */
  async open(place: SourcePlace): Promise<void> {
    this.wanted = place;
    this.element.hidden = false;
    document.body.classList.add('with-source');
    if (this.shown?.source.document.id !== place.documentId) {
      this.shown = null;
      this.frame(place, [toDom(h('p', { class: 'waiting' }, strings.sourceLoading))], strings.sourceTitle);
    }
    try {
      const source = await this.load(place.documentId);
      // Another citation may have been clicked while this one was loading.
      if (this.wanted === place) this.show(source, place);
    } catch (error) {
      const message = error instanceof ServiceError ? error.message : strings.sourceFailed;
      if (this.wanted === place)
        this.frame(place, [toDom(h('p', { class: 'notice fault' }, message))], strings.sourceTitle);
    }
  }

  close(): void {
    this.wanted = null;
    this.element.hidden = true;
    document.body.classList.remove('with-source');
  }

  private load(documentId: string): Promise<LoadedSource> {
    const known = this.sources.get(documentId);
    if (known !== undefined) return known;
    const loading = loadSource(documentId);
    this.sources.set(documentId, loading);
    // A failed load must not be remembered, or the next click would fail too.
    loading.catch(() => this.sources.delete(documentId));
    return loading;
  }

  private show(source: LoadedSource, place: SourcePlace): void {
    if (this.shown?.source !== source) {
      const contents = h(
        'details',
        { class: 'contents' },
        h('summary', {}, strings.outline),
        outlineView(source.document),
      );
      const views = [documentFacts(source.document), contents, sourceArticle(source.document, source.text)];
      this.frame(place, views.map(toDom), source.document.title);
      this.shown = { source, marked: [] };
    }
    find<HTMLAnchorElement>('.panel-alone', this.element).href = clauseAddress(
      place.documentId,
      place.clauseId,
    );
    const first = this.highlight(place);
    if (first === null) this.element.append(toDom(h('p', { class: 'notice fault' }, strings.clauseMissing)));
    else this.scrollTo(first);
  }

  /** Marks the words and their clause; gives the element to scroll to. */
  private highlight({ clauseId, words }: SourcePlace): Element | null {
    if (this.shown === null) return null;
    const { source } = this.shown;
    for (const element of this.shown.marked) {
      element.classList.remove('current');
      element.replaceChildren(...blockWords(source.text, spanOf(element), null).map(toDom));
    }
    this.shown.marked = [];
    for (const element of this.element.querySelectorAll<HTMLElement>('[data-start]')) {
      const span = spanOf(element);
      const isMarked = words !== null && span.start < words.end && words.start < span.end;
      if (!isMarked && element.id !== clauseId) continue;
      if (element.id === clauseId) element.classList.add('current');
      element.replaceChildren(...blockWords(source.text, span, isMarked ? words : null).map(toDom));
      this.shown.marked.push(element);
    }
    return this.element.querySelector('mark') ?? this.shown.marked[0] ?? null;
  }

  /** `scrollIntoView` would move the conversation as well. */
  private scrollTo(element: Element): void {
    const body = find('.panel-body', this.element);
    const above = element.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop += above - body.clientHeight / 3;
  }

  private frame(place: SourcePlace, content: Node[], title: string): void {
    const bar = h(
      'div',
      { class: 'panel-bar' },
      h('h2', { tabindex: '-1' }, title),
      h('button', { type: 'button', class: 'quiet', 'data-action': 'copy-link' }, strings.copyLink),
      h(
        'a',
        {
          class: 'panel-alone quiet',
          href: clauseAddress(place.documentId, place.clauseId),
          target: '_blank',
          rel: 'noopener',
        },
        strings.openAlone,
      ),
      h('button', { type: 'button', class: 'quiet', 'data-action': 'close-source' }, strings.close),
    );
    const body = document.createElement('div');
    body.className = 'panel-body';
    body.append(...content);
    this.element.replaceChildren(toDom(bar), body);
  }
}

function spanOf(element: HTMLElement): SourceSpan {
  return { start: Number(element.dataset.start), end: Number(element.dataset.end) };
}
