import { blanked } from './blanked.ts';
import type { Span } from './mapped-text.ts';
import { TERMINAL_COMMANDS, UNSEEN } from './unseen.ts';

/** What to write over each match, just as long as it is. */
type Rule = [pattern: RegExp, write: (match: string, ...groups: string[]) => string];

/** Text set to run backwards: what it says is not what it shows. */
const REVERSED = /\u202e[^\u202c\n]{0,500}\u202c?/gu;

const HIDDEN: Rule[] = [
  [TERMINAL_COMMANDS, blanked],
  [REVERSED, blanked],
  [UNSEEN, blanked],
];

const COMMENT = /<!--[\s\S]{0,3000}?-->/gu;
/** Elements whose content is no text of a document. */
const UNPRINTED_ELEMENT = /<(script|style|iframe|object|svg)\b[^<>]{0,300}>[\s\S]{0,3000}?<\/\1\s*>/giu;
const TAG = /<[a-z/!?|](?:"[^"<>\n]*"|'[^'<>\n]*'|[^<>"'\n])*>|<[a-z/!?|][^<>\n]{0,300}>/giu;
/** A tag that is never closed swallows what is written like one. */
const OPEN_TAG = /<(?=[a-z/!?|])[\x20-\x7e]*/giu;

/** Less than is no tag. */
const LIKE_TAG = /^<(?:[/!|?]|[a-z]{3,}|[^\s]*[=(])/iu;

const TAGS: Rule[] = [
  [COMMENT, blanked],
  [UNPRINTED_ELEMENT, blanked],
  [TAG, blanked],
  [OPEN_TAG, (open) => (LIKE_TAG.test(open) ? blanked(open) : `＜${open.slice(1)}`)],
];

const TARGET = String.raw`\([^()\n]{0,500}(?:\([^()\n]{0,300}\)[^()\n]{0,300}){0,5}\)`;
const IMAGE = new RegExp(
  String.raw`!\[[^\[\]\n]{0,300}\](?:${TARGET}|\[[^\[\]\n]{0,100}\])?|(?<=\S)!(?=\[)`,
  'gu',
);
const LINK = new RegExp(String.raw`\[([^\[\]\n]{0,300})\](${TARGET}|\[[^\[\]\n]{0,100}\])`, 'gu');
const DEFINITION = /^[ \t>]*\[[^[\]\n]{1,100}\]:[ \t]*<?(?:[a-z]+:|[/#]|www\.)[^\n]*/gimu;
/** What a link would need to become one beside our own markers. */
const OPEN_LINK = /\](?=\(|:\s)/gu;
const ADDRESS =
  /(?:https?|ftps?|wss?|file):\/\/(?:[^\s\p{Script=Han}，。；、：！？（）()【】《》「」“”‘’"'<>|]|(?<==)\p{Script=Han}+)*/giu;
const SCRIPT_ADDRESS = /\b(?:javascript|vbscript|data|file):[^\s\p{Script=Han}，。；、）】》」”’|]*/giu;
const FENCE = /`{3,}[a-z]*/giu;
const PRINTED_MARKER = /\[(\d{1,4})\]/gu;

/** A link's label stays where it says something; a number in brackets would pass for one of our markers. */
function label(match: string, words: string, target: string): string {
  if (/^\[\d+\]$/u.test(target) && /^\d+$/u.test(words)) return match;
  const isMarker = /^[\s\d^]*$/u.test(words);
  return isMarker ? blanked(match) : `${blanked('[')}${words}${blanked(`]${target}`)}`;
}

const LINKS: Rule[] = [
  [IMAGE, blanked],
  [DEFINITION, blanked],
  [LINK, label],
  [OPEN_LINK, () => '〕'],
  [ADDRESS, blanked],
  [SCRIPT_ADDRESS, blanked],
  [FENCE, blanked],
  [PRINTED_MARKER, (_, digits) => `〔${digits}〕`],
];

/** A text with every tag, and what stands in a script, blanked. */
export function withoutTags(text: string): string {
  return apply(TAGS, text);
}

function apply(rules: Rule[], text: string): string {
  return rules.reduce((shown, [pattern, write]) => shown.replace(pattern, write), text);
}

/**
 * A text as it may be shown: without unseen characters, terminal commands, tags, links, images and addresses, printed
 * markers in brackets of their own. Just as long as the text: what is not shown is blanked, so that offsets stay. `tables`
 * are the places of tables in HTML, whose tags are read elsewhere.
 */
export function printable(text: string, tables: Span[] = []): string {
  const seen = apply(HIDDEN, text);
  let shown = '';
  let at = 0;
  for (const { start, end } of tables) {
    shown += withoutTags(seen.slice(at, start)) + seen.slice(start, end);
    at = end;
  }
  return apply(LINKS, shown + withoutTags(seen.slice(at)));
}
