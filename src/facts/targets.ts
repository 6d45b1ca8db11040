import { type Clause, mapSentence, type Outline, type Sentence } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { tellsOfYearBefore } from '../documents/plan-period.ts';
import { looksBack } from '../language/looks-back.ts';
import { type Span, sourceSpan } from '../language/mapped-text.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import { readFrequency } from './frequency.ts';
import { cellValue, namingCells, readRows, rowName, unitInBrackets, withoutUnit } from './tables.ts';
import { nameTarget } from './target-name.ts';
import { appliesTo } from './target-scope.ts';

/** A value that a plan sets, with the words that set it. */
export interface Target extends Span {
  documentId: string;
  clauseId: string;
  /** What the value is of, as printed: 学前三年毛入园率. */
  name: string;
  /** Percent, yuan or a number of units; null where only a date or a frequency is set. */
  value: number | null;
  /** Upper end of a range (2—3所). */
  upper: number | null;
  unit: string;
  /** As printed: 以上, 不少于, 达到, 控制在…以内; '' where the value stands alone. */
  comparator: string;
  /** Year by which, where the sentence or an earlier one of its clause says so. */
  by: number | null;
  /** As printed: 每学期, 每两年. */
  frequency: string | null;
  /** For whom or for each of what it is set, as printed: 每所“强校工程”学校, 生均, 残疾儿童; null where that is not said. */
  appliesTo: string | null;
  /** Told of work done (截至…, 已…, under a heading that looks back) rather than set. */
  isPast: boolean;
  /** The part of the sentence that sets it, as printed. */
  words: string;
}

const DONE =
  /截[至止]|目前(?:已|共|为止)|已(?:经)?(?:建成|完成|达到|实现|有|累计)|共有\d|(?<!未)被(?:评|认定|授予|命名)/u;
/** 到2025年, 2025年前: by when; 较2023年 is where it starts from. */
const DEADLINE =
  /(?:到|至|截至|于|在|确保|力争)?\s?(?<![较比自从由以与]\s?)(20\d{2})年(?:底|末|前|以前|之前)?/u;

const MEASURED = new Set(['percent', 'count', 'money']);

/** Units that number parts of the plan itself, grades and levels, or what a name counts (两级, 三个课堂). */
const NAMING_UNIT = /^(?:大|级|层|类|期|年级|岁|周岁|篇|号|度|点|五|章|年|月|日|天|条|步|字|方面|个层级)$/u;
/** A number that names what follows: 三年行动, 七项攻坚行动, 两个发展机制, “三个课堂”. */
const NAMED_BY =
  /^(?:\p{Script=Han}{0,4}(?:行动|重点任务|重点工程|举措|机制|体系)|年?(?:周期|滚动|计划|规划|任务|工程|格局|方面|层级|发展|育人|主线|阶段|维度|结合|统一|转变|课堂|意识|自信|维护|确立|现代化|不增|加强|文件|中全会))/u;

function isNaming(quantity: Quantity, segment: string): boolean {
  const behind = segment.slice(quantity.end);
  const ahead = segment.slice(0, quantity.start);
  if (/[“‘《(（+\d]$/u.test(ahead) || /^[+＋”]/u.test(behind)) return true;
  if (NAMING_UNIT.test(quantity.unit)) return true;
  // 15分钟社区服务圈 and 24小时热线 are names; 连续两个季度 is a span.
  if (/分钟|小时/u.test(quantity.unit) && /^(?!内|以内|以上|之内)\p{Script=Han}/u.test(behind))
    return !/[于少至足]$/u.test(ahead);
  if (/连续$/u.test(ahead) || /^以?上?条件/u.test(behind)) return true;
  // 提升两支队伍的水平 raises what is there.
  if (quantity.kind === 'count' && /(?:提高|提升|加强|强化)$/u.test(ahead)) return true;
  return (quantity.kind === 'count' || quantity.kind === 'plain') && NAMED_BY.test(behind);
}

/** 每两年, 一学期: a number that belongs to a frequency. */
function isOfFrequency(quantity: Quantity, segment: string): boolean {
  return (
    /每(?:隔)?$|一$/u.test(segment.slice(0, quantity.start)) && /年|学期|月|周|天|日/u.test(quantity.unit)
  );
}

function yearBefore(clause: Clause, sentence: Sentence, at: number): number | null {
  const own = [...sentence.text.slice(0, at).matchAll(new RegExp(DEADLINE, 'gu'))].at(-1);
  if (own) return Number(own[1]);
  const earlier = clause.sentences
    .filter(({ start }) => start < sentence.start)
    .map(({ text }) => /(?:到|至)\s?(20\d{2})年/u.exec(text)?.[1]);
  return Number(earlier.at(-1)) || null;
}

/** A part of a sentence on its way to targets. */
interface Part {
  document: PolicyDocument;
  clause: Clause;
  sentence: Sentence;
  segment: string;
  /** Where the segment starts in the sentence. */
  from: number;
  /** The segment before it. */
  previous: string;
}

function isDone(part: Part): boolean {
  const { document, clause, sentence, from, segment } = part;
  return (
    tellsOfYearBefore(sentence.text, document) ||
    looksBack(clause.path) ||
    DONE.test(sentence.text.slice(0, from + segment.length))
  );
}

type Setting = Pick<Target, 'name' | 'value' | 'upper' | 'unit' | 'comparator' | 'by' | 'frequency'>;

function targetOf(part: Part, setting: Setting): Target {
  const { document, clause, sentence, segment, from } = part;
  const words = segment.replace(/[，,；;。]$/u, '');
  const mapped = mapSentence(document.shown, sentence);
  return {
    documentId: clause.documentId,
    clauseId: clause.id,
    ...setting,
    appliesTo: appliesTo(segment),
    isPast: isDone(part),
    words,
    ...sourceSpan(mapped, from, from + words.length),
  };
}

/** 每学期跟岗培训不少于两周，参加全员培训不少于40学时: such values go on under the frequency before them. */
const EFFORT = /^(?:学时|课时|学分|小时)$/u;

function valuedTarget(part: Part, quantity: Quantity): Target[] {
  const { clause, sentence, segment, from, previous } = part;
  const named = nameTarget(segment, quantity, previous);
  if (!named) return [];
  const { value, upper, unit } = quantity;
  const by = yearBefore(clause, sentence, from + quantity.end);
  const frequency =
    readFrequency(segment) ??
    (/^[，,]?(?:不|至少)/u.test(segment) || EFFORT.test(unit) ? readFrequency(previous) : null);
  return [targetOf(part, { ...named, value, upper: upper ?? null, unit, by, frequency })];
}

/** What has only a frequency (每学期组织家委会培训) or a date (到2025年建成…). */
function unvaluedTarget(part: Part): Target[] {
  const { segment, previous } = part;
  const none = { value: null, upper: null, unit: '', comparator: '' };
  const frequency = readFrequency(segment);
  if (frequency !== null && !/逐年/u.test(frequency)) {
    const name = segment
      .replace(frequency, '')
      .replace(/[，,；;。]$/u, '')
      .replace(/^(?:坚持|要|应)/u, '');
    return name.length >= 4 ? [targetOf(part, { ...none, name, by: null, frequency })] : [];
  }
  const dated = PROMISED.exec(segment) ?? (BARE_DATE.test(previous) ? BARE_DATE.exec(previous) : null);
  const promise =
    dated &&
    REACHING.exec(segment.slice(PROMISED.test(segment) ? segment.indexOf(dated[0]) + dated[0].length : 0));
  if (!dated || !promise) return [];
  const name = promise[2]!.replace(/[，,；;。]$/u, '');
  return [targetOf(part, { ...none, name, comparator: promise[1]!, by: Number(dated[1]), frequency: null })];
}

const PROMISED = /(?:到|至|确保|力争|争取|于|在)\s?(20\d{2})年(?:底|末)?(?:前|之前|以前)?/u;
const BARE_DATE = /^(?:到|至|力争|确保)\s?(20\d{2})年(?:底|末)?(?:前|之前)?[，,]$/u;
const REACHING =
  /^(?:全面|基本|初步|全部|力争)?(达到|建成|建立|形成|实现|完成|成为|创建|创成|建为|通过)(.{3,})$/u;

const VERB = /^(?:增加|新增|增长|减少|降低|下降|提高|提升|扩大|新建|建设)$/u;

/** 增加小学学位3240个、中学学位2700个: the verb before the first of a list goes for the next, too. */
function withSharedVerb(target: Target, before: Target | undefined, segment: string): Target {
  if (target.comparator !== '' || !before || !VERB.test(before.comparator)) return target;
  const { name } = target;
  const isListed = segment.includes(`、${name}`) && segment.indexOf(before.name) < segment.indexOf(name);
  return isListed ? { ...target, comparator: before.comparator } : target;
}

function targetsIn(document: PolicyDocument, clause: Clause, sentence: Sentence): Target[] {
  let from = 0;
  let previous = '';
  return segmentsOf(sentence.text).flatMap((segment) => {
    const part: Part = { document, clause, sentence, segment, from, previous };
    from += segment.length;
    previous = segment;
    const measured = findQuantities(segment).filter(
      (quantity) => MEASURED.has(quantity.kind) && !isOfFrequency(quantity, segment),
    );
    if (measured.length === 0) return unvaluedTarget(part);
    const found = measured
      .filter((quantity) => !isNaming(quantity, segment))
      .flatMap((quantity) => valuedTarget(part, quantity));
    return found.map((target, i) => withSharedVerb(target, found[i - 1], segment));
  });
}

/** Columns of a table that give values reached already. */
const BASE = /基数|基准|基期|起点|现状|当前|完成|实际/u;

/** The values of a table, each cell with the year of its column. */
function tableTargets(document: PolicyDocument, clause: Clause): Target[] {
  return readRows(clause).flatMap((row) => {
    const name = rowName(row);
    const naming = namingCells(row);
    const mapped = mapSentence(document.shown, row.sentence);
    return row.cells.flatMap((cell) => {
      const [quantity] = naming.includes(cell) ? [] : findQuantities(cellValue(cell, row));
      if (!quantity || quantity.kind === 'date' || quantity.kind === 'year' || quantity.kind === 'ordinal')
        return [];
      if (/序号|编号/u.test(cell.head)) return [];
      const year = /(20\d{2})年/u.exec(cell.head)?.[1];
      return {
        documentId: clause.documentId,
        clauseId: clause.id,
        name: withoutUnit(name),
        value: quantity.value,
        upper: quantity.upper ?? null,
        unit: quantity.unit || (unitInBrackets(name) ?? ''),
        comparator: '',
        by: year === undefined ? null : Number(year),
        frequency: null,
        appliesTo: appliesTo(name),
        isPast: BASE.test(cell.head) || looksBack(clause.path),
        words: row.sentence.text.trim(),
        ...sourceSpan(mapped, 0, mapped.text.length),
      };
    });
  });
}

/** Every value, date and frequency that a document sets, in its order, read by the grammar of such texts. */
export function readTargets(document: PolicyDocument, outline: Outline): Target[] {
  return outline.clauses
    .filter(({ kind }) => kind !== 'front')
    .flatMap((clause) =>
      clause.kind === 'table-row'
        ? tableTargets(document, clause)
        : clause.sentences.flatMap((sentence) => targetsIn(document, clause, sentence)),
    );
}
