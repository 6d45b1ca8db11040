import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { regionNames } from '../retrieval/regions.ts';
import type { Grounds } from './grounds.ts';

/** Ends of names of authorities, of schools and of firms. */
const AUTHORITY =
  /(?:局|委员会|工委|委|办公室|(?<![民公举开])办|(?<!干)部|厅|署|中心|团区委|妇联|残联|工会|政府|街道|法院|检察院|分局)/gu;
const INSTITUTION =
  /(?:大学|学院|中学|小学|学校|[一二三四五六七八九十]中|幼儿园|公司|医院|银行|协会|基金会|图书馆|博物馆|纪念馆|科技馆|文化馆|体育馆|美术馆|少年宫|研究院|研究所|研究会|科学院|出版社|电视台|商会|学会|联合会|集团|联盟|政协|人大|居委会|村委会|实验室)/gu;
/** Ends of names of rules, where they stand without 《》: 教育督导问责办法. */
const RULES = /(?:条例|办法|细则|纲要|章程|公约|准则|规程)/gu;
/** Characters before an ending that must be borne out: a name is told by what stands right before its ending. */
const TELLING = 2;
/** Words before an ending that make a sort of it, not a name. */
const SORT =
  /(?:各|全|本|该|所有|有关|相关|主管|职能|责任|牵头|配合|多个|每个|两所|普通|公办|民办|制定|出台|完善|修订|执行|落实|研究|有效|具体|相应|其他|什么|好|乡镇|城乡|优质|薄弱|新建|区域|新增|增加|扩建|改扩建|要求|包括|支持|鼓励|组织|推动|建设|中|小|个|所|家|的|和|与|及|或|对|向|从|在|由|为)$/u;

const unitNames = new WeakMap<PolicyIndex, string[]>();

/** Every unit that some document makes responsible, longest first (search form). */
function unitsOf(index: PolicyIndex): string[] {
  let known = unitNames.get(index);
  if (!known) {
    const names = [...index.facts.values()].flatMap(({ duties }) => duties.flatMap(({ units }) => units));
    known = [...new Set(names.map(searchForm))]
      .filter((name) => name.length > 2)
      .sort((a, b) => b.length - a.length);
    unitNames.set(index, known);
  }
  return known;
}

/** The words of a text by where they end, so that 办 of 办学 is not taken for an office. */
function wordEnds(form: string, index: PolicyIndex): Map<number, string> {
  const ends = new Map<number, string>();
  let at = 0;
  for (const word of index.segmenter.words(form)) {
    const found = form.indexOf(word, at);
    if (found < 0) continue;
    at = found;
    ends.set(found + word.length, word);
  }
  return ends;
}

/** True where an authority is named with a level (市教育局) that the source does not give it. */
function isOfOtherLevel(name: string, around: string): boolean {
  const levelled = /(?:国家|省|市|区|县|镇)[\p{Script=Han}]{2,6}$/u.exec(name)?.[0];
  if (levelled === undefined || around.includes(levelled)) return false;
  const bare = levelled.replace(/^(?:国家|省|市|区|县|镇)/u, '');
  // The source may name it without a level; with another one it is another.
  return new RegExp(`(?:国家|省|市|区|县|镇)${bare}`, 'u').test(around);
}

/** Words that lead to what an ending stands for and are no part of its name: 云溪区|以|学校. */
const LEADING = /^[以使将让把对向由在从为]$/u;

/** The words before an ending without the district that speaks and a year, which are no part of a name: 云溪区|学校, 2030年|小学. */
function withoutPlaceAndTime(before: string, own: string[]): string {
  const behindYear = before.replace(/^.*\d年(?:底|末)?/u, '');
  const place = own.find((name) => behindYear.startsWith(name)) ?? '';
  const rest = behindYear.slice(place.length);
  return LEADING.test(rest) ? '' : rest;
}

/** The first organisation that a statement names and its clauses do not; null where they name all of them. */
export function unknownOrganisation(
  text: string,
  { around, supports }: Grounds,
  index: PolicyIndex,
): string | null {
  const form = searchForm(text);
  const own = supports.flatMap(({ document }) =>
    document.region === null ? [] : regionNames(document.region),
  );
  let rest = form;
  for (const unit of unitsOf(index)) {
    if (!rest.includes(unit)) continue;
    if (!around.includes(unit)) return unit;
    rest = rest.replaceAll(unit, '，'.repeat(unit.length));
  }
  const ends = wordEnds(rest, index);
  // Behind a name that no document has, the ending itself may be cut up: 云岭/中/学位, 华/明/大/学前.
  const isStrange = (at: number) => {
    const word = ends.get(at);
    return word !== undefined && (word.length === 1 || !index.lexical.has(word));
  };
  for (const pattern of [AUTHORITY, INSTITUTION, RULES]) {
    for (const { 0: ending, index: at } of rest.matchAll(pattern)) {
      const isWhole = ends.has(at + ending.length) || (pattern === INSTITUTION && isStrange(at));
      if (!isWhole) continue;
      const before = /[\p{Script=Han}\d]*$/u.exec(rest.slice(0, at))![0];
      if (before === '' || SORT.test(before)) continue;
      // 云溪区政府 is a name; 云溪区学校 are the schools there.
      const isSort = pattern === INSTITUTION && withoutPlaceAndTime(before, own) === '';
      if (isSort && around.includes(ending)) continue;
      // 和区政府: what joins it to a name before is no part of it.
      const name = before.slice(-TELLING).replace(/^[和与及或对向由在]/u, '') + ending;
      if (!around.includes(name) || isOfOtherLevel(before + ending, around)) return before.slice(-4) + ending;
    }
  }
  return null;
}

/** Names of provinces and new areas, which the dictionary does not tell from other words. */
const PROVINCES =
  /北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|\p{Script=Han}{2}新区/gu;

/** Behind these a text speaks of the district itself. */
const OPENING = /(?:^|[^\p{Script=Han}\d、])$/u;
/** Behind these it only mentions the district: 与南开区合作; one is as good as another. */
const JOINING = '与和同跟及、';

function placesOf(name: string, form: string): number[] {
  const places: number[] = [];
  for (let at = form.indexOf(name); at >= 0; at = form.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** True where the source speaks of a district, or mentions it in the way the statement does each time. */
function isMentioned(name: string, form: string, { cited, supports }: Grounds): boolean {
  if (supports.some(({ clause }) => clause.path.some((title) => searchForm(title).includes(name))))
    return true;
  const mentions = placesOf(name, cited);
  if (mentions.some((at) => OPENING.test(cited.slice(0, at)))) return true;
  const isJoined = mentions.some((at) => JOINING.includes(cited[at - 1]!));
  return placesOf(name, form).every((at) => {
    if (OPENING.test(form.slice(0, at))) return false;
    if (JOINING.includes(form[at - 1]!)) return isJoined;
    const behind = form[at + name.length] ?? '\0';
    return cited.includes(form[at - 1]! + name) || cited.includes(name + behind);
  });
}

/** A district that a statement names though its documents do not speak for it and its cited words not so of it; else null. */
export function foreignDistrict(text: string, grounds: Grounds, index: PolicyIndex): string | null {
  const form = searchForm(text);
  const own = new Set(grounds.supports.map(({ document }) => document.region));
  const isForeign = (name: string) => form.includes(name) && !isMentioned(name, form, grounds);
  for (const { region } of index.documents) {
    if (region === null || own.has(region)) continue;
    const named = regionNames(region).find(isForeign);
    if (named !== undefined) return named;
  }
  const words = index.segmenter.words(form).filter((word) => index.segmenter.tagOf(word) === 'ns');
  const strange = [...words, ...(form.match(PROVINCES) ?? [])].find(
    (word) =>
      word.length > 1 && ![...own].some((region) => region?.includes(word)) && !grounds.around.includes(word),
  );
  if (strange !== undefined) return strange;
  for (const [name] of form.matchAll(/[\p{Script=Han}]{2}(?:区|县)/gu)) {
    const isPlace = /^n[srtz]/u.test(index.segmenter.tagOf(name));
    if (isPlace && ![...own].some((region) => region?.includes(name)) && isForeign(name)) return name;
  }
  return null;
}
