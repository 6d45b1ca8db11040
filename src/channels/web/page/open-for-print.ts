/** What is folded away on a screen and belongs on paper: the grounds after the first ones, the targets after the first ones. */
const FOLDED = '.more:not([open]), .compare-table details:not([open])';

/** Opens what is folded while the page is printed, whoever asked for it: our buttons, the browser's menu, Ctrl+P. */
export function openForPrint(): void {
  let opened: Element[] = [];
  addEventListener('beforeprint', () => {
    opened = opened.concat(Array.from(document.querySelectorAll(FOLDED)));
    for (const element of opened) element.setAttribute('open', '');
  });
  addEventListener('afterprint', () => {
    for (const element of opened) element.removeAttribute('open');
    opened = [];
  });
}
