import { placeOf, type SourcePlace } from '../reader/place.ts';
import type { Turn } from './turn.ts';

/** What a click on a link can lead to without leaving the page. */
interface LinkActions {
  ask(question: string): void;
  open(place: SourcePlace): void;
}

/** Takes the links of answers and of the source: all of them also work as plain links, in a new tab for instance. */
export function takeLink(event: MouseEvent, turns: Turn[], actions: LinkActions): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
    return;
  const target = event.target as Element;
  const citation = target.closest<HTMLAnchorElement>('a[data-clause]');
  const suggestion = target.closest<HTMLAnchorElement>('a.suggestion');
  const heading = target.closest<HTMLAnchorElement>('#source .outline a');
  if (suggestion !== null) actions.ask(suggestion.textContent ?? '');
  else if (heading !== null) document.getElementById(heading.hash.slice(1))?.scrollIntoView();
  else if (citation === null || !openCitation(citation, turns, actions)) return;
  event.preventDefault();
}

function openCitation(link: HTMLAnchorElement, turns: Turn[], { open }: LinkActions): boolean {
  const id = link.closest<HTMLElement>('[data-turn]')?.dataset.turn;
  const among = turns.find((turn) => turn.id === id)?.answer?.citations ?? [];
  const citation = among.find(({ marker }) => String(marker) === link.dataset.marker);
  if (citation === undefined) return false;
  open(placeOf(citation, among));
  return true;
}
