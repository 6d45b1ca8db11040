import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { withoutScaffold } from './concepts.ts';
import { strangeShare } from './evidence.ts';
import { holdsText } from './plain-source.ts';
import { type Question, readQuestion } from './question.ts';
import { type RegionReading, readRegions, regionNames } from './regions.ts';
import { unitNamed } from './unit-names.ts';
import { yearsIn } from './years.ts';

const CORRECTION =
  /[说搞弄记问打写发输选看]错|不对|不是(?:问|说)|更正|(?:我(?:要|想)?)?(?:问|说|指)的(?:其实|应该)?是|(?:^|[，,])(?:我)?(?:想|要)?问的(?=\p{Script=Han})|我要的是|我是(?:问|说)|应该是|改成|换成/u;
/** Words that point at what was said before. */
export const REFERENCE =
  /^(?:那|那么|还有|另外|再问|再说|接着|然后|以及|至于|其中|这|它|他|她)|[它其]|这一?(?:个|些|项|条|里|所|份|次|件|方面)|那(?:个|些|项|条|里|所|份|边)|该(?:区|项|校|工程|行动)|上面|刚才|前面|同样|[这那]么|也(?:是|有|要)|第[一二三四五六七八九十\d]+(?:个|条|项|点|种)/u;
const BARE =
  /^(?:那么?|还有|另外|再说|至于|哦|嗯|好的?|谢谢|换个话题|对了|，|,|。|\s)*(.{1,14}?)(?:呢|怎么样|如何|咋样|咋说|又如何|是多少|多少|有没有|也一样吗)?[？?。！!]*$/u;
/** Matters of which a follow-up names another of the same sort, so that it replaces the one before. */
const SORTS: RegExp[] = [
  /幼儿园|学前教育|学前|小学|初中|高中|普高|普通高中|中学|中职|职业教育|职教|特殊教育|特教|义务教育|老年教育|社区教育|民办教育|终身教育|高等教育/u,
  /校长|教师|老师|学生|家长|班主任|书记|督学|教研员|保育员/u,
  /公办|民办|普惠性/u,
  /体育|美育|劳动教育|劳育|德育|智育/u,
];

function withRegion(
  text: string,
  regions: RegionReading,
  earlier: RegionReading,
  index: PolicyIndex,
): string {
  if (regions.named.length > 0 || regions.foreign.length > 0 || regions.asksAll) return text;
  if (regions.asksOther) {
    const others = index.documents
      .flatMap(({ region }) => region ?? [])
      .filter((region) => !earlier.named.includes(region));
    return `${others.join('和')}${regions.rest}`;
  }
  if (earlier.asksAll) return `两个区${text}`;
  return earlier.named.length > 0 ? `${earlier.named.join('和')}${text}` : text;
}

/** Puts `named` in place of the regions of `text`. */
function swapRegions(text: string, named: string[], index: PolicyIndex): string {
  let swapped = searchForm(text);
  const { foreign } = readRegions(swapped, index.documents, index.segmenter);
  const all = [...foreign, ...index.documents.flatMap(({ region }) => (region ? regionNames(region) : []))];
  for (const name of all.sort((a, b) => b.length - a.length)) swapped = swapped.replaceAll(name, '');
  return `${named.join('和')}${swapped}`;
}

/** A follow-up made to stand alone, and whether it leans on the turn before. */
export interface Rewritten {
  text: string;
  leans: boolean;
}

const OF_WHICH_SORT =
  /^(?:新(?:任|入职)?|老|青年|年轻|骨干|优秀|乡村|农村|城区|城镇|公办|民办|在职|在任|编外|副)(?=\p{Script=Han}{2,4}$)/u;

/** Replaces the matter in `earlier` that is of the same sort as one in `asked`; null where there is none. */
function replaceSort(asked: string, earlier: string): string | null {
  for (const sort of SORTS) {
    const next = sort.exec(asked)?.[0];
    const before = sort.exec(earlier)?.[0];
    // 新教师 is another sort of 教师, not all of them.
    const named = next && OF_WHICH_SORT.test(asked) && asked.endsWith(next) ? asked : next;
    if (named && before && next !== before) return earlier.replace(before, named);
  }
  return null;
}

/** What is asked about now brings its own stage, people or kind: 义务教育巩固率 → 高中毛入学率 is not of 义务教育. */
function withoutRivals(earlier: string, name: string): string {
  return SORTS.reduce((text, sort) => {
    const rival = sort.exec(text)?.[0];
    // 入园率 is of 幼儿园 alone.
    const isOfSort = sort.test(name) || (name.includes('入园') && sort.test('幼儿园'));
    return rival !== undefined && isOfSort && !name.includes(rival) ? text.replace(rival, '') : text;
  }, earlier);
}

/** True where `text` names another matter of the same sort: 普通高中 beside 那初中呢. */
export function isRival(name: string, text: string): boolean {
  return SORTS.some((sort) => {
    const [own, other] = [sort.exec(name)?.[0], sort.exec(text)?.[0]];
    return own !== undefined && other !== undefined && !text.includes(name);
  });
}

/**
 * Replaces the word of `earlier` that ends like the one asked about now (优良率 → 达标率, 残联 → 妇联): such words name
 * things of one sort.
 */
function replaceAlike(asked: string, earlier: string, index: PolicyIndex): string | null {
  const name = asked.replace(/\s/gu, '');
  if (!/^\p{Script=Han}{2,8}$/u.test(name)) return null;
  const last = name.at(-1)!;
  const alike = index.segmenter
    .words(earlier)
    .filter((word) => word.length >= 2 && word.endsWith(last) && word !== name && earlier.includes(word));
  const before = alike.sort((a, b) => b.length - a.length)[0];
  if (before === undefined) return null;
  const whole =
    name.length > before.length && name.endsWith(before) ? nameLike(earlier, before, name, index) : before;
  // What is replaced goes first: its own stage or kind goes with it.
  return withoutRivals(earlier.replace(whole, PLACE), name).replace(PLACE, name);
}

/** Holds the place of what is replaced. */
const PLACE = '\uFFFC';
const UNLISTED =
  /^(?:团[区市县]委|\p{Script=Han}{1,5}(?:局|委|办|检察院|法院|总工会|妇联|残联|科协|文联|红十字会))$/u;

/** 公安要做啥 → 检察院呢: the unit asked about now in place of the one before; null where one of them is none. */
function replaceUnit(asked: string, earlier: string, index: PolicyIndex): string | null {
  const before = unitNamed(earlier, index);
  // A unit that no list names is asked about, too: it has nothing to do there.
  const next = unitNamed(asked, index) ?? UNLISTED.exec(asked)?.[0];
  const isAlone = next !== undefined && asked.length - next.length <= 1;
  return isAlone && before !== undefined && before !== next ? earlier.replace(before, next) : null;
}

const ROLE_ALONE = /^(?<role>牵头|配合|主责|参与|协助)的?(?:任务|工作|事)?(?:有)?$/u;
const ROLE = /牵头|配合|主责|参与|协助|负责/u;

/** 哪些任务是甲局牵头的 → 那配合的呢: the same unit in the other role. */
function replaceRole(asked: string, earlier: string): string | null {
  const role = ROLE_ALONE.exec(asked)?.groups?.role;
  return role !== undefined && ROLE.test(earlier) ? earlier.replace(ROLE, role) : null;
}

/** Words that a name is made of. */
const OF_NAME = /^(?:n(?!s)|vn|an|a$|b|j|l)/u;

/** The whole name in `earlier` that ends with this word: 老年食堂建设攻坚 for 攻坚. */
function nameEnding(earlier: string, last: string, { segmenter }: PolicyIndex): string {
  const words = segmenter.words(earlier);
  const end = words.indexOf(last);
  let from = end;
  while (from > 0 && OF_NAME.test(segmenter.tagOf(words[from - 1]!))) from--;
  const whole = words.slice(from, end + 1).join('');
  return earlier.includes(whole) ? whole : last;
}

/** 启航|行动 for 攀登|行动: the word before that says which one, as long as that of the name asked about. */
function nameLike(earlier: string, last: string, name: string, index: PolicyIndex): string {
  const whole = nameEnding(earlier, last, index);
  const words = index.segmenter.words(earlier);
  const before = words[words.indexOf(last) - 1];
  const isNamed = whole === last && before !== undefined && before.length === name.length - last.length;
  return isNamed && earlier.includes(before + last) ? before + last : whole;
}

const NEXT_YEAR = /^(?:那|再|又)*(?:往?后|下)一年(?:呢|的|又)*/u;
const YEAR_BEFORE = /^(?:那|再|又)*(?:往?前|上)一年(?:呢|的|又)*/u;

/** The year that a turn names and nothing else (那2025年呢, 再往后一年呢), where the turn before names one; else null. */
function yearMeant(form: string, rest: string, before: number[]): number | null {
  if (before.length !== 1) return null;
  if (NEXT_YEAR.test(form)) return before[0]! + 1;
  if (YEAR_BEFORE.test(form)) return before[0]! - 1;
  const [year] = yearsIn(form);
  const isAlone = rest.replace(/\d{4}|年(?:底|末|初)?/gu, '').length <= 1;
  return year !== undefined && isAlone ? year : null;
}

/** Characters left of a question on all districts that names its own matter; 两区一样吗 has fewer. */
const NAMES_ITSELF = 4;

/** 换个话题: only the district is kept. */
const NEW_TOPIC =
  /^(?:好的?[，,]?)?(?:换(?:个|一个)?(?:话题|问题)|(?:另外|再)问(?:个|一个)?(?:别的|其他)|说点别的|不说这个了?)[，,：:。\s]*/u;

/** 哪个区高: both are asked for side by side. */
const COMPARES =
  /^(?:那|所以|到底|这么说)*(?:两个区)?(?:哪|谁)(?:个|一个|边|家)?(?:区)?(?:的)?(?:要求|目标|标准|定得|数)?(?:更|比较|最)?[高低多少大快早晚严好](?:一?些|点)?[呢吗啊？?。]*$/u;

/** 有什么不同: what the turns before said of one and the other, side by side. */
const ASKS_DIFFERENCE =
  /^(?:那么?|所以)?(?:这?两(?:个)?(?:区|者|边|家)|它们|二者)?(?:之间)?的?(?:有)?(?:什么|啥|哪些)?(?:不同|区别|差别|差异|不一样)(?:吗|呢|么|在哪|是什么|在哪里)?[？?]?$/u;

/** 南开有吗: whether the other one says it, too. */
const ONLY_MENTION = /^(?:有|提到?|写到?|说到?)$/u;
/** 哪个有效: the standing of both. */
const WHICH_STANDING =
  /^(?:那|到底|所以)*(?:哪|谁)(?:一?(?:个|份|家)|边)?(?:区|文件)?(?:的)?(?:现在|目前|还)*(?:是)?(?:有效|生效|正式|能用|现行|算数|草案|征求意见)/u;

const OWN_DOCUMENT = /^的?(?:规划|方案|计划|要点|办法|文件|细则|意见|通知)$/u;

/** Makes a turn stand alone that follows `earlier`. */
export function rewrite(text: string, earlier: string, index: PolicyIndex): Rewritten {
  if (NEW_TOPIC.test(text)) {
    const rest = text.replace(NEW_TOPIC, '');
    const read = (asked: string) => readRegions(searchForm(asked), index.documents, index.segmenter);
    return { text: withRegion(rest, read(rest), read(earlier), index), leans: false };
  }
  const form = searchForm(text);
  const before = searchForm(earlier);
  const regions = readRegions(form, index.documents, index.segmenter);
  const earlierRegions = readRegions(before, index.documents, index.segmenter);
  const rest = withoutScaffold(
    regions.rest
      .replace(new RegExp(CORRECTION, 'gu'), ' ')
      .replace(/不好意思|抱歉|对不起|刚才|哎呀|我|[这那]一?(?:份|家|边|套|个|项)(?:文件|规划|方案)?/gu, ' ')
      .replace(/[呢，。？！,?!\s]|那|还有|也|同样/gu, ''),
  )
    .replaceAll(',', '')
    // 沅清的要点呢: the document of a district, asked the same.
    .replace(regions.named.length > 0 ? OWN_DOCUMENT : /$^/u, '');
  const year = yearMeant(form, rest, yearsIn(before));
  if (year !== null) return { text: before.replace(String(yearsIn(before)[0]), String(year)), leans: true };
  const all = otherRegions(null, index);
  // Of more than two districts nobody knows which are meant.
  if (all.length === 2 && COMPARES.test(form)) return { text: swapRegions(earlier, all, index), leans: true };
  if (all.length === 2 && ASKS_DIFFERENCE.test(form))
    return { text: `${swapRegions(earlier, all, index)}有什么不同`, leans: false };
  if (regions.named.length > 0 && ONLY_MENTION.test(rest)) return { text, leans: true };
  if (all.length === 2 && WHICH_STANDING.test(form)) return { text: `两个区的文件${text}`, leans: false };
  const isRegionOnly = rest.length === 0 && (regions.named.length > 0 || regions.asksOther);
  if (isRegionOnly) {
    const named = regions.named.length > 0 ? regions.named : otherRegions(earlierRegions, index);
    return { text: swapRegions(earlier, named, index), leans: true };
  }
  if (CORRECTION.test(form) && regions.named.length > 0 && rest.length <= 2) {
    return { text: swapRegions(earlier, regions.named, index), leans: true };
  }
  const bare = BARE.exec(regions.rest.trim());
  const isBare = bare !== null && /呢|咋样|怎么样|如何/u.test(form) && rest.length <= 8;
  if (isBare || CORRECTION.test(form)) {
    const isSortOnly =
      rest.replace(SORTS.find((sort) => sort.test(rest)) ?? /$/u, '').replace(/教育|学校|的/gu, '').length <=
      2;
    const replaced =
      replaceRole(rest, earlierRegions.rest) ??
      (isSortOnly || CORRECTION.test(form)
        ? (replaceSort(rest, earlierRegions.rest) ?? replaceAlike(rest, earlierRegions.rest, index))
        : isBare
          ? (replaceUnit(rest, earlierRegions.rest, index) ?? replaceAlike(rest, earlierRegions.rest, index))
          : null);
    if (replaced !== null)
      return {
        text: withRegion(
          replaced,
          readRegions(replaced, index.documents, index.segmenter),
          regions.named.length > 0 ? regions : earlierRegions,
          index,
        ),
        leans: true,
      };
  }
  // 两区的学前教育目标对比 says of whom and what.
  const isWhole = (regions.named.length > 0 || regions.asksAll) && rest.length >= NAMES_ITSELF;
  const leans = isBare || REFERENCE.test(form) || (!isWhole && rest.length <= 14);
  const asked = withRegion(text, regions, earlierRegions, index);
  if (!isBare && !REFERENCE.test(form) && isToldElsewhereOnly(asked, text, index))
    return { text, leans: false };
  return { text: asked, leans };
}

/**
 * True for a question that is whole in itself and names what the district of the turn before does not know and another
 * one does: then it does not go on with that district.
 */
function isToldElsewhereOnly(asked: string, text: string, index: PolicyIndex): boolean {
  if (asked === text) return false;
  const [there, anywhere] = [readQuestion(asked, index), readQuestion(text, index)];
  // A value is asked of the district that is spoken of; the other one's is none.
  if (there.need !== null && there.need.kind !== 'institution') return false;
  const isUnknown = ({ absent }: Question) => absent.length > 0;
  if (isUnknown(anywhere)) return false;
  if (isUnknown(there) || strangeShare(there) - strangeShare(anywhere) >= TOLD_ELSEWHERE) return true;
  const searched = index.documents.filter(({ id }) => there.documentIds.includes(id));
  const names = there.concepts.filter(({ text: name, isKnown }) => isKnown && name.length >= NAME_LENGTH);
  return names.some(({ text: name }) => !holdsText(searched, name) && holdsText(index.documents, name));
}

/** Characters of a word that names something of its own: 暖房工程, 江月一中. */
const NAME_LENGTH = 4;

/** Share of what is asked that only other districts speak of. */
const TOLD_ELSEWHERE = 0.4;

/** Regions that documents speak for, those of the turn before left out. */
function otherRegions(earlier: RegionReading | null, index: PolicyIndex): string[] {
  const regions = index.documents.flatMap(({ region }) => region ?? []);
  return [...new Set(regions)].filter((region) => !earlier?.named.includes(region));
}
