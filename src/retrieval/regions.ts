import type { PolicyDocument } from '../documents/document.ts';
import type { Segmenter } from '../indexing/segment.ts';
import { holdsText } from './plain-source.ts';

/** Which districts a question speaks of. */
export interface RegionReading {
  /** Documents of the regions named, or every document where none is. */
  documentIds: string[];
  /** Regions named that some document speaks for, in order of mention. */
  named: string[];
  /** Regions named of which the documents know nothing. */
  foreign: string[];
  /** Regions named that documents mention, though none speaks for them: 和平区. */
  mentioned: string[];
  /** The question asks for all of them side by side: 两个区. */
  asksAll: boolean;
  /** The question asks for the one not named before: 另一个区. */
  asksOther: boolean;
  /** The question with the region names taken out. */
  rest: string;
}

const ALL =
  /(?:两|俩|二|2|几|各|每)(?:个|地|家)?(?:区|县|市)(?!级|域|管|内)|[两俩]地|[两俩](?:份|个)?(?:文件|规划|方案)|[两俩]边|(?:都|分别)(?:是)?哪(?:个|些)区/u;
const OTHER =
  /另外?(?:一|那)?(?:个)?区|另(?:外)?一个(?=呢|怎|有|是|的|$)|别的区|对方|人家区|(?:(?<!\p{Script=Han})那|另一?)边(?=呢|怎么|有没有|也|$)|隔壁区/u;
/** What bears the municipality's name without being all of it: 天津市某某团. */
const OF_PARENT = '(?:大学|学院|中学|学校|局|委|区|团|馆|研究院|考试院|医院|中心|公司|协会|剧院)';
/** The municipality above the districts says nothing: every document is about it. */
function parentsOf(documents: PolicyDocument[]): string[] {
  const names = documents.flatMap(
    ({ issuer }) => issuer?.match(/^([\p{Script=Han}]{2,4}?)[省市]/u)?.slice(1) ?? [],
  );
  return [...new Set(names)].flatMap((name) => [`${name}市`, `${name}省`, name]);
}

/** Words that make a district's name part of another name: 南开中学 is a school. */
const NAME_TAIL = /^(?:中学|大学|小学|学院|医院|精神|学子|新优质)/u;
const OF_ALL =
  /^[中小]学(?:阶段|教育|生|学位|座位|老师|教师|到(?:20|时候)|一共|总共|[要得](?:增|新|多|建)|增加|新增|多出|缺)|^[中小]学(?:[一二三四五六七八九初高]年级|开(?!放)|每|几|和初中|和中学|、中学|、初中)/u;
/** What is said of one school: 青石小学的校长. Of a stage one goes on otherwise: 青石小学课后服务几点结束. */
const OF_ONE = /^[中小]学(?:$|[的是有和与跟、，,。？?在校也还被要能会怎如]|多少|几)/u;
/** Names of provinces, which the segmenter's dictionary does not tell from other words. */
const PROVINCE =
  /北京|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门/gu;
/** 北京师范大学 is no word for the city. */
const OF_COLLEGE = /^\p{Script=Han}{0,4}(?:大学|学院)/u;
/** Short and long forms in which people name a region: 天津市西青区 → 天津市西青区, 西青区, 西青. */
export function regionNames(region: string): string[] {
  const short = region.replace(/(?:新区|自治县|区|县|市|旗|镇)$/u, '');
  return short.length >= 2 && short !== region ? [region, short] : [region];
}

/** Words by which a question turns away from the district named next: 不问南开了, 别说南开, 除了南开. */
const TURNS_AWAY =
  /(?:(?<!是)不(?:问|说|看|管|谈|提|要|是|查)|别(?:说|管|看|提|查)|撇开|抛开|除(?:了|去|开)?)(?:的是)?$/u;

interface Mention {
  at: number;
  length: number;
  region: string;
}

/** True where the documents hold the short name inside a longer one with the very neighbours it has here: 天开西青园. */
function isInsideName(
  question: string,
  at: number,
  length: number,
  holds: (text: string) => boolean,
): boolean {
  const before = question.slice(Math.max(0, at - 2), at);
  const after = question.slice(at + length, at + length + 1);
  const isWord = /^\p{Script=Han}{2}$/u.test(before) && /^\p{Script=Han}$/u.test(after);
  // 云上江月平台 for the “云上江月”教育平台: a name in quotation marks ends with the district's.
  const isQuoted = /^\p{Script=Han}{2}$/u.test(before) && holds(`${question.slice(at - 2, at + length)}”`);
  return isQuoted || (isWord && holds(question.slice(at - 2, at + length + 1)));
}

function mentions(question: string, regions: string[], holds: (text: string) => boolean): Mention[] {
  const found: Mention[] = [];
  for (const region of regions) {
    for (const name of regionNames(region)) {
      for (let at = question.indexOf(name); at >= 0; at = question.indexOf(name, at + 1)) {
        const isCovered = found.some((other) => at >= other.at && at < other.at + other.length);
        const tail = NAME_TAIL.exec(question.slice(at + name.length))?.[0];
        // 南开中学 is a school; 西青小学到2025年要增加多少学位 means the schools of 西青, unless a document knows one so named.
        const behind = question.slice(at + name.length);
        const isOfAll = OF_ALL.test(behind) || (/^[中小]学/u.test(behind) && !OF_ONE.test(behind));
        const isOne = tail && (holds(name + tail) || !isOfAll);
        if (isCovered || isOne) continue;
        if (name !== region && isInsideName(question, at, name.length, holds)) continue;
        found.push({ at, length: name.length, region });
      }
    }
  }
  const asked = found.filter(({ at, length }) => !isWorkedWith(question, at, length));
  return (asked.length > 0 ? asked : found).sort((a, b) => a.at - b.at);
}

const PLACE_LISTS = /(?<=[与、和，。及同])[\p{Script=Han}]{2,3}[区县](?=[、，等相和与])/gu;
const places = new WeakMap<PolicyDocument, string[]>();

/** Districts that the documents list beside others: 与和平区、河西区相比. */
function placesNamed(documents: PolicyDocument[]): string[] {
  return documents.flatMap((document) => {
    const known = places.get(document) ?? [
      ...new Set(document.shown.replace(/\s/gu, '').match(PLACE_LISTS) ?? []),
    ];
    places.set(document, known);
    return known.filter((name) => name !== document.region);
  });
}

function otherRegions(text: string, segmenter: Segmenter): string[] {
  const districts = segmenter.words(text).flatMap((word) => {
    if (!isPlace(word, segmenter)) return [];
    if (/^\p{Script=Han}{2,}[区县]$/u.test(word)) return [word];
    return ['区', '县'].map((kind) => `${word}${kind}`).filter((name) => text.includes(name));
  });
  const provinces = [...text.matchAll(PROVINCE)]
    .filter(({ 0: name, index }) => !OF_COLLEGE.test(text.slice(index + name.length)))
    .map((match) => match[0]);
  const opening = OPENING_PLACE.exec(text.trim())?.[1];
  if (opening && !NO_PLACE.test(opening)) districts.push(opening);
  return [...new Set([...provinces, ...districts])];
}

const COOPERATES = /合作|交流|协同|一(?:起|块)|联合|共建|帮扶|结对|对接/u;

/** True for a district of ours that the other is said to work with: 西青…跟南开区合作. */
function isWorkedWith(text: string, at: number, length: number): boolean {
  return (
    /(?:跟|和|与|同|向)$/u.test(text.slice(0, at)) &&
    /^.{0,3}(?:合作|结对|帮扶|共建|联合|携手|取经|学习)/u.test(text.slice(at + length))
  );
}

/** True for a place that is worked with rather than asked about: 跟北京河北一块儿搞合作. */
function isPartner(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return COOPERATES.test(text) && /(?:跟|和|与|同|向)[\p{Script=Han}、]{0,6}$/u.test(text.slice(0, at));
}

/** A question opens with the place it asks about: 星河区幼儿园…; the dictionary need not know the place. */
const OPENING_PLACE = /^([\p{Script=Han}]{2,3}(?:区|县|镇|市))(?![级属直域])(?=[\p{Script=Han}\s])/u;
const NO_PLACE =
  /[我你您他谁在哪些几与和跟]|[由只找归向请被给为哪两俩各每我本全该学校社城园小地跨外片辖个在是的和与跟对从到这那山景特战郊都上超]区$|[各全哪我本城都超]市$|[各全哪我本城]镇$|[各全]县$|[里内]区$|^(?:有的|有些|某|全|整个|哪|这|那|方案|规划|文件|计划)/u;

function isPlace(word: string, segmenter: Segmenter): boolean {
  return /^n[srtz]$/u.test(segmenter.tagOf(word));
}

/** Of all districts the one is wanted that says it: 两个区里头，谁提出要…. */
export const WHO_SAYS = /谁(?:家)?(?:提(?:出|了|到)|写(?:了|到)|说(?:了|要)|规定|要求|明确)/u;

/** True where one of two districts is wanted: 这是南开写的还是西青写的. */
export function asksEither(question: string, named: string[]): boolean {
  const at = named.map((region) => {
    const [full, short] = regionNames(region);
    return {
      from: Math.max(question.lastIndexOf(full!), question.lastIndexOf(short ?? full!)),
      length: (short ?? full!).length,
    };
  });
  const [first, second] = at.sort((a, b) => a.from - b.from);
  if (!first || !second) return false;
  const between = question.slice(first.from + first.length, second.from);
  return between.length <= 8 && between.includes('还是');
}

/** Reads which regions `question` (in search form) names; documents without a region answer every question. */
export function readRegions(
  question: string,
  documents: PolicyDocument[],
  segmenter: Segmenter,
): RegionReading {
  const regions = [...new Set(documents.flatMap(({ region }) => region ?? []))];
  const found = mentions(question, regions, (text) => holdsText(documents, text));
  const isLeft = ({ at }: Mention) => TURNS_AWAY.test(question.slice(0, at));
  const named = [...new Set(found.filter((mention) => !isLeft(mention)).map(({ region }) => region))];
  const left = new Set(found.filter(isLeft).map(({ region }) => region));
  let rest = question;
  for (const { at, length } of found.reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
  const asksAllOver =
    named.length === 0 && /^(?:全市|全省|全国|整个[\p{Script=Han}]{2}市)(?!前列|先进)/u.test(question.trim());
  const asksParent =
    asksAllOver ||
    (named.length === 0 &&
      parentsOf(documents).some((parent) =>
        new RegExp(`(?:整个|全)${parent}|${parent}(?:市|全市)(?!\\p{Script=Han}{2,8}${OF_PARENT})`, 'u').test(
          question,
        ),
      ));
  for (const parent of parentsOf(documents))
    rest = rest.replaceAll(new RegExp(`${parent}(?!\\p{Script=Han}{0,4}${OF_PARENT})`, 'gu'), ' ');
  const others = otherRegions(rest, segmenter).filter((name) => !isPartner(rest, name));
  const asksAll = ALL.test(rest);
  const asksOther = OTHER.test(rest);
  const spoken =
    named.length > 0 && !asksAll
      ? documents.filter(({ region }) => region === null || named.includes(region))
      : documents.filter(({ region }) => region === null || !left.has(region));
  return {
    documentIds: (spoken.length > 0 ? spoken : documents).map(({ id }) => id),
    named,
    foreign: [...others.filter((name) => !holdsText(documents, name)), ...(asksParent ? ['全市'] : [])],
    mentioned: [
      ...new Set([
        ...others.filter((name) => holdsText(documents, name) && /[区县]$/u.test(name)),
        ...placesNamed(documents).filter((name) => rest.includes(name)),
      ]),
    ],
    asksAll,
    asksOther,
    rest: rest.replace(ALL, (all) => (/文件|规划|方案/u.test(all) ? ' 文件 ' : ' ')).replace(OTHER, ' '),
  };
}
