import type { Grounds } from './grounds.ts';

/** Words that forbid, deny or end something. */
const NEGATIONS =
  /不得|不予|不再|不能|不可(?!或缺|分割|替代)|不应|不允许|不准|不需|不必|不纳入|禁止|严禁|杜绝|暂停|停止|取消|撤销|无需|无须|免于|没有|尚未|未(?=[达经能被按获])|并非|不是/gu;
/** Words that leave free or bind. */
const ALLOWING = /可以|可(?=[由在按向以根据])|允许|鼓励/gu;

const STRONG = /不得|不予|不能|不准|禁止|严禁|暂停|停止|取消|撤销|不再|不纳入|不允许/u;

function wordsOf(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern) ?? [])];
}

/** What a statement denies or forbids and its cited words do not, or the other way round; null where both agree. */
export function flippedSense(text: string, { cited }: Grounds): string | null {
  const added = wordsOf(text, NEGATIONS).find((word) => !cited.includes(word));
  if (added !== undefined) return added;
  const allowed = wordsOf(text, ALLOWING).find((word) => !cited.includes(word));
  // 不得 made 可以.
  if (allowed !== undefined && STRONG.test(cited)) return allowed;
  const forbids = wordsOf(cited, new RegExp(STRONG.source, 'gu'));
  const isShort = cited.length < 80;
  return isShort && forbids.length > 0 && !STRONG.test(text) ? forbids[0]! : null;
}

/** Ways of saying that a document is in force. */
const IN_FORCE =
  /已(?:经)?(?:正式)?(?:印发|发布|施行|实施|生效|出台|通过)|正式(?:印发|发布|施行|实施|出台|规定|文件)|现行(?:有效|规定|依据|政策|文件)?|具有(?:法律|强制)|法律(?:规定|效力)|法定|依法必须|有效的规定/u;

/** Words by which a statement on a draft speaks of it as law, that its clauses do not use themselves; else null. */
export function draftAsLaw(text: string, { cited, supports }: Grounds): string | null {
  if (!supports.some(({ document }) => /稿|草案/u.test(document.status))) return null;
  const found = IN_FORCE.exec(text)?.[0];
  return found !== undefined && !cited.includes(found) ? found : null;
}
