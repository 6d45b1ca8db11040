/**
 * A piece of page as plain data: the same views are written as HTML by the server and as DOM nodes by the browser.
 * Text can only ever be text here, so nothing in a document, question or answer becomes markup.
 */
export type View = string | ElementView;

export interface ElementView {
  tag: string;
  attributes: Record<string, string>;
  children: View[];
}

/** An element; a null child or attribute is left out. */
export function h(
  tag: string,
  attributes: Record<string, string | null>,
  ...children: (View | null)[]
): ElementView {
  const present = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    tag,
    attributes: Object.fromEntries(present),
    children: children.filter((child) => child !== null),
  };
}

const VOID_TAGS = new Set(['br', 'hr', 'input', 'img']);

/** Writes a view as HTML, everything that is text escaped. */
export function toHtml(view: View): string {
  if (typeof view === 'string') return escapeText(view);
  const attributes = Object.entries(view.attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('');
  if (VOID_TAGS.has(view.tag)) return `<${view.tag}${attributes}>`;
  return `<${view.tag}${attributes}>${view.children.map(toHtml).join('')}</${view.tag}>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
