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

/** Words that oblige, those that oblige strictly, and words that leave a choice. */
const BINDING = /必须|务必|一律|强制|应当|要求|须(?!知)/gu;
const STRICT = /必须|务必|一律|强制/u;
const OBLIGES = /须|应|务必|一律|强制|确保|不得|严禁/u;
const FREE = /鼓励|支持|引导|倡导|提倡|探索|可以|允许|自愿/u;

/** A word by which a statement makes a duty of what its cited words leave free or only plan; else null. */
export function hardenedSense(text: string, { cited }: Grounds): string | null {
  const isFreed = FREE.test(cited) && !FREE.test(text);
  const added = wordsOf(text, BINDING).filter((word) => !cited.includes(word));
  return added.find((word) => isFreed || (STRICT.test(word) && !OBLIGES.test(cited))) ?? null;
}

/** What is done, and the signs of past and future by which a source tells which of them it is. */
const DEED = '(?:建成|建设|建立|新建|新增|增加|达到|完成|实现|提高|提升|成立|形成|开展)';
const SAYS_DONE = new RegExp(`已经?${DEED}|(?:建成|完成|实现)了`, 'u');
const SAYS_PLANNED = new RegExp(`(?:将|拟|力争|预计|计划)${DEED}`, 'u');
const PAST = /截[至止]|已|了|以来|期间|目前|现有/u;
const FUTURE = /到\d{4}年|将|拟|力争|争取|预计|计划|目标/u;

/** Words by which a statement says done of what its cited words plan, or planned of what is done; else null. */
export function wrongTense(text: string, { cited }: Grounds): string | null {
  const done = SAYS_DONE.exec(text)?.[0];
  if (done !== undefined && FUTURE.test(cited) && !PAST.test(cited)) return done;
  const planned = SAYS_PLANNED.exec(text)?.[0];
  return planned !== undefined && PAST.test(cited) && !FUTURE.test(cited) ? planned : null;
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
