/** Two institutions that a text puts together: 甲校与乙校. */
export type Pair = readonly [string, string];

const NAME =
  '[\\p{Script=Han}\\d]{1,12}?(?:中学|小学|[一二三四五六七八九十]中|幼儿园|学校|大学|学院|医院|公司|街道|区|局)';
const PAIR = new RegExp(`(${NAME})[与和跟同](${NAME})(?!\\p{Script=Han}*?[与和跟同]${NAME}(?:、|$))`, 'gu');
/** What comes before the first name of a list of pairs. */
const OPENING = /^(?:组织|推动|推进|安排|建立|促进|支持|开展|由|的|了)+/u;

/** The pairs that a text (search form) lists: 组织建立甲校与乙校、丙校与丁校对口帮扶 → two of them. */
export function pairsIn(text: string): Pair[] {
  return text
    .split(/[，,。；;、]/u)
    .flatMap((part) =>
      [...part.matchAll(PAIR)].map(([, first, second]): Pair => [first!.replace(OPENING, ''), second!]),
    );
}
