import { searchForm } from '../language/normalise.ts';
import type { Support } from './support.ts';

/** The label that the product puts before a draft where headings tell clauses apart: 南开区（title of the heading）：. */
const LABEL = /^(?<who>[\p{Script=Han}《》]{0,40})（(?<title>[^：]+)）：/u;

/**
 * A statement without the heading of such a label: the path is the clause's own, so that its words are no claim to be borne
 * out by a sentence. Whose document it is stays; a heading that no cited clause stands under stays, too, and is proven.
 */
export function withoutLabel(text: string, supports: Support[]): string {
  const label = LABEL.exec(text);
  if (!label) return text;
  const { who, title } = label.groups as { who: string; title: string };
  const form = searchForm(title);
  const isHeading = supports.some(({ clause }) => clause.path.some((one) => searchForm(one).endsWith(form)));
  return isHeading ? `${who}：${text.slice(label[0].length)}` : text;
}
