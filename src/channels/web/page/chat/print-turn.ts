/** Prints one turn by itself; the style sheet hides the others meanwhile. */
export function printTurn(turnId: string): void {
  const turn = document.querySelector(`[data-turn="${CSS.escape(turnId)}"]`);
  const marks: [Element, string][] = [[document.documentElement, 'printing-one']];
  if (turn !== null) marks.push([turn, 'printed']);
  for (const [element, mark] of marks) element.classList.add(mark);
  const unmark = () => {
    for (const [element, mark] of marks) element.classList.remove(mark);
  };
  addEventListener('afterprint', unmark, { once: true });
  print();
}
