import { compareContent } from './compare-view.ts';
import { dutiesContent } from './duties-view.ts';
import { factStrings } from './fact-strings.ts';
import { headerView } from './frame-view.ts';
import { targetsContent } from './targets-view.ts';
import { h, type View } from './view.ts';

/** The pages of facts by the name in their address, with the filters that each takes. */
export const factPages = {
  targets: {
    title: factStrings.targetsTitle,
    filters: ['documentId', 'topic', 'q', 'past'],
    content: targetsContent,
  },
  duties: { title: factStrings.dutiesTitle, filters: ['documentId', 'unit', 'task'], content: dutiesContent },
  compare: { title: factStrings.compareTitle, filters: ['a', 'b'], content: compareContent },
} as const;

export type FactPageName = keyof typeof factPages;

/** The filters of a page that its address gives; anything else in the address is left alone. */
export function filtersOf(name: FactPageName, given: Record<string, string>): Record<string, string> {
  const entries = factPages[name].filters.map((filter) => [filter, given[filter] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** A page of facts; where a key is needed it comes empty and its script fills it. */
export function factsPage(name: FactPageName, content: View[]): View[] {
  return [headerView(name), h('main', { class: 'fact-page', id: 'facts', 'data-facts': name }, ...content)];
}
