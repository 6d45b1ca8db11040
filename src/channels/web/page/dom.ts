import type { View } from './view.ts';

/** Makes the DOM node of a view. */
export function toDom(view: View): Node {
  if (typeof view === 'string') return document.createTextNode(view);
  const element = document.createElement(view.tag);
  for (const [name, value] of Object.entries(view.attributes)) element.setAttribute(name, value);
  for (const child of view.children) element.append(toDom(child));
  return element;
}

/** The one element of a selector. @throws Error naming the selector that the page lacks. */
export function find<Type extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): Type {
  const element = root.querySelector<Type>(selector);
  if (element === null) throw new Error(`The page has no ${selector}`);
  return element;
}
