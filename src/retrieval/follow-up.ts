import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { cleanQuestion } from './clean-question.ts';
import { withoutScaffold } from './concepts.ts';
import { strangeShare, weighEvidence } from './evidence.ts';
import { answeredName, answeredNames, coinageOfPart } from './names-meant.ts';
import type { QueryVectors } from './query-vectors.ts';
import { type Question, readQuestion } from './question.ts';
import { isRival, REFERENCE, type Rewritten, rewrite } from './rewrite-turn.ts';
import { searchClauses } from './search.ts';
import { ordinalAsked, titlePicked } from './sections.ts';

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

/** 他们, 这两所学校: several that the turn before was answered with; 这两年 and 这两个区 are not. */
const PLURAL = /[他它她]们|这(?:两|几)(?:[所家](?:学校|单位|机构)?|个?(?:学校|单位|机构))/u;
/** 它那边 is the district that was named, no thing. */
const PRONOUN =
  /它(?!们?那[边儿里])|其(?!中|他|它|余|实)|这(?:所|个|家|项)?(?:学校|单位|工程|计划|行动|机构)|那(?:所|家)/u;
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

/** 卫健委是牵头的吧, after who is responsible for something: of that task. */
const ASKS_AFTER_UNIT = /(?:是|在|算|有|要|参与|包括)[^，,。？?]{0,8}(?:吧|吗|么|不是|没有|不)?[？?。]?$/u;
const LONGEST_AFTER_UNIT = 14;

function asksAfterUnit({ kind, text, topic }: Question, before: Question): boolean {
  const asks = kind === 'yes-no' || /[吧吗么][？?]?$/u.test(topic);
  return (
    before.kind === 'responsible-unit' &&
    asks &&
    text.length <= LONGEST_AFTER_UNIT &&
    ASKS_AFTER_UNIT.test(topic)
  );
}

function withEarlierMatters(question: Question, before: Question): Question {
  // 今天天气怎么样 is about a matter of its own, though no document knows it.
  if (!REFERENCE.test(question.text) && strangeShare(question) >= STRANGE) return question;
  if (asksAfterUnit(question, before))
    return { ...question, concepts: [...question.concepts, ...before.concepts] };
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
const POINTS =
  /^(?:它|他|她|(?:这个|那个)(?!文件|规划|方案|办法|通知|计划|意见|细则|规定|条例|纲要)|这项|那项|该项|此项|这些|那些|刚才|前面|上面)|(?<!其|吉)它/u;

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
  const pointing = [PLURAL, PRONOUN].find((pattern) => pattern.test(searchForm(asked.question)));
  if (pointing === undefined)
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
  const [best] = weighEvidence(before, ranked, index);
  const several = pointing === PLURAL ? answeredNames(best, index) : null;
  // 他们 may be people that the turn itself names: only several schools stand in for it.
  const isPeople = pointing === PLURAL && /[他她]们/u.test(text);
  const name = several ?? (isPeople ? null : answeredName(before, best, index));
  if (name === null) return withEarlierMatters(readQuestion(text, index, { ...limits, inherited }), before);
  return readQuestion(text.replace(pointing, name), index, { ...limits, inherited });
}
