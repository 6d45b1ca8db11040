/**
 * Characters that nobody sees but that a terminal, a browser or a model obeys: controls (white space aside), zero-width
 * and bidi ones (https://www.unicode.org/reports/tr36/), variation selectors, and the tag characters.
 */
export const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu;

/** What a terminal takes for a command (https://www.ecma-international.org/publications-and-standards/standards/ecma-48/). */
export const TERMINAL_COMMANDS =
  /(?:\u001b\[|\u009b)[0-?]{0,40}[ -/]{0,4}[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]{0,500}(?:\u0007|\u001b\\|\u009c)?|\u001b[ -~]?/gu;

/** A text without terminal commands and unseen characters. */
export function withoutUnseen(text: string): string {
  return text.replace(TERMINAL_COMMANDS, '').replace(UNSEEN, '');
}
