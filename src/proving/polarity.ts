import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';
import { shareOf } from './overlap.ts';

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
const BINDING = /必须|务必|一律|强制|应当|应(?![急用对届邀聘有])|要求|须(?!知)/gu;
const STRICT = /必须|务必|一律|强制/u;
const OBLIGES = /须|应|务必|一律|强制|确保|不得|严禁/u;
const FREE = /鼓励|支持|引导|倡导|提倡|探索|可以|允许|自愿/u;

/** A word by which a statement makes a duty of what its cited words leave free or only plan; else null. */
export function hardenedSense(text: string, { cited }: Grounds): string | null {
  const isFreed = FREE.test(cited) && !FREE.test(text);
  const added = wordsOf(text, BINDING).filter((word) => !cited.includes(word));
  return added.find((word) => isFreed || (STRICT.test(word) && !OBLIGES.test(cited))) ?? null;
}

const PARTS = /[，,；;。：:\n]/u;

/** Words by which a text says that something is wanting. */
const WANTING =
  /尚未|缺少|缺乏|不到位|不够|不平衡|不均衡|不充分|亟待|亟须|亟需|有待|不尽|不足|不强|不高|狭窄|缓慢|紧缺|短缺|薄弱|滞后|困难|差距|短板|难以|不能|不适应|制约/gu;
/** 较窄, 太慢: the same in other words. */
const SOMEHOW_WANTING = /窄|慢|弱|难|缺|欠|差|少/u;
/** Share of a part's neighbouring characters that a statement must use to be about it. */
const ABOUT_PART = 0.5;

/** What a part of the cited words finds wanting and a statement on that part leaves out; null where nothing is. */
export function droppedLack(text: string, { cited }: Grounds): string | null {
  const form = searchForm(text);
  if (form.match(WANTING) || SOMEHOW_WANTING.test(form)) return null;
  for (const part of cited.split(PARTS)) {
    const [lack] = part.match(WANTING) ?? [];
    if (lack !== undefined && part.length >= 6 && shareOf(part.replace(lack, ''), form) >= ABOUT_PART)
      return lack;
  }
  return null;
}

/** Who does it: 由|第三方. */
const ACTOR = /(?<!自)由([\p{Script=Han}]{2})/gu;

/** An actor (由校长…) that a statement puts in the place of the one that its cited words name so; null where none. */
export function otherActor(text: string, { cited }: Grounds): string | null {
  const named = [...cited.matchAll(ACTOR)].map(([words]) => words);
  if (named.length === 0) return null;
  const said = [...searchForm(text).matchAll(ACTOR)].map(([words]) => words);
  return said.find((words) => !named.includes(words)) ?? null;
}

/** Words right before a noun that narrow it: 普惠性|民办园, 薄弱|学校. */
const LIMITS =
  /(营利性|非营利性|普惠性|优质|非在编|薄弱|试点|专职|兼职|双师型|有的|部分|符合条件的|适龄|特殊群体|新建|现有(?:两所)?|随迁|残疾)(\p{Script=Han}{2})/gu;

/** A word that narrows a noun of the cited words wherever it stands there and that a statement on it leaves out; else null. */
export function droppedLimit(text: string, { cited }: Grounds): string | null {
  const form = searchForm(text);
  for (const { 1: limit, 2: noun } of cited.replace(/[“”]/gu, '').matchAll(LIMITS)) {
    const isLimited =
      cited
        .replace(/[“”]/gu, '')
        .split(limit! + noun!)
        .join('')
        .includes(noun!) === false;
    if (isLimited && form.includes(noun!) && !form.includes(limit!)) return limit!;
  }
  return null;
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
