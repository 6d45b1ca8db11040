import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { absentMatters, type Searched, unknownTerm } from './absent-matters.ts';
import { ageAsked } from './ages.ts';
import { cleanQuestion } from './clean-question.ts';
import { coinagesNamed } from './coinages.ts';
import { ASKED_WEIGHT, type Concept, isLight, readConcepts, withoutScaffold } from './concepts.ts';
import { countedWords, valueNamed } from './counted.ts';
import { documentsCalled } from './documents-called.ts';
import { inChinese } from './english.ts';
import { membersAsked } from './enumerations.ts';
import { clauseForms } from './matching.ts';
import { readNeed, type ValueNeed } from './needs.ts';
import { holdsText } from './plain-source.ts';
import { type QuestionKind, readKind, wantsSeveral } from './question-kind.ts';
import { asksEither, type RegionReading, readRegions, WHO_SAYS } from './regions.ts';
import { correctSound, spellOutRegions } from './sound.ts';
import { correctSpelling } from './spelling.ts';
import { partsTold } from './told-parts.ts';

/** A question understood: everything that finding and answering need to know of it. */
export interface Question {
  /** What was asked, orders to the assistant removed; printed form. */
  text: string;
  /** Search form without region names. */
  topic: string;
  regions: RegionReading;
  /** Documents to search. */
  documentIds: string[];
  kind: QuestionKind;
  need: ValueNeed | null;
  /** The kind of a figure that the question takes for granted: the document's own figure of it decides. */
  premise: ValueNeed | null;
  wantsSeveral: boolean;
  concepts: Concept[];
  /** How many members the list asked for has (哪三个); null where that is not said. */
  members: number | null;
  /** Age in years of the person that is asked about; null where none is named. */
  age: number | null;
  /** Those of them that name what is counted, the head last; empty where nothing is. */
  counted: Concept[];
  /** The name of the value asked for (保费|大概多少); null where none stands there. */
  valueName: Concept | null;
  /** Matters of the turn before: they help to find, but nothing has to speak of them. */
  context: Concept[];
  /** Neighbouring characters of what is asked about, asking words left out, by how much they tell. */
  pairs: { pair: string; weight: number }[];
  /** Matters that the question says it does not want. */
  excluded: Concept[];
  /** Concrete matters asked about that the documents searched do not mention. */
  absent: string[];
  /** Figures that the question itself states. */
  figures: Quantity[];
  hadInstructions: boolean;
  /** Points at something (它, 这个) that no turn before has named. */
  isUnclear: boolean;
}

/** What a question takes over from the turn before. */
export interface Inherited {
  kind: QuestionKind;
  need: ValueNeed | null;
  concepts: Concept[];
}

/** 学位缺多少，拿什么手段去预测: by what means something is found out is asked, not how much it is. */
const ASKS_MEANS =
  /(?:拿|靠|用|凭|通过|借助)(?:什么|啥|哪些)[^，,。？?]{0,8}(?:预测|掌握|摸清|统计|监测|测算|评估|考核|检查|盯)/u;
/** 下周要讲主题班会，…: for what occasion something is asked. */
const OCCASION =
  /^(?:明天|今天|下次|[上下本这]个?(?:周|星期|月))[^，,。？?]*?(?:讲|开|写|做|办|汇报|交|发言|参加)[^，,。？?]*[，,]/u;
/** 怕卷款跑路，…: what somebody fears need not be written anywhere. */
const FEAR = /(?:怕|担心)[^，,。？?]{2,12}[，,]/u;
/** 改造 alone says of many things what is done with them. */
const SORT_ALONE = 2;
const SORT_BEHIND = /(?:这种|这类|这样的|之类的)(\p{Script=Han}{2,10})/u;

/** True where what stands before 这种 only illustrates a matter that says itself what is asked of: …这种适老化改造补多少. */
function isExample(topic: string, need: ValueNeed | null, concepts: Concept[]): boolean {
  const sort = SORT_BEHIND.exec(topic)?.[1] ?? '';
  const isTelling = ({ text, isKnown, weight }: Concept) =>
    isKnown && text.length > SORT_ALONE && weight >= MATTER_WEIGHT && sort.startsWith(text);
  return need === null || concepts.some(isTelling);
}

/** What an answer is wanted for, told behind the question: …，好发通知. */
const PURPOSE =
  /[，,。]\s*(?:我)?(?:好|方便|以便|便于|用来|准备)(?:发|写|做|跟|给|向|去|回|安排|通知|汇报|转|报)(?:(?!多少|几|哪|谁|什么|啥|怎|如何|吗)[^，,。？?]){0,14}[。]?$/u;
/** 装扶手改卫生间这种改造: examples need not be written anywhere, unless a value of theirs is asked for. */
const EXAMPLE = /^[^，,。？?]{2,16}(?=(?:这种|这类|这样的|之类的)\p{Script=Han}{2})/u;
/** 怎么安置，有几种方式: the ways are asked for, whether or not the text counts them. */
const ASKS_WAYS = /几(?:种|类|个|条)(?:主要)?(?:方式|途径|办法|方法|形式|渠道|做法|路子)/u;
/** …有没有机会? 文件怎么规定的: the question before it says what is asked. */
const ASKS_WORDING =
  /(?<=[？?，,。]\s*)(?:文件|规划|方案)?(?:里|上|中)?(?:是)?(?:怎么|咋|如何)(?:规定|说|写|要求|定)的?[？?]?$/u;
/** 能不能自己定选谁当中层: whether somebody may decide, not what is decided. */
const ASKS_MAY = /(?:能不能|可不可以|能否|可否|有没有权|有权|可以)(?:由)?(?:自己|自主|自行)/u;

/** 专班办公室在哪个部门: where an office is set up, not who is responsible nor where that is written. */
const ASKS_OFFICE_AT = /办公室[^，,。？?]{0,3}[在设](?:哪|什么)/u;

/** The kind of a question that speaks of how many or whom without asking for it; null for others. */
function kindBesides(topic: string): QuestionKind | null {
  if (ASKS_MEANS.test(topic) || ASKS_WAYS.test(topic)) return 'how';
  if (ASKS_OFFICE_AT.test(topic)) return 'fact';
  return ASKS_MAY.test(topic) ? 'yes-no' : null;
}

/** Asked for several things, how many they are is no need of its own: 有几种，分别叫什么. */
function ownNeed(topic: string): ValueNeed | null {
  if (kindBesides(topic) !== null) return null;
  const need = readNeed(topic);
  return need?.kind === 'count' && wantsSeveral(topic) && /^[个种类项条块点大样门]$/u.test(need.unit ?? '')
    ? null
    : need;
}

/** Words that ask for a value of this kind: the value itself answers for them. */
const NEED_WORDS: Partial<Record<ValueNeed['kind'], RegExp>> = {
  money: /^(?:钱|块|元|块钱)$/u,
  frequency: /^(?:频率|频次|周期|次数)$/u,
  date: /^(?:期限|时限)$/u,
  institution: /^(?:名单|名字|校名)$/u,
  count: /^(?:数字|数值|数目|个数)$/u,
};

/** Words in which people ask about the document itself; none of them is a matter of the plan. */
const DOCUMENT_WORDS =
  /文件|规划|方案|计划|通知|名义|年头|过期|到期|失效|作废|废止|征求|意见|正式|草案|草稿|定稿|生效|有效|印发|发布|下发|公布|时间|日期|年份|依据|引用|执行|政策|政府|办公室|部门|单位|公开|现行|试行|暂行|规定|教育局|发文|制定|出台|期间|全称|名称|讨论|落实|抬头|名字|引用|格式|五年|手头|份|发给|写给|主送|^阶段$|^开始$|^为止$/u;
/** A word at least this telling names a matter. */
const MATTER_WEIGHT = 2.4;

function namesMatter({ text, isKnown, isQuoted, isStrange, weight }: Concept): boolean {
  return (isQuoted || ((isKnown || isStrange) && weight >= MATTER_WEIGHT)) && !DOCUMENT_WORDS.test(text);
}

/** Lighter words that together weigh this much name a matter, too. */
const SEVERAL_MATTERS = 4.5;

function matterWeight(concepts: Concept[]): number {
  return concepts
    .filter(({ text, isKnown }) => isKnown && !DOCUMENT_WORDS.test(text))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** 哪三杰（不是津门三杰）: said in brackets. */
const ASIDE = /[（(]((?:不是|不要|不算|别)[^（()）]{2,20})[）)]/gu;
/** 不是新启动的，也不是配套接收的: what is meant is told apart from it. */
const IS_NOT = /^\s*(?:也|并|又|可|而)?不是(?![说讲要有])[^，,？?]{2,12}的?[，,。]?$/u;

/** Parts a question from what it says it does not want: 只要新建的，不要改造的. */
function splitExclusions(topic: string): { wanted: string; excluded: string } {
  const parts = topic.replace(ASIDE, '，$1，').split(/(?<=[，,。；;？?！!])/u);
  const isExcluded = (part: string, i: number) =>
    /除外|都不|^别的|别的(?:都|就)?(?:不|别|先)|别(?:列|说|跟|和|把|与|给)/u.test(part) ||
    /^(?:也|又)?不(?:要|算|用)|(?<!要|算|用)不(?:要|算|用)(?:了|列|说|写|管|讲|问)?[，,。；;？?！!]?$/u.test(
      part,
    ) ||
    (i > 0 && IS_NOT.test(part));
  const excluded = parts.filter(isExcluded).join('');
  const kept = parts.filter((part, i) => !isExcluded(part, i)).join('');
  if (kept === '') return { wanted: topic, excluded: '' };
  const besides = /除(?:了|去|开)([^，,。]{1,20}?)(?:之?外|以外|，|,)/u.exec(kept);
  return { wanted: besides ? kept.replace(besides[0], ' ') : kept, excluded };
}

/** Beside a word this telling a figure is not what the question is about. */
const FIGURE_ALONE_BELOW = 1.5;

/** Spans of time frame a claim (一学期要搞8次), an age says who asks; they are not the claim. */
const TIME_UNIT = /^$|年|学期|月|周|天|日|岁/u;

/** 我们村就剩28个学生了，能撤掉吗: a figure that somebody tells of himself, where something else is asked. */
function isOfStory(said: string, topic: string, concepts: Concept[]): boolean {
  const { asked, told } = partsTold(topic);
  const namesMatter = concepts.some(
    ({ text, weight, isTold, isKnown }) => !isTold && isKnown && !isLight(text) && weight >= ASKED_WEIGHT,
  );
  return (
    namesMatter && told.some((part) => part.includes(said)) && !asked.some((part) => part.includes(said))
  );
}

function premiseOf(figures: Quantity[]): ValueNeed | null {
  const telling = figures.filter(
    ({ kind, unit, text }) =>
      kind === 'percent' ||
      kind === 'money' ||
      // 算一个周期, 在一所小学: an article, no number.
      (kind === 'count' && !TIME_UNIT.test(unit) && !/^一[个所名家位]$/u.test(text)),
  );
  const [figure] = telling;
  if (!figure || telling.some(({ canonical }) => canonical !== figure.canonical)) return null;
  if (figure.kind === 'count') return { kind: 'count', unit: figure.unit };
  return { kind: figure.kind as 'percent' | 'money' };
}

/** A figure stands for its matter where the question names nothing else: 两份文件都有的99%是什么. */
function figureConcept({ text, canonical }: Quantity): Concept {
  const alternatives = [...new Set([canonical, text])].map((word) => ({ word, weight: 1 }));
  return {
    text: canonical,
    alternatives,
    weight: MATTER_WEIGHT,
    isKnown: true,
    isQuoted: false,
    isTold: false,
    isStrange: false,
  };
}

/** The parts that say what a question is about: a story, too, where what asks only points to it. */
function partsAbout(topic: string, concepts: Concept[]): string[] {
  const { asked, told } = partsTold(topic);
  const isSaid = concepts.some(
    ({ text, weight, isTold, isKnown }) => !isTold && isKnown && !isLight(text) && weight >= ASKED_WEIGHT,
  );
  return isSaid ? asked : [...told, ...asked];
}

function namesUnheard(topic: string, concepts: Concept[], searched: Searched): string[] {
  const term = unknownTerm(topic, searched);
  return term === null ? absentMatters(partsAbout(topic, concepts), searched) : [term];
}

/** Quick no: a text with a pair of characters that no clause holds need not be looked for. */
function mayHold(name: string, { lexical }: PolicyIndex): boolean {
  // 五项 may stand in the index as a quantity, not as characters.
  const runs = name.replace(COUNT, ' ').match(/\p{Script=Han}{2,}/gu) ?? [];
  return runs.every((run) => {
    for (let i = 0; i + 1 < run.length; i++) {
      if (!lexical.has(`·${run.slice(i, i + 2)}`) && !UNPAIRED.test(run.slice(i, i + 2))) return false;
    }
    return true;
  });
}

const COUNT = /[一二两三四五六七八九十百千万]+\p{Script=Han}?/gu;
/** Characters whose pairs the lexical index leaves out. */
const UNPAIRED = /[的了吗呢吧在是和与及等]/u;
/** Weight of a character pair that no clause holds. */
const UNKNOWN_PAIR = 3;

function readPairs(topic: string, { lexical }: PolicyIndex): Question['pairs'] {
  const pairs = new Map<string, number>();
  for (const run of withoutScaffold(topic).match(/\p{Script=Han}{2,}/gu) ?? []) {
    for (let i = 0; i + 1 < run.length; i++) {
      const pair = run.slice(i, i + 2);
      pairs.set(pair, lexical.has(`·${pair}`) ? lexical.idf(`·${pair}`) : UNKNOWN_PAIR);
    }
  }
  return [...pairs].map(([pair, weight]) => ({ pair, weight }));
}

/** Summed up, one value may be wanted; how many points there are, or one of several things asked, is none. */
function wantsValue(topic: string, need: ValueNeed | null): boolean {
  const asks = topic.match(/多少|几(?![句点条项])|什么|啥|怎么|如何|哪/gu)?.length ?? 0;
  return asks < 2 && !(need?.kind === 'count' && /^[件点条项块个]$/u.test(need.unit ?? ''));
}

/** “三结合”是哪三家结合: the members of a coinage are asked for by its own numeral. */
function asksMembersOf(coinage: string, topic: string): boolean {
  const asked = /哪([两二三四五六七八九十])(?!年|天|个月)/u.exec(topic)?.[1];
  return asked !== undefined && coinage.startsWith(asked);
}

/** The concepts that words name: themselves, or a name that ends with one (质|学校 of 优质学校). */
function conceptsCounted(words: string[], concepts: Concept[]): Concept[] {
  const named = words.flatMap(
    (word) =>
      concepts.find(({ text }) => text === word) ?? concepts.find(({ text }) => text.endsWith(word)) ?? [],
  );
  return [...new Set(named)];
}

/** True where a follow-up points at an item of what was listed before: 职业教育那条怎么讲的 after 有哪些不足. */
function goesOnListing(before: QuestionKind, topic: string): boolean {
  return (before === 'problems' || before === 'past') && /[这那]一?[条点项]/u.test(topic);
}

const NAMES_DOCUMENT = /文件|规划|方案|通知(?!书)|计划|办法|规定|条例|细则|政策|意见|纲要|要点|稿|[这那它]/u;

/** Reads a standalone question. `documentIds` limits the documents; `inherited` fills what a follow-up leaves out. */
export function readQuestion(
  asked: string,
  index: PolicyIndex,
  options: { documentIds?: string[]; inherited?: Inherited } = {},
): Question {
  const { text, hadInstructions } = cleanQuestion(asked);
  const typed = spellOutRegions(searchForm(text), index);
  const form = correctSpelling(correctSound(inChinese(typed, index), index), index);
  const regions = readRegions(form, index.documents, index.segmenter);
  const topic = regions.rest.trim().replace(PURPOSE, '');
  const wanted = options.documentIds;
  const allowed = regions.documentIds.filter((id) => !wanted || wanted.includes(id));
  // 校车规定 is one document, whatever its district; side by side all are meant.
  const called = regions.asksAll
    ? []
    : documentsCalled(topic, index.documents).filter(({ id }) => allowed.includes(id));
  const documentIds = called.length > 0 ? called.map(({ id }) => id) : allowed;
  const searched = index.documents.filter(({ id }) => documentIds.includes(id));
  const vocabulary = {
    ...index,
    holds: (name: string) => mayHold(name, index) && holdsText(index.documents, name),
    isSearched: (name: string) => mayHold(name, index) && holdsText(searched, name),
  };
  // Beside a district of ours another one is a comparison or a mistake, not the subject.
  const others = regions.named.length > 0 ? regions.foreign : [];
  const { wanted: wantedTopic, excluded } = splitExclusions(
    others.reduce((text_, name) => text_.replaceAll(name, ' '), topic),
  );
  const figures = findQuantities(topic).filter(({ kind: figure }) => figure !== 'ordinal');
  const names = [...regions.mentioned, ...coinagesNamed(wantedTopic, index)];
  const need = ownNeed(topic);
  // The value itself answers for 钱, 块 and the like.
  const named = readConcepts(wantedTopic, names, vocabulary).filter(
    ({ text: word }) => need === null || !(NEED_WORDS[need.kind]?.test(word) ?? false),
  );
  const isNamed = named.some(({ weight, isKnown }) => isKnown && weight >= FIGURE_ALONE_BELOW);
  // A sum that the documents state leads to where they speak of it: 那11.8亿是不是全拿去盖学校了.
  const asMatters = figures.filter(
    ({ kind: figure, text: said }) =>
      ((figure === 'money' || /[万亿]$/u.test(said)) && holdsText(searched, searchForm(said))) ||
      (!isNamed && (figure === 'percent' || figure === 'money')),
  );
  const concepts = [...named, ...asMatters.map(figureConcept)];
  // What the documents are all about by their titles is no matter of its own in a question about a document.
  const titles = index.documents.map(({ title }) => searchForm(title)).join(' ');
  // 校车能用几年 names no document.
  const own = NAMES_DOCUMENT.test(topic)
    ? concepts.filter(({ text: word }) => !titles.includes(word))
    : concepts;
  const kind =
    asksEither(form, regions.named) || (regions.asksAll && WHO_SAYS.test(topic))
      ? 'which-district'
      : (kindBesides(topic) ??
        readKind(
          topic.replace(ASKS_WORDING, ''),
          own.some(namesMatter) || matterWeight(own) >= SEVERAL_MATTERS,
        ));
  const isCoinage = concepts.some(({ isQuoted, text: name }) => isQuoted && asksMembersOf(name, topic));
  const takesOver =
    options.inherited !== undefined && (kind === 'fact' || goesOnListing(options.inherited.kind, topic));
  const read = isCoinage ? 'definition' : takesOver ? options.inherited!.kind : kind;
  // 强校工程，哪两所: which they are is a list.
  const kindMeant = read === 'fact' && need?.kind === 'institution' ? 'list' : read;
  return {
    text,
    topic,
    regions,
    // A district that the chosen documents do not speak for leaves nothing to search.
    documentIds,
    kind: kindMeant,
    need:
      (kind === 'summary' && !wantsValue(topic, need) ? null : need) ??
      (takesOver ? options.inherited!.need : null),
    // 几年一次 asks how often and 哪两个 which, and neither claims a number.
    premise: premiseOf(
      figures.filter(
        ({ text: said, start }) =>
          topic[start - 1] !== '哪' &&
          !(need?.kind === 'frequency' && /^一[次回届]$/u.test(said)) &&
          !isOfStory(said, topic, concepts),
      ),
    ),
    wantsSeveral: wantsSeveral(topic),
    concepts,
    members: membersAsked(topic),
    age: ageAsked(topic),
    counted: conceptsCounted(countedWords(topic, index.segmenter), concepts),
    valueName: concepts.find(({ text: named }) => named === valueNamed(topic, index.segmenter)) ?? null,
    pairs: readPairs(topic, index),
    context: options.inherited?.concepts ?? [],
    excluded: excluded === '' ? [] : readConcepts(excluded, [], vocabulary),
    // What somebody tells on the way need not be written anywhere: 下周要讲主题班会，….
    absent: namesUnheard(
      wantedTopic
        .replace(OCCASION, '')
        .replace(isExample(topic, need, concepts) ? EXAMPLE : /$^/u, '')
        .replace(FEAR, ''),
      concepts,
      {
        ...vocabulary,
        searched,
        holdsTogether: (words) =>
          searched.some(({ id }) =>
            index.outlines.get(id)!.clauses.some((clause) => {
              const { path, whole } = clauseForms(clause, index);
              return words.every((word) => path.includes(word) || whole.includes(word));
            }),
          ),
      },
    ),
    figures,
    hadInstructions,
    isUnclear: false,
  };
}
