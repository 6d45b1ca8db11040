import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { cleanQuestion } from './clean-question.ts';
import { withoutScaffold } from './concepts.ts';
import { strangeShare, weighEvidence } from './evidence.ts';
import { answeredName, coinageOfPart } from './names-meant.ts';
import { holdsText } from './plain-source.ts';
import type { QueryVectors } from './query-vectors.ts';
import { type Question, readQuestion } from './question.ts';
import { type RegionReading, readRegions, regionNames } from './regions.ts';
import { searchClauses } from './search.ts';
import { ordinalAsked, titlePicked } from './sections.ts';
import { yearsIn } from './years.ts';

/** What is asked with the turns before it. */
export interface Asked {
  question: string;
  history?: { role: 'user' | 'assistant'; content: string }[];
  documentIds?: string[];
  /** The question is a part of the one asked: it goes on with the matters of the turn before. */
  isPart?: boolean;
  /** The vectors of the request that this is a part of. */
  vectors?: QueryVectors;
}

/** Turns that carry no subject. */
const COURTESY =
  /^(?:好的?|行|嗯+|哦+|ok|你好|早上好|上午好|下午好|再见|拜拜|收到|谢谢|多谢|感谢|知道了?|明白了?|懂了|了解了?|清楚了|辛苦了?|不错|很好|[，,。！!~ 啦呀哈您你了])+$/iu;
/** Turns farther back than this no longer carry the subject. */
const MAX_TURNS = 6;

const CORRECTION =
  /[说搞弄记问打写发输选看]错|不对|不是(?:问|说)|更正|(?:我(?:要|想)?)?(?:问|说|指)的(?:其实|应该)?是|(?:^|[，,])(?:我)?(?:想|要)?问的(?=\p{Script=Han})|我要的是|我是(?:问|说)|应该是|改成|换成/u;
const REFERENCE =
  /^(?:那|那么|还有|另外|再问|再说|接着|然后|以及|至于|其中|这|它|他|她)|[它其]|这一?(?:个|些|项|条|里|所|份|次|件|方面)|那(?:个|些|项|条|里|所|份|边)|该(?:区|项|校|工程|行动)|上面|刚才|前面|同样|[这那]么|也(?:是|有|要)|第[一二三四五六七八九十\d]+(?:个|条|项|点|种)/u;
const PRONOUN = /它|其(?!中|他|它|余|实)|这(?:所|个|家|项)?(?:学校|单位|工程|计划|行动|机构)|那(?:所|家)/u;
const BARE =
  /^(?:那么?|还有|另外|再说|至于|哦|嗯|好的?|谢谢|换个话题|对了|，|,|。|\s)*(.{1,14}?)(?:呢|怎么样|如何|咋样|咋说|又如何|是多少|多少|有没有|也一样吗)?[？?。！!]*$/u;
/** Matters of which a follow-up names another of the same sort, so that it replaces the one before. */
const SORTS: RegExp[] = [
  /幼儿园|学前教育|学前|小学|初中|高中|普高|普通高中|中学|中职|职业教育|职教|特殊教育|特教|义务教育|老年教育|社区教育|民办教育|终身教育|高等教育/u,
  /校长|教师|老师|学生|家长|班主任|书记|督学|教研员|保育员/u,
  /公办|民办|普惠性/u,
  /体育|美育|劳动教育|劳育|德育|智育/u,
];

/** A turn that leans on the one before and names little itself carries on what that was about. */
function carried({ text, leans }: Rewritten, earlier: string, index: PolicyIndex): string {
  if (!leans || ownWeight(readQuestion(text, index)) >= NAMES_LITTLE) return text;
  const names = readQuestion(earlier, index).concepts.filter(
    ({ isQuoted, isKnown, weight }) => isQuoted || (isKnown && weight >= NAMES_SOMETHING),
  );
  const missing = names.map(({ text: name }) => name).filter((name) => !text.includes(name));
  return missing.length === 0 ? text : `${missing.join('，')}，${text}`;
}

/** A word at least this telling is what a turn was about. */
const NAMES_SOMETHING = 1.5;

function standalone(history: Asked['history'], index: PolicyIndex): string | null {
  const turns = (history ?? []).filter(({ role }) => role === 'user').slice(-MAX_TURNS);
  let earlier: string | null = null;
  for (const { content } of turns) {
    const text = cleanQuestion(content).text;
    if (COURTESY.test(text) || withoutScaffold(searchForm(text)).length < 2) continue;
    earlier = earlier === null ? text : carried(rewrite(text, earlier, index), earlier, index);
  }
  return earlier;
}

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
interface Rewritten {
  text: string;
  leans: boolean;
}

/** Replaces the matter in `earlier` that is of the same sort as one in `asked`; null where there is none. */
function replaceSort(asked: string, earlier: string): string | null {
  for (const sort of SORTS) {
    const next = sort.exec(asked)?.[0];
    const before = sort.exec(earlier)?.[0];
    if (next && before && next !== before) return earlier.replace(before, next);
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
function isRival(name: string, text: string): boolean {
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
  return before ? withoutRivals(earlier, name).replace(before, name) : null;
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

function rewrite(text: string, earlier: string, index: PolicyIndex): Rewritten {
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
      .replace(/不好意思|抱歉|对不起|刚才|哎呀|我/gu, ' ')
      .replace(/[呢，。？！,?!\s]|那|还有|也|同样/gu, ''),
  ).replaceAll(',', '');
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
      isSortOnly || CORRECTION.test(form)
        ? (replaceSort(rest, earlierRegions.rest) ?? replaceAlike(rest, earlierRegions.rest, index))
        : isBare
          ? replaceAlike(rest, earlierRegions.rest, index)
          : null;
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

/** Characters of a word that names something of its own: 强校工程, 杨柳青一中. */
const NAME_LENGTH = 4;

/** Share of what is asked that only other districts speak of. */
const TOLD_ELSEWHERE = 0.4;

/** Regions that documents speak for, those of the turn before left out. */
function otherRegions(earlier: RegionReading | null, index: PolicyIndex): string[] {
  const regions = index.documents.flatMap(({ region }) => region ?? []);
  return [...new Set(regions)].filter((region) => !earlier?.named.includes(region));
}

/** Words that refer to a part of the list asked about before: 第五个, 第三条. */
const PART = /第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|条|点|大|块|种|方面)/u;

/** Puts the title of the part in place of its number: 第五个展开说说 → “…攻坚行动”展开说说. */
function withPickedPart(text: string, earlier: Question, index: PolicyIndex): string {
  const n = ordinalAsked(searchForm(text));
  const title = n === null ? null : titlePicked(earlier, n, index);
  return title === null ? text : text.replace(PART, `“${title}”`);
}

/** A question whose own words name next to nothing (这项是哪几家负责) is about the matters of the turn before. */
const NAMES_LITTLE = 3;

/** Words that ask rather than name. */
const TALK =
  /^(?:单位|部门|负责|责任|责任单位|牵头|配合|主要|这项|情况|内容|目标|措施|举措|具体|分别|占比|比例|比重|数量|覆盖率|达标率|优良率|合格率|参与率|普及率|完成率|满意度|标准|频次|期限|名单|要求|每(?:天|日|周|月|年|学期|学年))$/u;

function ownWeight({ concepts }: Question): number {
  return concepts
    .filter(({ text, isKnown }) => isKnown && !TALK.test(text))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** Share of a turn that no document knows; beyond it the turn has left the matters before. */
const STRANGE = 0.6;

/** 谁检查, 占比多少: so few words ask something of what was spoken of, unless they name a thing by its own name. */
const FEW_WORDS = 5;
const NAMES_LITTLE_ALONE = 6;
const ASKS = /谁|多少|几|哪|什么|啥|怎|如何|吗|么/u;
const isNaming = ({ concepts }: Question) => concepts.some(({ isQuoted, isKnown }) => isQuoted && isKnown);

function withEarlierMatters(question: Question, before: Question): Question {
  // 今天天气怎么样 is about a matter of its own, though no document knows it.
  if (!REFERENCE.test(question.text) && strangeShare(question) >= STRANGE) return question;
  const isElliptic = question.text.length <= FEW_WORDS && ASKS.test(question.text) && !isNaming(question);
  const names = isElliptic ? NAMES_LITTLE_ALONE : NAMES_LITTLE;
  if (ownWeight(question) >= names || before.concepts.length === 0) return question;
  return { ...question, concepts: [...question.concepts, ...before.concepts] };
}

/** Kinds of question that ask something about the item that an ordinal picks, rather than which it is. */
const ABOUT_ITEM = new Set(['responsible-unit', 'how', 'number', 'time', 'yes-no', 'summary']);

/** Reads a question without history; an item picked by its number (第五项行动由谁负责) is read by its title. */
function readAlone(text: string, index: PolicyIndex, limits: { documentIds?: string[] }): Question {
  const question = readQuestion(text, index, limits);
  if (!ABOUT_ITEM.has(question.kind)) return question;
  const picked = withPickedPart(question.text, question, index);
  return picked === question.text ? question : readQuestion(picked, index, limits);
}

const ASKS_MENTION =
  /(?:有|也有)(?:没有|吗|么)[？?]?$|提没提|写没写|说没说|(?:提到|写到|说到|提|写|说)(?:了)?(?:没有|没|吗)|有没有(?:提|写|说)/u;

/** Opens with a word that stands for something said before. */
const POINTS = /^(?:它|他|她|这个|那个|这项|那项|该项|此项|这些|那些|刚才|前面|上面)|(?<!其|吉)它/u;

/** True where a question without history points at something and names next to nothing itself. */
function pointsNowhere(question: Question): boolean {
  return (
    POINTS.test(question.text) &&
    question.kind !== 'status' &&
    question.regions.named.length === 0 &&
    ownWeight(question) < NAMES_LITTLE
  );
}

/** Words of the turn before that asked for its value rather than named its matter. */
const ASKS_HOW_MUCH = /^(?:每\p{Script=Han}{1,2}|增加|新增|提高|提升|达到|扩大|减少|多少|比例|占比|数量)$/u;

/** How far something is to come asks for no figure of the turn before. */
const ASKS_DEGREE = /(?:啥|什么)(?:程度|样子|样)|怎么样/u;

/** Another thing (资源总量 after 几所) is counted in a unit of its own. */
function needCarried({ need }: Question, text: string, index: PolicyIndex): Question['need'] {
  const isOther = need?.kind === 'count' && ownWeight(readQuestion(text, index)) >= NAMES_SOMETHING;
  return isOther ? { kind: 'count', unit: null } : need;
}

/** Reads a question with its history: a follow-up is completed from the turn it follows. */
export async function resolveFollowUp(asked: Asked, index: PolicyIndex): Promise<Question> {
  const limits = asked.documentIds ? { documentIds: asked.documentIds } : {};
  const earlier = standalone(asked.history, index);
  if (earlier === null) {
    const alone = readAlone(asked.question, index, limits);
    return { ...alone, isUnclear: pointsNowhere(alone) };
  }
  if (COURTESY.test(cleanQuestion(asked.question).text)) return readAlone(asked.question, index, limits);
  const before = readQuestion(earlier, index, limits);
  const { text, leans } = rewrite(cleanQuestion(asked.question).text, earlier, index);
  if (!leans && !asked.isPart) return readQuestion(text, index, limits);
  const picked = withPickedPart(text, before, index);
  // 第六个呢 asks of it what was asked of the fifth.
  const same = { kind: before.kind, need: before.need, concepts: [] };
  if (picked !== text) return readQuestion(picked, index, { ...limits, inherited: same });
  const item = ordinalAsked(before.topic);
  const title = item === null ? null : titlePicked(before, item, index);
  if (title !== null && ownWeight(readQuestion(text, index, limits)) < NAMES_LITTLE)
    return readQuestion(`“${title}”${text}`, index, limits);
  const whole = coinageOfPart(text, before);
  if (whole !== null) return readQuestion(`“${whole}”里的${text}`, index, limits);
  // 那边提没提这个 asks whether, not for the value asked before.
  const concepts = before.concepts.filter(
    (concept) => !isRival(concept.text, text) && !ASKS_HOW_MUCH.test(concept.text),
  );
  const inherited = ASKS_MENTION.test(text)
    ? { kind: 'yes-no' as const, need: null, concepts }
    : { kind: before.kind, need: ASKS_DEGREE.test(text) ? null : needCarried(before, text, index), concepts };
  if (!PRONOUN.test(searchForm(asked.question)))
    return withEarlierMatters(readQuestion(text, index, { ...limits, inherited }), before);
  const ranked = await searchClauses(
    {
      text: before.topic,
      concepts: before.concepts,
      documentIds: before.documentIds,
      limit: 20,
      vectors: asked.vectors,
    },
    index,
  );
  const name = answeredName(before, weighEvidence(before, ranked, index)[0], index);
  if (name === null) return withEarlierMatters(readQuestion(text, index, { ...limits, inherited }), before);
  return readQuestion(text.replace(PRONOUN, name), index, { ...limits, inherited });
}
