/**
 * Numbers that open a part of a plan. GB/T 9704—2012 7.3.3 orders 一、 （一） 1. （1） below each other; 编, 篇, 章 and 节
 * stand above them, decimals (1.1) beside the arabic ones.
 */
export interface Marker {
  family: Family;
  /** Value of the number: 3 for 第三章, （三） and 3. */
  ordinal: number;
  /** Characters of the paragraph's text that the marker takes. */
  length: number;
  /** Position in the order of families; the larger, the deeper. */
  rank: number;
}

/** A way of numbering; the name is how its first number looks. */
export type Family =
  | '编'
  | '篇'
  | '部分'
  | '章'
  | '节'
  | '条'
  | '附件'
  | '专栏'
  | '一、'
  | '（一）'
  | '1.'
  | '1.1'
  | '（1）'
  | '1）'
  | '①';

const RANKS: Record<Family, number> = {
  附件: 1,
  编: 10,
  篇: 20,
  部分: 25,
  章: 30,
  节: 40,
  条: 45,
  '一、': 50,
  '（一）': 60,
  专栏: 65,
  '1.': 80,
  '1.1': 82,
  '（1）': 90,
  '1）': 92,
  '①': 95,
};

const CHINESE_NUMBER = '[〇零一二三四五六七八九十百]+';
const NUMBER = `(?:${CHINESE_NUMBER}|\\d{1,3})`;
/** 第三条的, 第三条至第五条, 第三条规定: the article is spoken of, not opened. */
const SPOKEN_OF = '(?!第|至|规定|之|的|、|和第|及第|或第|所[规称列述]|中[规所]|款|项)';
/** After a decimal these make it an amount. */
const UNIT = '[\\d%％‰℃.．个所名项次万亿元米倍年月日人户吨亩公平千百‐-]';

interface Pattern {
  family: Family;
  pattern: RegExp;
}

/** Tried in order; group 1 is the number. A following （?!\d） keeps 3.5 % and 2025. from opening a part. */
const PATTERNS: Pattern[] = [
  { family: '编', pattern: new RegExp(`^第(${NUMBER})编(?![制号写])`, 'u') },
  { family: '篇', pattern: new RegExp(`^第(${NUMBER})(?:篇(?!章)|分编)`, 'u') },
  { family: '部分', pattern: new RegExp(`^第(${NUMBER})部分`, 'u') },
  { family: '章', pattern: new RegExp(`^第(${NUMBER})章(?![节的至、]|规定)`, 'u') },
  { family: '节', pattern: new RegExp(`^第(${NUMBER})节(?![课的至、]|规定)`, 'u') },
  { family: '条', pattern: new RegExp(`^第(${NUMBER})条(?:之${CHINESE_NUMBER})?${SPOKEN_OF}`, 'u') },
  {
    family: '附件',
    pattern: new RegExp(`^附[件录表](${NUMBER}(?:[-—]\\d{1,2})?)[：:.．、]?(?![至和及的所中]|、)`, 'u'),
  },
  { family: '附件', pattern: /^附[件录表]?()[：:]/u },
  { family: '附件', pattern: /^附[件录表]()$/u },
  { family: '专栏', pattern: new RegExp(`^专栏(${NUMBER})[：:.．、]?(?![至和及的所中])`, 'u') },
  { family: '专栏', pattern: /^专栏()(?:[：:]|$)/u },
  { family: '一、', pattern: new RegExp(`^(${CHINESE_NUMBER})[、.．]`, 'u') },
  {
    family: '（一）',
    pattern: new RegExp(`^[（(]?(${CHINESE_NUMBER})[）)](?![（(、款]|至[（(第]|项(?!目))`, 'u'),
  },
  { family: '（一）', pattern: /^([㈠-㈩])/u },
  { family: '1.1', pattern: new RegExp(`^(\\d{1,2}(?:[.．]\\d{1,2}){1,3})(?!${UNIT})[、.．]?`, 'u') },
  { family: '1.', pattern: /^(\d{1,3})(?:\\?[.．](?!\d)|、)/u },
  { family: '1.', pattern: /^([⒈-⒛])/u },
  { family: '（1）', pattern: /^[（(](\d{1,3})[）)](?![（(、]|至[（(第]|项(?!目))/u },
  { family: '（1）', pattern: /^([⑴-⒇])/u },
  { family: '1）', pattern: /^(\d{1,3})[）)]/u },
  { family: '①', pattern: /^([①-⑳])/u },
];

/** The gap after a number tells `1. 5所学校` and `第三条 中小学` apart from 1.5 and 第三条中. */
const GAP_PATTERNS: Pattern[] = [
  { family: '1.', pattern: /^(\d{1,3}) ?[.．] ?(?=\d)(?<= )/u },
  { family: '1.1', pattern: /^(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]? (?=\d)/u },
  { family: '条', pattern: new RegExp(`^第 ?(${NUMBER}) ?条(?:之${CHINESE_NUMBER})? `, 'u') },
  { family: '附件', pattern: new RegExp(`^附 ?[件录表] ?(${NUMBER})? (?!${NUMBER}(?: |$))`, 'u') },
  { family: '专栏', pattern: new RegExp(`^专 ?栏 ?(${NUMBER})? (?!${NUMBER}(?: |$))`, 'u') },
];

const DIGITS = '〇一二三四五六七八九';
/** First characters of the blocks of numbers drawn as one character. */
const DRAWN = ['①', '⑴', '⒈', '㈠'].map((first) => first.codePointAt(0)!);

/** Value of a small Chinese, arabic or circled number as used in headings: 十五 → 15, 一百零二 → 102. */
export function ordinalValue(printed: string): number {
  if (/^\d+$/u.test(printed)) return Number(printed);
  const code = printed.codePointAt(0)!;
  const block = DRAWN.find((first) => code >= first && code < first + 20);
  if (block !== undefined) return code - block + 1;
  let total = 0;
  let digit = 0;
  for (const character of printed.replaceAll('零', '〇')) {
    if (character === '百') {
      total += (digit || 1) * 100;
      digit = 0;
    } else if (character === '十') {
      total += (digit || 1) * 10;
      digit = 0;
    } else digit = DIGITS.indexOf(character);
  }
  return total + digit;
}

/** Full-width digits as plain ones, so that every pattern reads both. */
function plainDigits(text: string): string {
  return text.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** 一、二年级 and 1、2号楼 count two things on; they open nothing. */
function isEnumeration({ family, ordinal, length }: Marker, text: string): boolean {
  if (family !== '一、' && family !== '1.') return false;
  const next = new RegExp(`^(${NUMBER})(?:、|年级|[级类线产本号楼]|等奖)`, 'u').exec(text.slice(length));
  return next !== null && ordinalValue(next[1]!) === ordinal + 1;
}

function match(patterns: Pattern[], text: string): Marker | null {
  for (const { family, pattern } of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const parts = (found[1] || '1').split(/[.．—-]/u);
    const ordinal = ordinalValue((family === '1.1' ? parts.at(-1) : parts[0])!);
    const length = found[0].replaceAll(' ', '').length;
    const depth = family === '1.1' ? parts.length - 2 : 0;
    return { family, ordinal, length, rank: RANKS[family] + depth };
  }
  return null;
}

/**
 * Reads the number that opens `text` (white space already removed), or null. `opening`, the beginning with its gaps as
 * printed, decides where the gap does.
 */
export function readMarker(text: string, opening = ''): Marker | null {
  const marker =
    (opening.includes(' ') ? match(GAP_PATTERNS, plainDigits(opening)) : null) ??
    match(PATTERNS, plainDigits(text));
  return marker && !isEnumeration(marker, plainDigits(text)) && marker.ordinal > 0 ? marker : null;
}
