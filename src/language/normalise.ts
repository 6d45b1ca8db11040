import { Converter } from 'opencc-js/t2cn';
import { remembered } from './remembered.ts';
import { withoutUnseen } from './unseen.ts';

// The plain traditional → simplified tables: regional vocabulary (軟體 → 软件) is not wanted in mainland documents.
const toSimplified = Converter({ from: 't', to: 'cn' });

/** Every character that the converter changes: a text without one (nearly all are) need not visit it. */
function traditionalCharacters(): Set<string> {
  const characters: string[] = [];
  for (let code = 0x3400; code <= 0x9fff; code++) characters.push(String.fromCodePoint(code));
  const simplified = toSimplified(characters.join('\n')).split('\n');
  return new Set(characters.filter((character, i) => simplified[i] !== character));
}

const TRADITIONAL = traditionalCharacters();

const PLAIN_SIMPLIFIED = /^[\u0000-\u007f\u3001\u3002\uff0c]*$/;
const BROKEN = /\p{Surrogate}/gu;
const GAP_BETWEEN_LATIN = /([a-z])\s+(?=[a-z])/g;
const HELD_GAP = '\u0001';

function hasTraditional(text: string): boolean {
  if (PLAIN_SIMPLIFIED.test(text)) return false;
  for (const character of text) if (TRADITIONAL.has(character)) return true;
  return false;
}

/**
 * The form in which texts are compared: NFKC, simplified characters, lower case, no white space except one blank
 * between Latin words, no invisible or broken characters. For search only: never shown, never quoted.
 */
export const searchForm = remembered(readSearchForm);

function readSearchForm(text: string): string {
  let form = withoutUnseen(text).replace(BROKEN, '').normalize('NFKC').toLowerCase();
  if (hasTraditional(form)) form = toSimplified(form);
  if (!/\s/.test(form)) return form;
  return form.replace(GAP_BETWEEN_LATIN, `$1${HELD_GAP}`).replace(/\s+/g, '').replaceAll(HELD_GAP, ' ');
}
