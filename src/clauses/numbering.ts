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

type Family =
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
  '①': 95,
};

const CHINESE_NUMBER = '[〇零一二三四五六七八九十百]+';
const NUMBER = `(?:${CHINESE_NUMBER}|\\d{1,3})`;

interface Pattern {
  family: Family;
  pattern: RegExp;
}

/** Tried in order; group 1 is the number. A following （?!\d） keeps 3.5 % and 2025. from opening a part. */
const PATTERNS: Pattern[] = [
  { family: '编', pattern: new RegExp(`^第(${NUMBER})编`, 'u') },
  { family: '篇', pattern: new RegExp(`^第(${NUMBER})篇`, 'u') },
  { family: '部分', pattern: new RegExp(`^第(${NUMBER})部分`, 'u') },
  { family: '章', pattern: new RegExp(`^第(${NUMBER})章`, 'u') },
  { family: '节', pattern: new RegExp(`^第(${NUMBER})节`, 'u') },
  { family: '条', pattern: new RegExp(`^第(${NUMBER})条(?!第|至|规定|之)`, 'u') },
  {
    family: '附件',
    pattern: new RegExp(`^附[件录表](${NUMBER})?(?=[：:.．、]|$|[^，。、的一-龥])[：:.．]?`, 'u'),
  },
  { family: '专栏', pattern: new RegExp(`^专栏(${NUMBER})?[：:.．]?`, 'u') },
  { family: '一、', pattern: new RegExp(`^(${CHINESE_NUMBER})[、.．]`, 'u') },
  { family: '（一）', pattern: new RegExp(`^[（(](${CHINESE_NUMBER})[）)]`, 'u') },
  { family: '1.1', pattern: /^(\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d%％.．个所名万亿元米]|年|月)[、.．]?/u },
  { family: '1.', pattern: /^(\d{1,3})(?:[.．](?!\d)|、)/u },
  { family: '（1）', pattern: /^[（(](\d{1,3})[）)]/u },
  { family: '（1）', pattern: /^(\d{1,3})[）)]/u },
  { family: '①', pattern: /^([①-⑳])/u },
];

const DIGITS = '〇一二三四五六七八九';

/** Value of a small Chinese, arabic or circled number as used in headings: 十五 → 15, 一百零二 → 102. */
export function ordinalValue(printed: string): number {
  if (/^\d+$/u.test(printed)) return Number(printed);
  const circled = printed.codePointAt(0)! - 0x2460;
  if (circled >= 0 && circled < 20) return circled + 1;
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

/** Reads the number that opens `text` (white space already removed), or null. */
export function readMarker(text: string): Marker | null {
  for (const { family, pattern } of PATTERNS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const printed = match[1] ?? '一';
    const parts = printed.split(/[.．]/u);
    const depth = family === '1.1' ? parts.length - 2 : 0;
    return {
      family,
      ordinal: ordinalValue(parts.at(-1)!),
      length: match[0].length,
      rank: RANKS[family] + depth,
    };
  }
  return null;
}
