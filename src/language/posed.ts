import { blanked } from './blanked.ts';

/** Turns of a conversation with a model, as its templates write them, of whoever is not the one who asks. */
const POSED_TURNS = [
  /<((?:system|assistant|developer|instruction|inst|prompt|override|admin|tool|function)[\w-]{0,30})\b[^<>]{0,300}>[\s\S]{0,2000}?<\/\1\s*>/giu,
  /<\|(?:im_start|start_header_id)\|>\s*(?:system|assistant|developer|tool)[\s\S]{0,2000}?<\|(?:im_end|eot_id)\|>/giu,
  /<<sys>>[\s\S]{0,2000}?<<\/sys>>/giu,
  /\[(inst|sys|system)\][\s\S]{0,2000}?\[\/\1\]/giu,
];
/** What is left where a turn is not closed. */
const TOKENS =
  /<\|[a-z_]{1,30}\|>(?:\s*(?:system|user|assistant|developer)\b)?|<<\/?sys>>|\[\/?(?:inst|sys|system)\]/giu;
const KEY = /["“'][\w-]{1,40}["”']\s*[:：]/u;
/** Closes data that was opened elsewhere. */
const DATA_END = /["'”]?[}\]](?:\s*[}\]])+/gu;
const MAX_DATA = 3000;

/** End (exclusive) of the braces that open at `at`; of their line where nothing closes them. */
function dataEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < Math.min(text.length, at + MAX_DATA); i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Blanks objects written as data: in braces, with keys in quotation marks. */
function withoutData(text: string): string {
  let shown = '';
  let from = 0;
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', Math.max(at + 1, from))) {
    const end = dataEnd(text, at);
    if (!KEY.test(text.slice(at, end))) continue;
    shown += text.slice(from, at) + blanked(text.slice(at, end));
    from = end;
  }
  return shown + text.slice(from);
}

/** A text without what poses as turns of a conversation, or as data for a program: blanked, so that offsets stay. */
export function withoutPosed(text: string): string {
  const turnless = POSED_TURNS.reduce((shown, turn) => shown.replace(turn, blanked), text);
  return withoutData(turnless.replace(TOKENS, blanked)).replace(DATA_END, blanked);
}
