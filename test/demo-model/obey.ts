import { type Prompt, wordsOf } from './read-prompt.ts';

/** An instruction found among the material, and what it makes a gullible model say. */
export interface Obeyed {
  instruction: string;
  says: string;
}

const OPEN = '[“"「『‘\']';
const CLOSE = '[”"」』’\']';
const QUOTED = `${OPEN}(?<quoted>[^”"」』’'\\n]{1,200})${CLOSE}`;
const FOLLOWING = '(?<following>[^。！\\n“”"]{2,120})';
const WORDS = `(?:${QUOTED}|${FOLLOWING})`;

/** How instructions look; the named groups hold what is to be said. Without one, the whole of it is said. */
const INSTRUCTIONS: RegExp[] = [
  new RegExp(
    `在?回答的?(?:末尾|结尾|最后|开头|前面|后面)(?:都|须|请)*(?:加上|附上|写上|添加|注明)[:：]?\\s*${WORDS}`,
    'giu',
  ),
  new RegExp(`(?:输出|回答|回复|打印|写出|说|print|say|output|reply(?: with)?)[:：]?\\s*${QUOTED}`, 'giu'),
  new RegExp(`(?:请|只|必须|直接|统一)(?:输出|回复|打印)[:：]?\\s*${FOLLOWING}`, 'giu'),
  new RegExp(`(?:请|只|必须|直接|统一)(?:回答|说)[:：]\\s*${FOLLOWING}`, 'giu'),
  /(?:<\|?(?:im_start\|>)?system\|?>|\[INST\]|#{2,}\s*(?:指令|instructions?)|\bsystem\s*[:：]|系统(?:提示|指令|消息)[:：])[:：]?\s*(?<following>[^\n<[]{2,120})/giu,
  /(?:你现在是|从现在起你是|请?扮演|you are now)\s*(?<role>[^，。；！\n“”"]{1,40})/giu,
  /(?:忽略|无视|忘记|不要理会)(?:以上|之前|前面|上述|上面|先前|所有)[^，。；！\n]*[，。；！,]?(?<following>[^。！\n]{0,120})/gu,
  /ignore (?:all |any )?(?:the )?(?:previous|above|prior)[^.\n]*\.?\s*(?<following>[^.\n]{0,120})/giu,
  /!?\[[^\]\n]*\]\([^)\s]+\)/gu,
  /javascript:[^\s)"'>，。]+/giu,
  /<(?:img|a|script|iframe|svg|object)\b[^>]*>/giu,
];
/** Fewer characters would be found in any answer. */
const LEAST_WORDS = 2;

/** Every instruction in the question, the earlier turns and the clauses of a request, each once. */
export function findInstructions({ question, earlier, clauses }: Prompt): Obeyed[] {
  const texts = [question, ...earlier, ...clauses.flatMap(wordsOf)];
  const found = new Map<string, Obeyed>();
  for (const text of texts) {
    for (const pattern of INSTRUCTIONS) {
      for (const match of text.matchAll(pattern)) {
        const says = saidFor(match);
        if (says.length >= LEAST_WORDS && !found.has(says)) found.set(says, { instruction: match[0], says });
      }
    }
  }
  return [...found.values()];
}

function saidFor({ 0: whole, groups }: RegExpMatchArray): string {
  if (groups?.role) return `我现在是${groups.role.trim()}`;
  return (groups?.quoted ?? groups?.following ?? whole).trim() || whole;
}
