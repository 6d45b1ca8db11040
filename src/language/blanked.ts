/** Stands where a character is not shown: white space to whoever reads on, and no gap between words or columns. */
const UNSHOWN = '\ufeff';
const UNSHOWN_ALL = new RegExp(UNSHOWN, 'gu');

/** As much of nothing as `text` is long, its line breaks kept, so that every offset stays what it was. */
export function blanked(text: string): string {
  // Without the u flag: a character outside the BMP takes two places.
  return text.replace(/[^\n\r\f]/g, UNSHOWN);
}

/** True where nothing of a text is shown. */
export function isBlanked(text: string): boolean {
  return text.trim() === '';
}

/** A text without the places of what is not shown. */
export function withoutBlanks(text: string): string {
  return text.replace(UNSHOWN_ALL, '');
}
