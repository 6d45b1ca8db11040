import type { HeadingKind } from './clause.ts';
import type { Marker } from './numbering.ts';

/** How a title is set off: on a line of its own, or from its paragraph by a stop, colon or dash. */
export type TitleStyle = 'line' | 'stop' | 'colon' | 'dash';

/** A heading found at the start of a paragraph, before it is placed in the tree. */
export interface FoundHeading {
  kind: HeadingKind;
  marker: Marker | null;
  /** Number of # marks; 7 for a line wholly in bold, 0 for neither. */
  hashes: number;
  title: string;
  style: TitleStyle;
  /** Characters of the paragraph's text that the title takes; the rest of the paragraph is body. */
  length: number;
  start: number;
  end: number;
}
