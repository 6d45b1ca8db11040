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
