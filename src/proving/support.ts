import type { Clause, Sentence } from '../clauses/clause.ts';
import { headingPath } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { readingsOf } from '../facts/tables.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import type { Span } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';

/** What a quotation stands on: a sentence of a clause, or the heading above it. */
export type Support =
  | {
      kind: 'sentence';
      document: PolicyDocument;
      clause: Clause;
      sentence: Sentence;
      text: string;
      /** Where the title begins that is written right before it and cited along. */
      from?: number;
    }
  | { kind: 'heading'; document: PolicyDocument; clause: Clause; span: Span; path: string[]; text: string };

/** Shorter quotations prove nothing. */
const SHORTEST = 4;
/** Stops, dashes and quotation marks at the ends of a quotation, which writers add and drop. */
const ENDS = /^[“”"'‘’。，；：、,.;:…—]+|[“”"'‘’。，；：、,.;:…—]+$/gu;

/** The form in which a quotation must stand in its clause: characters count, their width and white space do not. */
function quoteForm(text: string): string {
  return searchForm(text).replace(ENDS, '');
}

/** The sentences that a quotation runs over; empty where the clause does not hold it. */
function sentencesHolding(clause: Clause, wanted: string): number[] {
  const forms = readingsOf(clause).map(searchForm);
  const single = forms.findIndex((form) => form.includes(wanted));
  if (single >= 0) return [single];
  const raw = clause.sentences.findIndex(({ text }) => searchForm(text).includes(wanted));
  if (raw >= 0) return [raw];
  const at = forms.join('').indexOf(wanted);
  if (at < 0) return [];
  let from = 0;
  return forms.flatMap((form, i) => {
    const start = from;
    from += form.length;
    return start < at + wanted.length && from > at ? [i] : [];
  });
}

/** The heading above a clause, the nearest first, whose title satisfies `fits`; none where there is none. */
function headingSupport(
  { clause, document }: { clause: Clause; document: PolicyDocument },
  index: PolicyIndex,
  fits: (form: string) => boolean,
): Support[] {
  const outline = index.outlines.get(document.id)!;
  for (let at = clause.heading; at !== null; at = outline.headings[at]!.parent) {
    const { title, start, end } = outline.headings[at]!;
    if (!fits(quoteForm(title))) continue;
    const path = headingPath(outline, at);
    return [{ kind: 'heading', document, clause, span: { start, end }, path, text: title }];
  }
  return [];
}

/** What a quotation says behind the title that it opens with (（一）加强领导。各单位要……); null where it opens with none. */
function behindTitle(form: string, { path }: Clause): string | null {
  const title = quoteForm(path.at(-1) ?? '');
  const rest = title !== '' && form.startsWith(title) ? quoteForm(form.slice(title.length)) : '';
  return rest.length >= SHORTEST ? rest : null;
}

/** Finds where `quote` stands in a clause or in the headings above it; empty where it does not stand there word for word. */
export function locateQuote(
  quote: string,
  shown: { clause: Clause; document: PolicyDocument },
  index: PolicyIndex,
): Support[] {
  const { clause, document } = shown;
  const form = quoteForm(quote);
  const behind = behindTitle(form, clause);
  const wanted = behind ?? form;
  if (wanted.length < SHORTEST) return [];
  const readings = readingsOf(clause);
  const inText = sentencesHolding(clause, wanted).map((i) => ({
    kind: 'sentence' as const,
    document,
    clause,
    sentence: clause.sentences[i]!,
    text: readings[i]!,
  }));
  const title = behind === null ? [] : headingSupport(shown, index, (one) => form.startsWith(one));
  if (inText.length > 0) return [...title, ...inText];
  return headingSupport(shown, index, (one) => one.includes(wanted));
}
