import { type MappedText, mapText, type Span } from '../language/mapped-text.ts';

export type HeadingKind = 'numbered' | 'run-in' | 'label';

/** A title in the outline. Its parent is the nearest heading before it with a smaller level. */
export interface Heading extends Span {
  level: number;
  /** As printed, white space and Markdown marks removed, delimiter (。：——) not included. */
  title: string;
  kind: HeadingKind;
  /** Position of the parent in the outline's heading list, null at the top. */
  parent: number | null;
}

/** One sentence (or table row) of a clause: the unit that is quoted. `text` has no white space between Chinese. */
export interface Sentence extends Span {
  text: string;
  /** Where a page ends inside it: the spans it is printed in. `text` leaves out what stands between them. */
  parts?: Span[];
}

/** The text of a sentence with its places in the source. */
export function mapSentence(source: string, { start, end, parts = [{ start, end }] }: Sentence): MappedText {
  const mapped = parts.map((part) => mapText(source, part.start, part.end));
  return {
    text: mapped.map(({ text }) => text).join(''),
    offsets: mapped.flatMap(({ offsets }) => offsets),
  };
}

/** An organisation named in the clause's 责任单位 list. */
export interface ResponsibleUnit extends Span {
  name: string;
  /** What the unit does, as the list says it: 牵头单位, 配合; '' where the list only names its units. */
  role: string;
}

export type ClauseKind = 'text' | 'table-row' | 'article' | 'front';

/** The smallest piece one can cite: a paragraph with its heading path. */
export interface Clause extends Span {
  /** Stable across rebuilds of the same document: made from document id, path and text. */
  id: string;
  documentId: string;
  kind: ClauseKind;
  /** Titles from the outermost heading to the innermost. */
  path: string[];
  /** Position of the innermost heading in the outline, null before the first one. */
  heading: number | null;
  /** Text without line breaks, Markdown marks and the delimiter that follows a run-in heading. */
  text: string;
  page: number | null;
  sentences: Sentence[];
  /** The clause's 责任单位 list, empty where it has none; `unitsSpan` is the whole bracket. */
  responsibleUnits: ResponsibleUnit[];
  unitsSpan: Span | null;
}

/** The sentences of a clause without its list of responsible units and the title of its article; a title with a name in it says something. */
export function ownSentences({ kind, path, sentences, unitsSpan }: Clause): Sentence[] {
  const title = kind === 'article' && sentences.length > 1 ? `${path.at(-1)}。` : '';
  return sentences.filter(
    ({ start, text }) =>
      (text !== title || text.includes('“')) &&
      (unitsSpan === null || start < unitsSpan.start || start >= unitsSpan.end),
  );
}

/** A document understood: headings and clauses partition its text. */
export interface Outline {
  documentId: string;
  title: string;
  headings: Heading[];
  clauses: Clause[];
}
