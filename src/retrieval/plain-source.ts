import type { PolicyDocument } from '../documents/document.ts';
import { searchForm } from '../language/normalise.ts';

const plain = new WeakMap<PolicyDocument, string>();

/** A document's whole text as it is read, in search form, made once. */
function plainSource(document: PolicyDocument): string {
  const known = plain.get(document) ?? searchForm(document.shown).replace(/[#*|]/gu, '');
  plain.set(document, known);
  return known;
}

/** True where some document holds the string (search form), wherever its lines were broken. */
export function holdsText(documents: PolicyDocument[], text: string): boolean {
  return documents.some((document) => plainSource(document).includes(text));
}

/** Enough to see whether a string ever stands as a word of its own. */
const MAX_PLACES = 20;

/** Where the documents hold the string, each place with so many characters on both sides. */
export function placesOf(
  documents: PolicyDocument[],
  text: string,
  around: number,
): { context: string; at: number }[] {
  const places: { context: string; at: number }[] = [];
  for (const document of documents) {
    const source = plainSource(document);
    for (
      let at = source.indexOf(text);
      at >= 0 && places.length < MAX_PLACES;
      at = source.indexOf(text, at + 1)
    ) {
      const from = Math.max(0, at - around);
      places.push({ context: source.slice(from, at + text.length + around), at: at - from });
    }
  }
  return places;
}
