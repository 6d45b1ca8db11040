import { readingsOf } from '../facts/tables.ts';
import type { Target } from '../facts/targets.ts';
import { type Bound, boundOf } from '../language/bounds.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import type { Concept } from '../retrieval/concepts.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { readNeed } from '../retrieval/needs.ts';
import { yearsIn } from '../retrieval/years.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** A target is what the figure is taken for where its name speaks of this share of what stands beside the figure. */
const SAME_MATTER = 0.6;
/** Less weight beside the figure names nothing. */
const NAMES_SOMETHING = 1.5;

const SAYS_HOW_MUCH = /^(?:不少于|不低于|至少|达到|超过|以上|以下|要求|认定|建设|增加|占|比例|目标)$/u;

/** The bound that the words of a target give its value. */
function boundSet({ words, value }: Target): Bound {
  const quantity = findQuantities(words).find((one) => one.value === value);
  return quantity ? boundOf(words, quantity) : null;
}

/** The matters named in the part of the question that holds the figure: 随班就读要做到80%，…. */
function mattersBeside({ topic, concepts }: Findings['question'], figure: Quantity): Concept[] {
  const part = topic.split(/[，,；;。？?！!]/u).find((one) => one.includes(figure.text)) ?? '';
  return concepts.filter(({ text, isKnown }) => isKnown && part.includes(text) && !SAYS_HOW_MUCH.test(text));
}

/** A target for another year than the question names is another target. */
function isOfKind(target: Target, figure: Quantity, years: number[]): boolean {
  const isOfYear = years.length === 0 || target.by === null || years.includes(target.by);
  return target.value !== null && target.unit === figure.unit && isOfYear;
}

/** A target with this very value and another year than the question gives it; null where the documents set none. */
function targetDatedOtherwise(findings: Findings, figure: Quantity): Target | null {
  const matters = mattersBeside(findings.question, figure);
  const total = matters.reduce((sum, { weight }) => sum + weight, 0);
  const [year, ...others] = yearsIn(findings.question.topic);
  if (total < NAMES_SOMETHING || year === undefined || others.length > 0) return null;
  const named = askedDocuments(findings).flatMap(({ id, period }) =>
    findings.index.facts
      .get(id)!
      .targets.filter(
        ({ isPast, value, unit, by }) =>
          !isPast &&
          value === figure.value &&
          unit === figure.unit &&
          (by ?? period?.toYear ?? year) !== year,
      ),
  );
  return (
    named.find((target) => {
      const form = searchForm(target.name);
      return spokenWeight(matters, form) / total >= SAME_MATTER;
    }) ?? null
  );
}

/** Targets that count the very things that the question counts by the figure (23所|幼儿园), where some do. */
function countingSame<T extends { target: Target }>(
  rated: T[],
  figure: Quantity,
  { topic, concepts }: Findings['question'],
): T[] {
  const behind = topic.slice(topic.indexOf(figure.text) + figure.text.length);
  const counted = concepts.find(({ text }) => text.length > 1 && behind.startsWith(text));
  if (!counted) return rated;
  const same = rated.filter(({ target }) => {
    const form = searchForm(target.words);
    return form.includes(`${target.unit}${counted.text}`);
  });
  return same.length > 0 ? same : rated;
}

/** The target that a figure of the question is taken for; null where none is, or where the documents do state the figure. */
function targetMistaken(findings: Findings, figure: Quantity): Target | null {
  const matters = mattersBeside(findings.question, figure);
  const total = matters.reduce((sum, { weight }) => sum + weight, 0);
  if (total < NAMES_SOMETHING) return null;
  const years = yearsIn(findings.question.topic);
  // What a row adds year by year is no total for the year.
  const isDue = ({ by, words }: Target) => by !== null && years.includes(by) && !/^新[增建]/u.test(words);
  const named = askedDocuments(findings)
    .flatMap(({ id }) => findings.index.facts.get(id)!.targets)
    .filter((target) => isOfKind(target, figure, yearsIn(findings.question.topic)))
    .map((target) => {
      // 新建公办幼儿园6所 is named 公办幼儿园: what is done with them is how it compares.
      const form = searchForm(`${target.comparator}${target.name}`);
      return { target, share: spokenWeight(matters, form) / total };
    })
    .filter(({ share }) => share >= SAME_MATTER)
    // What is to be reached corrects before what has been.
    .sort(
      (a, b) =>
        Number(a.target.isPast) - Number(b.target.isPast) ||
        b.share - a.share ||
        Number(isDue(b.target)) - Number(isDue(a.target)) ||
        // A row of a table parts the value by years.
        Number(a.target.words.includes(' ')) - Number(b.target.words.includes(' ')),
    );
  const rated = countingSame(named, figure, findings.question);
  const stated = rated.filter(
    ({ target: { value, upper } }) => value === figure.value || upper === figure.value,
  );
  if (stated.length === 0) return rated[0]?.target ?? null;
  // 不低于10% where the plan says 控制在10%以内: the figure is right and its bound is not.
  const bound = boundOf(findings.question.topic, figure);
  const turns = ({ target }: (typeof stated)[number]) => {
    const set = boundSet(target);
    return bound !== null && set !== null && set !== bound;
  };
  return stated.every(turns) ? stated[0]!.target : null;
}

const GIVEN = /都[^，,]{0,8}了|听说|据说|不是(?:说|要|定|写)|既然|已经|都说|说是|说好/u;

/**
 * 听说要打造5到6所，名单什么时候出: the part with the figure takes it for granted and asks for no value. Asked for names,
 * how many there are is always taken for granted.
 */
function isGiven({ topic, need }: Findings['question'], figure: Quantity): boolean {
  const part = topic.split(/[，,；;。？?！!]/u).find((one) => one.includes(figure.text)) ?? '';
  return (GIVEN.test(part) || need?.kind === 'institution') && readNeed(part) === null;
}

/** Puts a figure right that the question takes for granted and the documents give otherwise; null where nothing is wrong. */
export function answerPremise(findings: Findings): Draft | null {
  const { question, index } = findings;
  // 定在95%是不是低了 asks for no value.
  if (question.premise === null) return null;
  const [figure] = question.figures.filter(({ kind }) => kind === question.premise!.kind);
  if (!figure || (question.need !== null && question.kind !== 'yes-no' && !isGiven(question, figure)))
    return null;
  const mistaken = targetMistaken(findings, figure);
  const otherwise = targetDatedOtherwise(findings, figure);
  // 2026年建成2个，2027年4个: who says 4 for 2026 has the figure wrong, since the plan gives that year its own.
  const givesYear =
    otherwise?.clauseId === mistaken?.clauseId && yearsIn(question.topic).includes(mistaken?.by ?? 0);
  const dated = givesYear ? null : otherwise;
  const target = dated ?? mistaken;
  if (!target) return null;
  const isTurned = target.value === figure.value || target.upper === figure.value;
  const outline = index.outlines.get(target.documentId)!;
  const clause = outline.clauses.find(({ id }) => id === target.clauseId)!;
  const sentence = clause.sentences.find(({ start, end }) => start <= target.start && end >= target.end)!;
  const draft = newDraft(findings);
  const document = askedDocuments(findings).find(({ id }) => id === target.documentId)!;
  const read = readingsOf(clause)[clause.sentences.indexOf(sentence)]!;
  const words = trimSentence(read, { ...question, need: question.premise }, 90);
  const fault = dated
    ? '文件写的不是问题说的年份'
    : isTurned
      ? '文件写的上下限与问题说的相反'
      : `文件写的不是 ${figure.text}`;
  draft.lines.push(
    `${speakerOf(document)}：${fault}，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
  );
  return draft;
}

const ASKS_VALIDITY = /有效|管用|作废|失效|过期|废止|到期/u;
const ASKS_WHETHER = /对不对|是不是|是否|对吗|对吧|[吗吧么][？?]?$|真的|属实/u;
/** A sentence puts a year right where it speaks of this share of the question. */
const SAME_EVENT = 0.85;

/** A part that asks, or supposes, claims nothing. */
const CLAIMS_NOTHING = /多少|几|谁|哪|什么|啥|怎|如何|吗|呢|么$|如果|要是|假如|能不能|是否/u;
/** Words that a claim is made of besides what it is about. */
const FEWEST_MATTERS = 2;

/** The year by which a part of the question that asks nothing dates an event (2029年搞中期评估，报告交给谁), with what it is of. */
function yearClaimed({ topic, concepts }: Findings['question']): { year: number; matters: Concept[] } | null {
  const [part, ...asking] = topic.split(/[，,；;。]/u);
  const [year, ...others] = yearsIn(part ?? '');
  if (part === undefined || asking.join('') === '' || year === undefined || others.length > 0) return null;
  const matters = concepts.filter(({ text, isKnown }) => isKnown && text.length > 1 && part.includes(text));
  return CLAIMS_NOTHING.test(part) || matters.length < FEWEST_MATTERS ? null : { year, matters };
}

/** Years in titles, and years that a value starts from, date nothing. */
const NO_DATE = /《[^》]*》|[由从自较比]\s?20\d{2}年/gu;

/** The sentence that dates the event claimed otherwise; undefined where none does, or some sentence bears the year out. */
function datedOtherwise({ question, evidence }: Findings): Evidence | undefined {
  // 2029年还有效吗 is told by how long the document is valid.
  if (ASKS_VALIDITY.test(question.topic)) return undefined;
  if (ASKS_WHETHER.test(question.topic)) {
    const [year, ...others] = yearsIn(question.topic);
    const [best] = evidence;
    if (question.need !== null || year === undefined || others.length > 0) return undefined;
    const dated = best ? yearsIn(best.text) : [];
    const isOther = best && best.coverage >= SAME_EVENT && dated.length > 0 && !dated.includes(year);
    return isOther ? best : undefined;
  }
  const claimed = yearClaimed(question);
  if (claimed === null) return undefined;
  const total = claimed.matters.reduce((sum, { weight }) => sum + weight, 0);
  const isSaid = (text: string) => spokenWeight(claimed.matters, searchForm(text)) / total >= SAME_EVENT;
  const saying = evidence
    .filter(({ clause }) => clause.kind !== 'table-row' && clause.kind !== 'front')
    .flatMap((one) =>
      segmentsOf(one.text)
        .filter(isSaid)
        .map((segment) => ({ one, dated: yearsIn(segment.replace(NO_DATE, ' ')) })),
    );
  const isBorneOut = saying.some(({ dated }) => dated.length !== 1 || dated[0] === claimed.year);
  return isBorneOut ? undefined : saying[0]?.one;
}

/** Puts a year right that the question dates an event by, where the documents date it otherwise; null where nothing is wrong. */
export function answerYearPremise(findings: Findings): Draft | null {
  const { question } = findings;
  const found = datedOtherwise(findings);
  if (!found) return null;
  const { clause, sentence, text } = found;
  const year = yearsIn(question.topic)[0]!;
  const draft = newDraft(findings);
  const words = trimSentence(text, question, 90);
  const document = askedDocuments(findings).find(({ id }) => id === clause.documentId)!;
  draft.lines.push(
    `${speakerOf(document)}：文件写的不是 ${year} 年，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
  );
  return draft;
}
