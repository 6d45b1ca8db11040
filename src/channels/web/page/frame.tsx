/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { strings } from './strings.ts';

/** A whole page: head, script and style by their addresses, and what the page shows. */
export function PageDocument(props: {
  title: string;
  script: string | undefined;
  style: string | undefined;
  /** Scripts that the first one will ask for. */
  ahead: string[];
  children?: ComponentChildren;
}) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{props.title}</title>
        <link rel="icon" href="/assets/icon.svg" />
        {props.style === undefined ? null : <link rel="stylesheet" href={`/assets/${props.style}`} />}
        {props.ahead.map((name) => (
          <link key={name} rel="modulepreload" href={`/assets/${name}`} />
        ))}
        {props.script === undefined ? null : <script type="module" src={`/assets/${props.script}`} />}
      </head>
      <body>{props.children}</body>
    </html>
  );
}

/** The head of every page; `current` is the page of `strings.pageNames` that it heads, if it is one of them. */
export function PageHeader({ current = '' }: { current?: string }) {
  return (
    <header class="top">
      <a class="name" href="/">
        {strings.name}
      </a>
      <span class="tagline">{strings.tagline}</span>
      <nav class="pages" aria-label={strings.pages}>
        {Object.entries(strings.pageNames).map(([page, name]) => (
          <a
            key={page}
            href={page === 'ask' ? '/' : `/${page}`}
            aria-current={page === current ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** A line that says what is wrong. */
export function FaultNotice({ children }: { children: ComponentChildren }) {
  return (
    <p class="notice fault" role="alert">
      {children}
    </p>
  );
}

/** A page with nothing but a document, or with word of what is missing. */
export function PlainPage({ children, document }: { children: ComponentChildren; document?: string }) {
  return (
    <>
      <PageHeader />
      <main
        class="alone"
        {...(document === undefined ? {} : { 'data-page': 'alone', 'data-document': document })}
      >
        {children}
      </main>
    </>
  );
}

/** A document's status; anything that is not plainly in force stands out. */
export function StatusBadge({ status }: { status: string }) {
  return <span class={/稿|草案|废止|失效/.test(status) ? 'status draft' : 'status'}>{status}</span>;
}
