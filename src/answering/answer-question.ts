import { strangeShare } from '../retrieval/evidence.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';
import { annexesNamed, namesNoAnnex } from '../retrieval/sections.ts';
import { answerAnnex } from './annexes.ts';
import type { AnswerStatus } from './answer.ts';
import { answerArticle, answerArticleCount, answerBreach, asksNoSuchPlace } from './articles.ts';
import { answerByFigure } from './by-figure.ts';
import { answerContents } from './contents.ts';
import { answerTermsApart } from './defined-terms.ts';
import { answerCoinage, asksBesides, coinageAsked, onlyNamed } from './definitions.ts';
import { answerComparison, answerWhich } from './districts.ts';
import { answerStatus, asksOwnFact } from './document-status.ts';
import { askedDocuments, type Draft, type Findings, nearestOf } from './draft.ts';
import {
  answerAnnounced,
  answerFromPassages,
  EXPLANATION_ROOM,
  FACT_ROOM,
  MEASURES_ROOM,
  PASSAGE_ROOM,
  SUMMARY_ROOM,
} from './facts.ts';
import { answerGathered } from './gathered.ts';
import { answerListOfEach } from './list-of-each.ts';
import { answerCounted, answerNumbered, answerSectionList, asksCountOfParts } from './lists.ts';
import { answerLocation } from './locate.ts';
import { answerNamed, answerProjects, answerTitles } from './named.ts';
import { answerOverview } from './overview.ts';
import { answerParallel } from './parallel.ts';
import { answerPremise, answerYearPremise } from './premise.ts';
import { answerDirectionPremise } from './premise-direction.ts';
import { answerListedNames, answerNamePremise } from './premise-names.ts';
import { answerOppositePremise } from './premise-opposites.ts';
import { answerPairPremise } from './premise-pairs.ts';
import { answerProjectName } from './project-name.ts';
import { askBack, declineOutOfScope, refuse } from './refuse.ts';
import { answerSectionComparison } from './section-comparison.ts';
import { answerSteps } from './steps.ts';
import { answerSection } from './summaries.ts';
import { answerCells, emptyCellAsked } from './table-cells.ts';
import { answerMost, answerRowHolding } from './table-picks.ts';
import { answerTableRows } from './table-rows.ts';
import { answerNamesInTitle } from './titled-names.ts';
import { answerToldEach } from './told-each.ts';
import { answerAgreement } from './two-ways.ts';
import { answerByUnitCount, answerReverse, answerWhichByUnits } from './unit-tasks.ts';
import { answerResponsible, answerWho, compareDuties, dutyAsked, isToldByWhom } from './units.ts';

/** An answer with its status, before it gets its notices and its wrapping. */
export interface Reply {
  status: AnswerStatus;
  draft: Draft;
}

type Strategy = (findings: Findings) => Draft | null;

const passages: Strategy = (findings) => answerFromPassages(findings, PASSAGE_ROOM);
const explanation: Strategy = (findings) => answerFromPassages(findings, EXPLANATION_ROOM);
const measures: Strategy = (findings) => answerFromPassages(findings, MEASURES_ROOM);
const summary: Strategy = (findings) => answerFromPassages(findings, SUMMARY_ROOM);
const fact: Strategy = (findings) => answerFromPassages(findings, FACT_ROOM);

function isComparison({ question }: Findings): boolean {
  const { named, asksAll } = question.regions;
  return (named.length > 1 || asksAll) && question.documentIds.length > 1;
}

/** Values that only a sentence can hold; sections and lists of duties have none. */
const SENTENCE_NEEDS = new Set([
  'contact',
  'document-number',
  'clock',
  'person',
  'money',
  'date',
  'title',
  'place',
]);

/** What the question denies and goes on from: what the documents do say of it is the answer, not all that is done. */
const DENIES =
  /(?:没有?给|没有?提|不许|不准|不让|不允许|取消|只让|只给|只管|不再|没有?写|既然)[^，,。？?]*[，,](?:那|为什么|凭什么|[^，,。？?]{0,12}(?:怎么|咋|如何|干嘛)|[^，,。？?]{0,8}还[^，,。？?]{1,4}(?:什么|啥|干))/u;

/** 三条举措, 五项任务: parts of a section by their number only. */
const COUNTED_PARTS =
  /[\d两三四五六七八九十几][条项个点大]?(?:具体|重点|主要)?(?:举措|措施|任务|工作|做法|方面|要求|内容)/u;

/** Another document is asked for that this one ends: 哪个文件废止了. */
const ASKS_REPEALED =
  /(?:哪|什么|啥)(?:个|份|些)?(?:旧|老|原来的?|以前的?)?(?:文件|办法|规定|方案|意见|通知|纲要)[^，,。？?]{0,6}(?:废止|作废|失效|停用|不用了)|(?:废止|取代|代替|替代)了?(?:哪|什么|啥)/u;

/** A sentence that speaks of this share of the matters and gives the very count is meant, not the parts of a section. */
const SPEAKS_OF_ALL = 0.8;

function tellsCount({ evidence: [best] }: Findings): boolean {
  if (!best?.meetsNeed) return false;
  return best.valueIsNear && best.signals.within >= SPEAKS_OF_ALL;
}

/** 叫啥名: a name is told in few words. */
const NAME_ASKED = /(?:叫|名字|名称)(?:是|叫|做)?个?(?:什么|啥)名?字?[？?。]?$/u;

/** 谁评星级: who does a thing. */
const ASKS_WHO = /谁(?:来|去|给)?(?!的|家|都|是|也|能|可以|说|提)\p{Script=Han}{2}/u;

/** The ways of answering a kind of question, tried in order; the first that can answer does. */
function strategiesFor(findings: Findings): Strategy[] {
  const { kind, need } = findings.question;
  if (kind === 'which-district')
    return findings.question.regions.asksOther ? [answerComparison] : [answerWhichByUnits, answerWhich];
  if (DENIES.test(findings.question.topic) && ['how', 'fact', 'list', 'past'].includes(kind)) return [fact];
  if (isComparison(findings) && kind !== 'status')
    return kind === 'responsible-unit'
      ? [compareDuties, answerComparison]
      : [answerListOfEach, answerSectionComparison, answerComparison];
  if (coinageAsked(findings) !== null)
    return [
      answerCoinage,
      answerCounted,
      ...(kind === 'definition' ? [] : [answerSectionList]),
      ...(asksBesides(findings) ? [fact] : []),
    ];
  if (kind === 'status' && ASKS_REPEALED.test(findings.question.topic)) return [fact, answerStatus];
  if (kind === 'status')
    return need?.kind === 'contact' ? [fact] : asksOwnFact(findings) ? [answerStatus] : [answerStatus, fact];
  if (need?.kind === 'document-number') return [answerStatus];
  if (need !== null && SENTENCE_NEEDS.has(need.kind)) return [fact];
  const duty = dutyAsked(findings);
  // What a unit has to do that the documents do not name is not what others have to do.
  if (duty === 'unlisted') return [answerReverse];
  if (duty === 'tasks') return [answerReverse, answerResponsible, passages];
  const units = isToldByWhom(findings) ? [answerWho, answerResponsible] : [answerResponsible, answerWho];
  if (duty === 'units') return units;
  // Which schools or firms is told where they are named, not by the measures of a section on schools.
  if (need?.kind === 'institution' && kind === 'list') return [answerCounted, passages];
  switch (kind) {
    case 'location':
      return [answerLocation];
    case 'responsible-unit':
      return units;
    case 'definition':
      return [
        answerProjectName,
        answerCounted,
        NAME_ASKED.test(findings.question.topic) ? fact : explanation,
      ];
    case 'problems':
    case 'past':
      return [answerCounted, answerSection, passages];
    case 'summary':
      // Summed up, the three measures are told by what they hold, not by their titles alone.
      return COUNTED_PARTS.test(findings.question.topic)
        ? [answerSection, answerCounted, summary]
        : [answerCounted, answerSection, summary];
    case 'list':
      // A term that the document explains is told by that, not by the parts of a section that bears it.
      return findings.evidence[0]?.hasList && findings.evidence[0].isDefining
        ? [answerCounted, passages, answerSectionList]
        : [answerCounted, answerAnnounced, answerSectionList, passages];
    case 'how':
      return [measures];
    case 'time':
      return [fact];
    case 'number':
      return tellsCount(findings)
        ? [answerCounted, fact]
        : [answerCounted, ...(asksCountOfParts(findings) ? [answerSectionList] : []), fact];
    default:
      return [answerCounted, ...(ASKS_WHO.test(findings.question.topic) ? [answerWho] : []), fact];
  }
}

/** A district asked about beside ours is said not to be covered. */
function withForeign(draft: Draft, { question }: Findings): Draft {
  const { foreign, named } = question.regions;
  if (foreign.length === 0 || named.length === 0) return draft;
  return { ...draft, lines: [...draft.lines, `现有文件中没有${foreign.join('、')}的文件。`] };
}

/** Words strange to the documents searched are the very subject where they make up this share of what is asked. */
const SUBJECT_SHARE = 0.5;
/** Asked in everyday words about the plan as a whole, or about one of its parts: the kind says what is meant. */
const MEANT_BY_KIND = new Set<QuestionKind>(['status', 'past', 'problems']);

/** 哪个科室牵头: an office within a bureau is asked for … */
const ASKS_OFFICE =
  /(?<!设)哪(?:一)?(?:个|几个|些)?(?:科室|处室|股室)(?:在)?(?:牵头|负责|主管|管|承办|经办)/u;
/** … and named by documents that name such offices: 德育科, 责任科室：…. */
const NAMES_OFFICE = /科室[：:]|[\p{Script=Han}]{2,6}(?:科|股)(?:室)?(?=[、，。；）)]|负责|牵头|$)/u;

function asksUnnamedOffice(findings: Findings): boolean {
  if (!ASKS_OFFICE.test(findings.question.topic)) return false;
  const { index } = findings;
  const names = ({ text }: { text: string }) => NAMES_OFFICE.test(text.replace(/[学本各分文理外内]科/gu, ''));
  return !askedDocuments(findings).some(({ id }) => index.outlines.get(id)!.clauses.some(names));
}

/** What a table leaves empty the text may tell. */
function isToldInText({ evidence }: Findings): boolean {
  return evidence.some(
    ({ clause, meetsNeed, valueIsNear, signals }) =>
      clause.kind !== 'table-row' && meetsNeed && valueIsNear && signals.within >= SPEAKS_OF_ALL,
  );
}

/** True where the documents searched say nothing of the very subject. */
export function isUnheardOf(findings: Findings): boolean {
  const { question } = findings;
  const duty = dutyAsked(findings);
  if (namesNoAnnex(question, findings.index) || asksNoSuchPlace(findings)) return true;
  if (asksUnnamedOffice(findings) || (emptyCellAsked(findings) !== null && !isToldInText(findings)))
    return true;
  // 附件1 is printed as one word with its title.
  if (annexesNamed(question, findings.index).length > 0) return false;
  // Units go by short names that no document holds.
  if (duty === 'tasks' || duty === 'unlisted') return false;
  if (question.absent.length > 0 || onlyNamed(findings) !== null) return true;
  if (strangeShare(question) < SUBJECT_SHARE || MEANT_BY_KIND.has(question.kind)) return false;
  return question.need?.kind !== 'document-number';
}

/** Tried before the ways that fit the kind of question: what is wrong in it, and what is gathered over whole documents. */
const GATHERING: Strategy[] = [
  ...[answerByFigure, answerPremise, answerYearPremise, answerNamePremise, answerListedNames],
  ...[answerPairPremise, answerDirectionPremise, answerOppositePremise],
  ...[
    answerTermsApart,
    answerArticle,
    answerBreach,
    answerNumbered,
    answerArticleCount,
    answerAnnex,
    answerContents,
    answerOverview,
  ],
  ...[
    answerAgreement,
    answerByUnitCount,
    answerParallel,
    answerToldEach,
    answerSteps,
    answerMost,
    answerRowHolding,
    answerCells,
    answerTableRows,
    answerGathered,
  ],
  ...[answerNamesInTitle, answerNamed, answerProjects, answerTitles],
];
/** Ways that say something of every document asked. */
const BY_DOCUMENT = new Set<Strategy>([
  ...[
    answerAgreement,
    answerAnnex,
    answerArticle,
    answerArticleCount,
    answerBreach,
    answerContents,
    answerOverview,
  ],
  ...[answerMost, answerNumbered, answerRowHolding],
  ...[answerByFigure, answerParallel, answerSteps, answerTableRows, answerGathered],
  ...[answerNamed, answerProjects, answerTitles, answerComparison, answerStatus],
]);

/** Of many documents only the nearest speak, and the answer says so. */
function nearestOnly(strategy: Strategy, findings: Findings): Draft | null {
  const nearest = nearestOf(findings);
  const draft = strategy(nearest);
  if (draft && nearest !== findings)
    draft.lines.push('其余文件没有一一列出：提问时写明地区或文件名即可查询。');
  return draft;
}

/** 帮我写一份个人事迹: a text of one's own, whatever it is about. */
const ORDERS_TEXT =
  /(?:帮|替|给)(?:我|忙)?(?:写|起草|拟|代写|编写?|改|润色)(?:一?(?:份|篇|个|段|封|首))?[^，,。？?]{0,14}(?:事迹|讲话稿?|发言稿?|作文|检讨书?|心得|体会|诗歌?|论文|代码|简历|申请书?|请假条|贺词|祝福语?|教案|感谢信|文案|述职)/u;

/** 西青区哪6所: a value of a district of ours is asked for, and not of what. */
function asksOfNothing({ question }: Findings): boolean {
  return question.need !== null && question.regions.named.length > 0 && question.concepts.length === 0;
}

/**
 * Answers a question from what was found, or refuses. A draft that is not proven gives way to the next way of answering;
 * where none is proven, the first is handed on with its faults.
 */
export function answerQuestion(findings: Findings, isProven: (draft: Draft) => boolean): Reply {
  const { question } = findings;
  if (question.text === '' || question.concepts.length === 0) {
    const isStatus = question.kind === 'status' ? answerStatus(findings) : null;
    if (isStatus) return { status: 'answered', draft: isStatus };
    const overview = answerArticleCount(findings) ?? answerContents(findings) ?? answerOverview(findings);
    if (overview) return { status: 'answered', draft: overview };
    const isSection = question.kind === 'past' || question.kind === 'problems';
    const section = isSection ? answerSection(findings) : null;
    if (section) return { status: 'answered', draft: section };
    if (isSection) return { status: 'not_found', draft: refuse(findings) };
    const article = answerArticle(findings);
    if (article) return { status: 'answered', draft: article };
    if (asksOfNothing(findings)) return { status: 'needs_clarification', draft: askBack(findings) };
    return { status: 'out_of_scope', draft: declineOutOfScope(findings) };
  }
  if (ORDERS_TEXT.test(question.text)) return { status: 'out_of_scope', draft: declineOutOfScope(findings) };
  if (question.isUnclear) return { status: 'needs_clarification', draft: askBack(findings) };
  const isForeign = question.regions.foreign.length > 0 && question.regions.named.length === 0;
  let unproven: Reply | undefined;
  if (!isForeign && !isUnheardOf(findings)) {
    for (const strategy of [...GATHERING, ...strategiesFor(findings)]) {
      const draft = BY_DOCUMENT.has(strategy) ? nearestOnly(strategy, findings) : strategy(findings);
      if (!draft || draft.cited.citations.length === 0) continue;
      const reply = { status: 'answered' as const, draft: withForeign(draft, findings) };
      if (isProven(reply.draft)) return reply;
      unproven ??= reply;
    }
  }
  return unproven ?? { status: 'not_found', draft: refuse(findings) };
}
