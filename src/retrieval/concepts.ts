import type { LexicalIndex } from '../indexing/lexical-index.ts';
import { findQuantities } from '../language/numerals.ts';
import { properNames } from '../language/proper-names.ts';
import { partsTold } from './told-parts.ts';
import { isSpokenOf, type Vocabulary } from './vocabulary.ts';
import { wholeWords } from './whole-words.ts';

/** One matter that a question names; an answer's evidence must speak of it. */
export interface Concept {
  /** In search form. */
  text: string;
  /** Words that say the same, each with how well it does (0–1); the concept's own word first. */
  alternatives: { word: string; weight: number }[];
  /** How much the concept tells: inverse document frequency of its commonest wording. */
  weight: number;
  /** Some wording of it occurs in the documents. */
  isKnown: boolean;
  /** Put in quotation marks by the person who asks: a name to be found as it stands. */
  isQuoted: boolean;
  /** Named only where somebody tells how the question came up. */
  isTold: boolean;
  /** A plain word, none of talk, that no wording of stands in the documents searched. */
  isStrange: boolean;
}

/** Words by which questions ask and people talk; they name nothing that a clause could say. */
const SCAFFOLD =
  /(?:(?:领导)?(?:开会|汇报|发言|上会|写材料|写稿|做?ppt|调研|培训)(?:要|时|的时候)*(?:用|念|讲)的?|怎么个\p{Script=Han}法|第几(?:大)?(?:部分|章|节|条|篇|页|项|点|块)?|百分之(?:几|多少)|百分数|(?<=[年月前底能])[干办做搞弄]成(?![果效立绩])|起来|出来|上去|下来|以后|之后|机会|(?:最多|最少|至少|至多|最晚|最早|最迟|起码|最[低高](?=[要得应会是]|多少|$|[，,。？?]))|(?:多少|几)(?:来)?(?:个(?:百分点|学时|课时)?|所|名|成|项|门|位|家(?!长)|种|次|人(?![才口员数力])|大|条|类|分|块|点|年|月|号|天|级|节|间|座|批|套|支|元|万|回|届|方面|句|层|部分|样)?|多大(?:的)?份[儿额]?|多(?:大|高|久|长时间|长(?=$|[？?，,。]))|(?:什么|啥)(?:时候|意思|概念|样子?|东西|办法|措施|情况|名堂|内容|地方|方式|做法|打算|安排|动作|要求)?|哪(?:些|几个|几|个|里|儿|一|年|家|份|边|块|方面|地方)*|怎么(?:样|办|个|做|搞|弄|解决|应对|缓解)?|咋(?:样|办|整|弄|回事)?|(?:如何|怎样)(?:解决|应对|缓解)?|为(?:什么|啥)|谁|是不是|是否|有没有|能不能|会不会|可不可以|要不要|给不给|对不对|算不算|行不行|有无|请问|麻烦|想(?:问|知道|了解|咨询|请教)|咨询|问一下|告诉我?|帮(?:我|忙)|说(?:一)?说|讲(?:一)?讲|列(?:一)?(?:下|出|举|个)|一下(?:子)?|一句话|分别|到底|究竟|具体|一共|总共|之类|底下|提法|自称|侧重|位于|觉得|老觉得|引用|材料|领导(?:让|问|要|说|叫|找|催)|上班|还有|另外|汇报|报告用?|开会(?:念|讲|说|用|汇报)(?:一段|用)?|浓缩|要紧|简单|(?:给|跟|向)(?:家长|园长|校长|老师|领导|学生|同事|我|大家|群众)们?(?:开会|看|讲|说|汇报|解释|介绍)?用?|[三四五两几]+(?:点|句话|条)(?=[，。,.？?]|$)|手上|什么样|咋样|现在|明儿|想|态度|展开|同志|凡|麻烦|一并|预计|提前|点名|来着|听说|一样|差不多|相同|说要|说的|说|讲的?|叫|各自?|这句|句话?|这块|这套|(?<!配)套(?!餐)|哪类|类|大概|大致|现在|目前|准备|打算|规定|提到|提出|写(?:着|的|了|明|在|到|过)|文件(?:里|中|上|的)*|规划(?:里|中|上)|方案(?:里|中|上)|里面?|当中|这(?:份|个|件|块|方面|些)|那(?:个|些|块)?|我们?|咱(?:们)?|你们?|他们?|它们?|大家|有关(?:系)?|相关|关于|对于|方面|的话|还是|或者|以及|而且|但是|如果|所以|因为|既然|听说|好像|是指|指的是|指(?![标导数挥向])|叫做?|称为|属于|出处|第几|部分|总结|概括|归纳|简要|简单|介绍|解释|说明|含义|意思|定义|概念|内涵|情况|吗|呢|吧|啊|呀|嘛|么|了|的|得|是)/gu;

/** Words that survive segmentation but tell the subject nothing; weights drop rather than vanish. */
const LIGHT = new Set(
  '进行 开展 推进 实施 加强 建立 完善 做好 落实 促进 提高 提升 推动 工作 方面 情况 问题 内容 目标 要求 规定 计划 规划 方案 文件 措施 举措 办法 手段 法子 路子 时间 任务 达到 增加 需要 应该 必须 可以 时候 年 到 搞 做 弄 管 抓 办 定 给 拿 用 提 写 算 干 建 建成 建好 打造 机制 制度 体系 发展 项目 学校 教育 学生 老师 教师 区 全区 区里 具体 主要 重点 部门 单位 政府 负责 数 数量 比例 指标 标准 名字 名称 事 事情 东西 点 话 人 家 孩子 规模 水平 能力 质量 作用 包括 安排 支持 保障 责任单位 牵头单位 解决 应对 缓解 条件'.split(
    ' ',
  ),
);
/** True for a word that tells the subject nothing. */
export const isLight = (word: string) => LIGHT.has(word);
const LIGHT_FACTOR = 0.45;
const QUOTED = /[“"‘「『《]([^”"’」』》]{2,30})[”"’」』》]/gu;
/** Weight of a word the documents do not hold: a noun may be the very subject, other words are mostly talk. */
const UNKNOWN_WEIGHT = 2.4;
/** What stands in a clause of its own, apart from the asking words, tells how it came to the question, not what it is. */
const ASIDE_FACTOR = 0.5;
const UNKNOWN_ASIDE_FACTOR = 0.25;
/** What a story names on its way tells still less: swept with `npm run eval`. */
const TOLD_FACTOR = 0.4;
const UNKNOWN_TOLD_FACTOR = 0.1;
const ASKING =
  /多少|几|哪|什么|啥|谁|怎|如何|咋|吗|么|是否|是不是|有没有|能不能|会不会|要不要|给不给|没(?=[，,。？?]|$)|不(?=[，,。？?]|$)|多[大高久长]|何|呢/u;
/** 要是贷款，…: a condition that no document speaks of is asked about in vain. */
const CONDITION = /要是|如果|假如|倘若|的话[，,]?$/u;
/** Where the asking part names no matter this telling, what stands beside it is the matter. */
export const ASKED_WEIGHT = 1.5;
/** How far a word tells by its part of speech: nouns name matters, verbs less, the rest mostly holds sentences together. */
const PART_FACTORS: [RegExp, number][] = [
  [/^(?:n|j|l|i|x|eng|vn|an)/u, 1],
  [/^v/u, 0.55],
  [/^[abz]/u, 0.5],
];
const OTHER_PART_FACTOR = 0.25;
/** A word of talk (要点, 放在) that no document holds is hardly a matter. */
const TALK_FACTOR = 0.25;
/** A single character is rarely a matter of its own (抓, 分, 讲). */
const SINGLE_CHARACTER_FACTOR = 0.3;
const MAX_WEIGHT = 5;
const MIN_WEIGHT = 0.6;

function partFactor(text: string, { segmenter }: Vocabulary): number {
  const tag = segmenter.tagOf(text);
  return PART_FACTORS.find(([part]) => part.test(tag))?.[1] ?? OTHER_PART_FACTOR;
}

/** Weight of a word that one clause in 165 holds, whatever the size of the corpus: the scale the thresholds were fitted on. */
const RARE_WORD = 4.7;

function scaleOf({ size }: LexicalIndex): number {
  return RARE_WORD / Math.log(1 + (Math.max(size, 2) - 0.5) / 1.5);
}

function weightOf(words: string[], { lexical }: Vocabulary): number {
  const known = words.filter((word) => lexical.has(word));
  if (known.length === 0) return UNKNOWN_WEIGHT;
  const idf = Math.min(...known.map((word) => lexical.idf(word))) * scaleOf(lexical);
  return Math.min(MAX_WEIGHT, Math.max(MIN_WEIGHT, idf));
}

/** A word of an everyday phrase says this much of the phrase's policy wording. */
const WORDING_WEIGHT = 0.4;

/** True for a word whose characters the other one holds in order, from first to last: 民办园 is 民办幼儿园 said shortly. */
function isShortFor(word: string, full: string): boolean {
  if (
    word.length < SHORTEST_SHORT ||
    full.length <= word.length ||
    word[0] !== full[0] ||
    word.at(-1) !== full.at(-1)
  )
    return false;
  let at = 0;
  for (const character of full) if (character === word[at]) at++;
  return at === word.length;
}

/** Longer words may be made of a word that has synonyms and one that says which: 普惠性|民办园. */
const SHORTEST_COMPOUND = 4;

/** Wordings that the documents hold of a word whose last part has synonyms: 普惠性民办幼儿园 for 普惠性民办园. */
function composed(text: string, { lexicon, holds }: Vocabulary): Concept['alternatives'] {
  if (text.length < SHORTEST_COMPOUND) return [];
  for (let at = 2; at <= text.length - 2; at++) {
    const found = lexicon
      .alternatives(text.slice(at))
      .map(({ word, weight }) => ({ word: text.slice(0, at) + word, weight }))
      .filter(({ word }) => holds(word));
    if (found.length > 0) return found;
  }
  return [];
}

/** 特色化 is partly said by 特色. */
const STEM_WEIGHT = 0.6;

/** The word that -化 is put behind, where the documents hold it. */
function stemOf(text: string, { holds }: Vocabulary): Concept['alternatives'] {
  const stem = /^(\p{Script=Han}{2})化$/u.exec(text)?.[1];
  return stem !== undefined && holds(stem) ? [{ word: stem, weight: STEM_WEIGHT }] : [];
}

/** Two characters are found in too many words. */
const SHORTEST_SHORT = 3;

function makeConcept(
  text: string,
  vocabulary: Vocabulary,
  isQuoted: boolean,
  wording: string[] = [],
): Concept {
  const said = wording.map((word) => ({ word, weight: WORDING_WEIGHT }));
  const synonyms = [
    ...vocabulary.lexicon.alternatives(text),
    ...composed(text, vocabulary),
    ...stemOf(text, vocabulary),
    ...said,
  ]
    .filter(({ word }) => word !== text)
    .map((one) => (isShortFor(text, one.word) ? { ...one, weight: 1 } : one));
  const alternatives = [{ word: text, weight: 1 }, ...synonyms];
  const words = alternatives.map(({ word }) => word);
  const isKnown = words.some((word) => vocabulary.lexical.has(word) || vocabulary.holds(word));
  if (isQuoted)
    return { text, alternatives, weight: MAX_WEIGHT, isKnown, isQuoted, isTold: false, isStrange: false };
  const known = vocabulary.lexical.has(text) ? [text] : words;
  const single = text.length === 1 ? SINGLE_CHARACTER_FACTOR : 1;
  const light = LIGHT.has(text) ? LIGHT_FACTOR : 1;
  const isTalk = vocabulary.lexicon.isTalk(text);
  const talk = !isKnown && isTalk ? TALK_FACTOR : 1;
  const isStrange = !isTalk && !LIGHT.has(text) && text.length > 1 && !isSpokenOf(text, vocabulary, wording);
  const weight = weightOf(known, vocabulary) * partFactor(text, vocabulary) * Math.min(single, light) * talk;
  return { text, alternatives, weight, isKnown, isQuoted, isTold: false, isStrange };
}

/** Drops the parts that the segmenter lists after a long word it knows, and a long word it does not know. */
function withoutDoubles(words: string[], lexical: LexicalIndex): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    let parts = 0;
    while (word.length > 4 && i + parts + 1 < words.length && word.includes(words[i + parts + 1]!)) parts++;
    if (parts > 1 && !lexical.has(word)) continue;
    kept.push(word);
    i += parts;
  }
  return [...new Set(kept)];
}

/** The parts of a question between its commas and stops. */
function topicParts(text: string): string[] {
  // What follows 还是 is the other possibility: the answer need not speak of it.
  return text
    .split(/[，,。；;！!]|(?<=[？?])/u)
    .map((part) => part.replace(/还是.*$/u, ' '))
    .filter((part) => part.trim() !== '');
}

/** Takes asking words out of a question, leaving what it asks about. */
export function withoutScaffold(text: string): string {
  // A comma, not a blank, stands for what is taken out: words on both sides of it must not grow together.
  return text
    .replace(SCAFFOLD, ',')
    .replace(/\s+/gu, ',')
    .replace(/^,+|,+$/gu, '');
}

/** What a yes-no question is about stands right behind 有没有 and the like, or right before 吗. */
const FOCUS =
  /(?:有没有|有无|能不能|会不会|可不可以|要不要|是不是|是否|能否|给不给|推不推|(?<verb>\p{Script=Han})不\k<verb>)(?<behind>[^，,。？?]{1,8})|(?<before>[^，,。？?]{1,6})(?:吗|么|没)(?=[，,。？?]|$)|哪[^，,。？?]{1,4}(?:能|可以|会)(?<able>[^，,。？?]{1,8})/gu;
const FOCUS_FACTOR = 1.6;

function focused(concept: Concept, text: string): Concept {
  if (/还是|是不是只|光是|只(?:是|有|要)/u.test(text)) return concept;
  const isFocus = [...text.matchAll(FOCUS)].some(({ groups }) =>
    (groups!.behind ?? groups!.before ?? groups!.able)!.includes(concept.text),
  );
  const isLight = concept.text.length < 2 || LIGHT.has(concept.text);
  return isFocus && !isLight ? { ...concept, weight: concept.weight * FOCUS_FACTOR } : concept;
}

/** A quotation that is a name rather than somebody's words; “什么+” asks for a part of one. */
const NAME = /^(?!.*(?:什么|啥|多少|哪))[^，,。；;:!！?？]{2,16}$/u;
const TITLED = /《([^》]{4,40})》/gu;
/** 十三五 and the like say when, not what. */
const PLAN_TIME = /^[一二三四五六七八九十]{1,3}五(?:规划|期间|时期)?$/u;
const INSTITUTION = /[\p{Script=Han}\d]{2,12}?(?:中学|小学|大学|学院|[一二三四五六七八九十]中)/gu;
/** Words before 中学 and the like that tell a kind of school, not one school. */
export const KIND_OF_SCHOOL =
  /(?:今年|明年|去年|每年|本届|应届|普通|公办|民办|重点|完全|高级|全区|区内|附属|优质|品牌|薄弱|农村|乡镇|实验|示范|职业|老年|开放|师范|高等|义务|教育|社区|各|所|家|个|些|本|外地|外面|边|们|哪|的|和|跟|与|是|在|有|读|上|进|让|给|到|把|对|里|办|建|新建|扩|缺|招|去|考|帮扶|增|加|减|撤|并|多少|几)(?:中学|小学|大学|学院)$/u;

/** Words that no name begins with: 怕|弄成小学, 去|某某中学. */
const ORDINARY = /^(?:v(?!n)|d|p|c|r|u|y)/u;
/** Words of which no name is made up alone. */
const COMMON = /^(?:n|vn|v|an|a|b|l|j)$/u;
const SHORTEST_NAME = 4;

/**
 * What of a run of characters before 小学 and the like is a name: the whole, or the end of it that documents hold (教研员去|当城中学).
 * '' where it opens with a word that no name begins with.
 */
function nameIn(run: string, { holds, segmenter, lexical }: Vocabulary): string {
  for (let from = 0; from <= run.length - SHORTEST_NAME; from++)
    if (!KIND_OF_SCHOOL.test(run.slice(from)) && holds(run.slice(from))) return run.slice(from);
  const words = segmenter.words(run);
  const [first = '', ...others] = words.slice(0, -1);
  // 课后|服务|小学: what the documents speak of, and then a stage of schooling.
  const isCommon = (word: string) => COMMON.test(segmenter.tagOf(word)) && lexical.has(word);
  // 研学|中学, but no place: 河东|中学.
  const isLong = first.length + others.join('').length > 2 || /^v?n$/u.test(segmenter.tagOf(first));
  if (isLong && [first, ...others].every(isCommon)) return '';
  return first !== '' && run.startsWith(first) && ORDINARY.test(segmenter.tagOf(first)) ? '' : run;
}

/** Schools that the question names: an answer about another school is none. */
function institutionsIn(text: string, vocabulary: Vocabulary): string[] {
  return [...text.matchAll(INSTITUTION)]
    .map(([run]) => nameIn(run, vocabulary))
    .filter(
      (name) =>
        name.length >= SHORTEST_NAME &&
        !/[的了要对把在有和跟与说想是让给到里]|中小学$/u.test(name) &&
        !KIND_OF_SCHOOL.test(name) &&
        !/小学.*中学|中学.*小学/u.test(name),
    );
}

const EITHER_NAME = /[“"‘「]([^”"’」]{2,12})[”"’」](?:还是|或者?是?|要么)[“"‘「]([^”"’」]{2,12})[”"’」]/u;

/** “五同” in the words of the one who asks: a count of things that the documents do not call so. */
function isOwnCount(name: string, { holds }: Vocabulary): boolean {
  if (holds(name)) return false;
  if (/^[几两二三四五六七八九十]个?\p{Script=Han}$/u.test(name)) return true;
  // “四同步” of 同步规划、同步设计、同步建设、…: the word that each of them begins with.
  const each = /^[两二三四五六七八九十]个?(\p{Script=Han}{2})$/u.exec(name)?.[1];
  return each !== undefined && holds(`、${each}`);
}

/** “每天户外两小时”: a rule with its figure, retold in quotation marks; no name. */
function isRetold(name: string, { holds }: Vocabulary): boolean {
  // “跑、跳、投”: a list in somebody's words.
  if (name.includes('、') && !holds(name)) return true;
  const figures = findQuantities(name).filter(({ unit }) => /时|分钟|次|天|周|月|年|元|%/u.test(unit));
  return name.length >= 5 && figures.length > 0 && !holds(name);
}

/** 这项任务的责任单位: what was told before is meant. */
const POINTS_BACK = /[这那](?:样|种|项|类|件|事|块|方面)/u;

/** What is told is the very matter where the asking part only points to it: 对这样的孩子有什么安排. */
function toldFactor({ isKnown }: Concept, isAside: boolean): number {
  if (!isKnown) return UNKNOWN_TOLD_FACTOR;
  return isAside ? TOLD_FACTOR : 1;
}

/** “三全两高”还是“两全三高”: of two names for one thing the one that the documents do not hold. */
function isOtherName(name: string, text: string, { holds }: Vocabulary): boolean {
  const pair = EITHER_NAME.exec(text);
  if (!pair || holds(name)) return false;
  const [, first = '', second = ''] = pair;
  return (name === first && holds(second)) || (name === second && holds(first));
}

/** Reads the matters that a question (search form, region names taken out) names; `names` must be found as they stand. */
export function readConcepts(text: string, names: string[], vocabulary: Vocabulary): Concept[] {
  const quotations = [...text.matchAll(QUOTED)].map((match) => match[1]!).filter((name) => NAME.test(name));
  const titles = [...text.matchAll(TITLED)].map((match) => match[1]!);
  const quoted = [
    ...names,
    ...titles,
    ...quotations.filter((name) => !isOwnCount(name, vocabulary) && !isRetold(name, vocabulary)),
    ...institutionsIn(text, vocabulary),
    ...properNames(text, vocabulary.segmenter).flatMap(({ name, kind }) =>
      kind === '高校' || kind === '学校' ? name : [],
    ),
  ].filter((name) => !PLAN_TIME.test(name) && !isOtherName(name, text, vocabulary));
  const unnamed = names.reduce(
    (rest, name) => rest.replaceAll(name, ' '),
    text
      .replace(TITLED, ' ')
      .replace(QUOTED, (quoted, name: string) =>
        NAME.test(name) && !isRetold(name, vocabulary) ? ' ' : quoted,
      ),
  );
  const plainAsked = unnamed;
  const plain = withoutScaffold(unnamed);
  const phrases = vocabulary.lexicon.phrasesIn(plainAsked);
  const quantities = new Set(findQuantities(plain).map(({ canonical }) => canonical));
  const words = wholeWords(
    withoutDoubles(vocabulary.segmenter.words(plain), vocabulary.lexical),
    plain,
    vocabulary,
  );
  const named = words.filter((word) => !quantities.has(word) && !/^[a-z]$/u.test(word));
  const asking = topicParts(plainAsked)
    .filter((part) => ASKING.test(part))
    .join(' ');
  const condition = topicParts(plainAsked)
    .filter((part) => CONDITION.test(part))
    .join(' ');
  const parts = partsTold(plainAsked);
  const [asked, told] = [parts.asked.join(' '), parts.told.join(' ')];
  const isAskedAbout = named.some(
    (word) =>
      asking.includes(word) &&
      !LIGHT.has(word) &&
      makeConcept(word, vocabulary, false).weight >= ASKED_WEIGHT,
  );
  return [
    ...[...new Set(quoted.map((name) => name.replace(/\s/gu, '')))].map((name) =>
      makeConcept(name, vocabulary, true),
    ),
    ...named.map((word) => {
      const wording = phrases.filter(({ phrase }) => phrase.includes(word)).flatMap((one) => one.wording);
      const concept = focused(makeConcept(word, vocabulary, false, wording), plainAsked);
      const isTold = told.includes(word) && !asked.includes(word);
      const isAside = isAskedAbout && !POINTS_BACK.test(asked);
      if (isTold) return { ...concept, isTold, weight: concept.weight * toldFactor(concept, isAside) };
      if (!isAskedAbout || asking.includes(word) || (concept.isStrange && condition.includes(word)))
        return concept;
      return { ...concept, weight: concept.weight * (concept.isKnown ? ASIDE_FACTOR : UNKNOWN_ASIDE_FACTOR) };
    }),
  ];
}
