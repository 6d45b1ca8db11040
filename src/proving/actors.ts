import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';

/** Who acts: persons and bodies, by what their names end in; a 副 before them makes another of them. */
const WHO =
  /副?(?:党组织|群团组织|团组织|书记|校长|园长|院长|馆长|局长|主任|队长|组长|教师|教职工|教研员|督学|干部|家长|学生|居民|村民|专家|志愿者|党员|职工|代表|第三方|部门|机构|街道|街镇|乡镇|政府|督查室|委员会|居委会|村委会|办公室|(?<!大)学校|幼儿园|医院|企业|家庭|社会|单位|协会|工会|[\p{Script=Han}]局)/gu;
/** Parts of a sentence; what is listed has a doer of its own: 校长负责、家庭参与. */
const PART = /[，,；;：:、]/u;
const SENTENCE = /[。\n]/u;
/** Words between a doer and what it does. */
const HELPING =
  /^(?:等|的|都|也|要|应当|应|将|须|需要|需|可以|可|一般|充分|全面|切实|积极|有效|共同|具体|负责(?=\p{Script=Han}{2}))+/u;
/** Behind these a name is for whom or with whom something is done. */
const OBLIQUE = /(?:为|对|向|给|把|将|与|和|同|跟|及|面向|针对|围绕|关于|依据|按照)(?:各|全体|广大|所有)?$/u;

interface Mention {
  name: string;
  start: number;
  end: number;
}

function mentionsIn(part: string): Mention[] {
  return [...part.matchAll(WHO)].map(({ 0: name, index }) => ({
    name,
    start: index,
    end: index + name.length,
  }));
}

/** 局 with the character before it may be a part of a longer name: 教育局 and 区教育局 are one. */
function isSame(one: string, other: string): boolean {
  return one.endsWith(other) || other.endsWith(one) ? one.startsWith('副') === other.startsWith('副') : false;
}

/** A part of the cited words with those who may be doing what it tells. */
interface SourcePart {
  text: string;
  own: Mention[];
  /** Doers told before: alone in the list before (甲、乙要…), else anywhere earlier in the sentence. */
  listed: Mention[];
  earlier: Mention[];
}

function sourceParts(cited: string): SourcePart[] {
  return cited.split(SENTENCE).flatMap((sentence) => {
    let listed: Mention[] = [];
    const earlier: Mention[] = [];
    return sentence.split(PART).map((text) => {
      const own = mentionsIn(text);
      const part = { text, own, listed, earlier: [...earlier] };
      const isAlone = own.at(-1)?.end === text.length;
      listed = isAlone ? [...listed, ...own] : [];
      earlier.push(...own);
      return part;
    });
  });
}

function pairsOf(words: string): string[] {
  return Array.from({ length: Math.max(0, words.length - 1) }, (_, i) => words.slice(i, i + 2));
}

/** The parts of the cited words that tell of a deed, of them those that share most with how the statement tells it. */
function partsTelling(deed: string, parts: SourcePart[]): SourcePart[] {
  const verb = deed.slice(0, 2);
  const telling = parts.filter(({ text }) => text.includes(verb));
  const shared = ({ text }: SourcePart) => pairsOf(deed).filter((pair) => text.includes(pair)).length;
  const most = Math.max(0, ...telling.map(shared));
  return telling.filter((part) => shared(part) === most);
}

/** Those who do it in a part of the cited words: named before the deed, else before the part. */
function doersOf({ text, own, listed, earlier }: SourcePart, verb: string): Mention[] {
  const before = own.filter(({ end }) => end <= text.lastIndexOf(verb));
  const told = [...before, ...listed];
  return told.length > 0 ? told : earlier;
}

/**
 * Who does something in a statement that the cited words have another do: 校长主导、党组织负责 where they say
 * 党组织主导、校长负责. Null where every doer is theirs, or they name none.
 */
export function otherDoer(text: string, { cited }: Grounds): string | null {
  const parts = sourceParts(cited);
  for (const part of searchForm(text).split(/[，,；;。：:、\n]/u)) {
    for (const { name, start, end } of mentionsIn(part)) {
      const deed = part.slice(end).replace(HELPING, '');
      if (!/^\p{Script=Han}{2}/u.test(deed) || OBLIQUE.test(part.slice(0, start))) continue;
      const doers = partsTelling(deed, parts).map((source) => doersOf(source, deed.slice(0, 2)));
      const isTold = doers.length > 0 && doers.every((some) => some.length > 0);
      if (isTold && !doers.flat().some((doer) => isSame(doer.name, name)))
        return `${name}${deed.slice(0, 2)}`;
    }
  }
  return null;
}

/** Two that are joined. */
const JOINED = /(?<left>[\p{Script=Han}]{3,})[与和同跟](?<right>[\p{Script=Han}]{3,})/u;
/** Characters right beside the joining word that tell a name. */
const TELLING = 4;

function joinedIn(text: string): { item: string; left: string; right: string }[] {
  return text.split(/[，,；;。：:、\n]/u).flatMap((item) => {
    const { left, right } = JOINED.exec(item)?.groups ?? {};
    return left && right ? [{ item, left: left.slice(-TELLING), right: right.slice(0, TELLING) }] : [];
  });
}

/** Two that a statement joins and the cited words join each with another (甲与乙、丙与丁 made 甲与丙); null where none. */
export function otherPartner(text: string, { cited }: Grounds): string | null {
  const sources = joinedIn(cited);
  for (const { left, right } of joinedIn(searchForm(text))) {
    const isJoined = (name: string) => sources.some(({ item }) => item.includes(name));
    const together = sources.some(({ item }) => item.includes(left) && item.includes(right));
    if (isJoined(left) && isJoined(right) && !together) return `${left}与${right}`;
  }
  return null;
}

/** A quoted name with the two characters before it: 应用“云上课堂”. */
const QUOTED = /(?<verb>\p{Script=Han}{2})“(?<name>[^”]+)”/gu;

/** What a statement does with a quoted name and the cited words do with another one; null where none. */
export function otherNamed(text: string, { cited }: Grounds): string | null {
  const sources = [...cited.matchAll(QUOTED)].map(({ groups }) => groups as { verb: string; name: string });
  for (const { groups } of text.matchAll(QUOTED)) {
    const { verb, name } = groups as { verb: string; name: string };
    const own = sources.filter((one) => one.name === name);
    if (own.length === 0 || own.some((one) => one.verb === verb)) continue;
    if (sources.some((one) => one.verb === verb)) return `${verb}“${name}”`;
  }
  return null;
}
