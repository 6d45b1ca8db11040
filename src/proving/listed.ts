/** Lines of an answer that list something: - …, 1. …, rows of a table below its head. */
const ITEM = /^(?:- |\d{1,3}\. )/u;
const LEFT_OUT = /另有\s?(\d+)\s?[项处个条]/u;

/** Where an answer states how many things it lists: 共 4 项, 分为 3 部分, 写到 2 处, 另有 2 项未列出. */
export const COUNTS =
  /(?:共计?|总计|合计|一共|分为|写在|名称的有|另有)\s?(\d+)\s?(?:项|处|个|家|条|部分|步|点|类|种)/gu;

/**
 * How many things stand behind a count that ends at `from` in line `at`: the items below it with those said to be left out,
 * or the members behind its colon (甲、乙、丙 or 甲；乙；丙). Null where it lists nothing.
 */
export function listSizeAt(lines: string[], at: number, from: number): number | null {
  let next = at + 1;
  while (next < lines.length && ITEM.test(lines[next]!)) next++;
  const items = next - at - 1;
  if (items > 0) return items + Number(LEFT_OUT.exec(lines[next] ?? '')?.[1] ?? 0);
  const told = /^[^：；。|]*：([^|]+)/u.exec(lines[at]!.slice(from))?.[1];
  if (told === undefined) return null;
  const members = told.replace(/\[\d+\]/gu, '').replace(/。.*$/u, '');
  return members.split(members.includes('；') ? '；' : '、').length;
}

/** How many things a line says were left out must be told by the line above it; null where it says nothing of it. */
export function leftOutAt(lines: string[], at: number): number | null {
  const stated = LEFT_OUT.exec(lines[at]!)?.[1];
  if (stated === undefined) return null;
  let first = at;
  while (first > 0 && ITEM.test(lines[first - 1]!)) first--;
  const total = [...(lines[first - 1] ?? '').matchAll(COUNTS)].map(([, n]) => Number(n))[0];
  return total === undefined ? null : total - (at - first);
}
