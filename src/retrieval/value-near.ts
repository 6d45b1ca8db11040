import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import type { Concept } from './concepts.ts';
import { MISSING_BELOW, matchConcept, type Surroundings, spokenWeight } from './matching.ts';
import { meetsNeed, type ValueNeed, valuesFor, withoutFrequency } from './needs.ts';
import type { Question } from './question.ts';

/** Share of the matters that the part of the sentence with the value speaks of. */
export function coverageAtValue({ need, concepts }: Question, text: string): number {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  if (need === null || total === 0) return 0;
  const shares = segmentsOf(text)
    .filter((segment) => meetsNeed(need, segment))
    .map((segment) => {
      const form = searchForm(segment);
      return spokenWeight(concepts, form) / total;
    });
  return Math.max(0, ...shares);
}

/** Words that name the value rather than what it is of. */
const VALUE_WORD =
  /比例|占比|比重|数量|目标|指标|标准|经费|资金|规模|^[\p{Script=Han}]?率$|^[每一]个?(?:学期|学年|季度|[年月周天日])$/u;
/** Values that are of something: a date may stand for a whole plan, a name for itself. */
const HAS_OBJECT: ReadonlySet<string> = new Set(['percent', 'count', 'money', 'frequency']);
/** At least this share of the matters stands beside the value. */
const NEAR_SHARE = 0.3;
/** At least this share of what is counted is in the name that a figure itself counts. */
const COUNTED_SHARE = 0.4;
/** A matter of at least this weight names a thing rather than fills a sentence. */
const TELLING = 1;

/** People are counted in 人 and 名; a bare 900个 counts things. */
const PEOPLE = /(?:人|孩|孩子|学生|幼儿|儿童|娃|老师|教师|员工|职工|人员|护理员|干部|园长|校长)$/u;
const PEOPLE_UNIT = /^(?:人|名|位|人次|户|%)$/u;
/** Asks for a number of people without counting them in 人 or 名: 老师配多少, 教师要补充多少. */
const PEOPLE_ASKED =
  /(?:学生|幼儿|儿童|孩子|老师|教师|教职工|教员|员工|人员|护理员|保育员|干部)(?:现在|目前|一共|总共|总计|大概|每[年校所班])*(?:[要得该会能应需])?(?:有|配备?|配置|招聘?|补充|增加|缺|扩充|引进)?(?:到|了)?多少(?:名|人|$|[，,。？?了呢])|多少(?:名|位|个)?(?:专职|专任|在职|在编)?(?:学生|幼儿|儿童|孩子|老师|教师|教职工|员工|护理员|保育员|干部)(?:$|[？?，,。])/u;
/** 12个特级教师导师团 are no teachers. */
function countsPeople(unit: string, name: string): boolean {
  return PEOPLE_UNIT.test(unit) || (unit === '个' && PEOPLE.test(name.replace(/[和与及]$/u, '')));
}
const PEOPLE_IN = [/教师|老师|教员/u, /学生|幼儿|儿童|孩子/u, /员/u, /干部|校长|园长/u];
/** Money that is asked of people, and money that is given to them. */
const ASKS_PRICE =
  /卖[^，,。？?]{0,3}多少|[餐位住伙管务]费[^，,。？?]{0,6}多少|收费|学费|票价|价格|房租|租金|[交收][^，,。？?]{0,3}多少|要交|得交|怎么收/u;
const IS_PRICE = /收|费|价|租金|交纳|缴/u;
const ASKS_GRANT =
  /补助|补贴|津贴|奖|[补贴](?:多少|几)|给(?:多少|几)|(?<!财政[^，,。？?]{0,6})[发领拿](?:多少|几)|资助/u;
const IS_GRANT = /补|奖|津贴|给予|发放|资助|贴|薪|待遇/u;

/** Money altogether, and money for each: what one pupil or firm is given is no budget. */
const ASKS_TOTAL = /预算|总额|总共|一共|总计|总投|拿出/u;
const IS_FOR_EACH = /生均|人均|每(?:人|生|名|所|户|家|园|个|次)|补贴|补助|奖/u;

/** False for money of the other kind: what is invested or granted is no price, what each gets is no total. */
function isMoneyAsked({ need, topic }: Question, window: string): boolean {
  if (need?.kind !== 'money') return true;
  if (ASKS_TOTAL.test(topic) && !IS_FOR_EACH.test(topic) && IS_FOR_EACH.test(window)) return false;
  if (ASKS_PRICE.test(topic)) return IS_PRICE.test(window) && !/投资|补助|补贴|奖/u.test(window);
  return !ASKS_GRANT.test(topic) || IS_GRANT.test(window);
}

/** A name right before the figure: 新建公办幼儿园12所; not 达到12所 or 新增12所. */
const DIRECTLY_AHEAD =
  /\p{Script=Han}{3}(?<!到|至|为|约|共|有|达|于|过|增加?|新增|建成?|新建|扩|设立?|是|近|少|超|仅|只有|才|每|每[年月周天日]|每学期|每学年|各|总数|共计|建设|培养|培育|打造|认定|完成|提供|成立|创建|开展|举办)$/u;

const MEMBER = /、[^，、]{1,8}$/u;

/**
 * True unless every figure in the segment counts something else by name: 两所普通学校 are no 特殊教育学校, whatever the
 * sentence goes on to say of those. A figure with no name beside it (达到12所) counts what stands around it; one in another
 * unit than the question's (幼儿园…两个层级, 小学学位3240个) counts only what its own name says.
 */
function countsAsked({ need, counted, topic }: Question, segment: string): boolean {
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  const isPeople = PEOPLE.test(counted.at(-1)?.text ?? '') || PEOPLE_ASKED.test(topic);
  if (need?.kind !== 'count' || (total < TELLING && !isPeople)) return true;
  return valuesFor(need, segment).some(({ start, end, unit }) => {
    const ahead = segment.slice(0, start);
    const behind = /^[\p{Script=Han}“”]{2,}/u.exec(segment.slice(end).replace(/[的、].*$/u, ''))?.[0] ?? '';
    const name = /^(?:以[上下内]|左右)/u.test(behind) ? '' : behind;
    if (isPeople && !countsPeople(unit, name)) return false;
    // A share tells of those only whom it names: 双师型教师占比, not 保育员.
    const isShare = isPeople && unit === '%' && !/占|比|率|成/u.test(topic);
    if (isShare && !PEOPLE_IN.some((people) => people.test(topic) && people.test(segment))) return false;
    // 接待能力不少于300人 counts no bases.
    const isOfPeople = need.unit === '个' && name === '' && /^(?:人|名|位|人次)$/u.test(unit);
    if (!isPeople && isOfPeople && spokenWeight(counted, searchForm(segment)) === 0) return false;
    if (total < TELLING) return true;
    if (name === '' && !DIRECTLY_AHEAD.test(ahead)) return true;
    // 供水、排水、水质4类数据 counts data; what is listed before it are its members.
    const isOfMembers = name !== '' && MEMBER.test(ahead);
    const form = searchForm(
      isOfMembers
        ? name
        : unit === need.unit || isPeople
          ? ahead + name
          : name || ahead.slice(-counted.at(-1)!.text.length - 1),
    );
    const shared = spokenWeight(counted, form);
    return shared / total >= COUNTED_SHARE;
  });
}

/** A part of a sentence this much longer than its frequency says itself what is done so often. */
const SAYS_WHAT = 6;

/**
 * Where what a value is of is looked for, in parts of the sentence before (-) and behind. What is done how often stands
 * before the frequency or with it; behind it only where its part says nothing else: 每学期不少于4次，….
 */
function aroundValue({ kind }: ValueNeed, segment: string): number[] {
  if (kind !== 'frequency') return [-1, 0, 1];
  const saysWhat = /每|定期/u.test(segment) && withoutFrequency(segment).length >= SAYS_WHAT;
  return saysWhat ? [-2, -1, 0] : [-2, -1, 0, 1];
}

/**
 * What a sentence speaks of that gives one sum of money, or one value of the unit asked for beside a word of the question:
 * then that is of what the sentence is about, however far before it that stands (导师…，跟踪指导…，每学期听课不少于8节).
 */
function soleValue({ need, concepts }: Question, subjects: Concept[], segments: string[]): number {
  const isSum = need?.kind === 'money';
  if (!isSum && (need?.kind !== 'count' || need.unit === null)) return 0;
  const valued = segments.filter((segment) => meetsNeed(need, segment));
  const values = valuesFor(need, segments.join(''));
  const isBeside = concepts.some(
    (concept) => !VALUE_WORD.test(concept.text) && matchConcept(concept, searchForm(valued[0] ?? '')) >= 1,
  );
  return values.length === 1 && (isSum || isBeside)
    ? spokenWeight(subjects, searchForm(segments.join('')))
    : 0;
}

/** From this share of the matters on, the words before the first value of a sentence say what that is of. */
const LED_SHARE = 0.75;

/** What the words before the first value of a sentence speak of, where that is most of it: 落实生活补助，分三档发放，每人400元. */
function beforeFirst(need: ValueNeed, subjects: Concept[], segments: string[]): number {
  const first = segments.findIndex((segment) => meetsNeed(need, segment));
  const total = subjects.reduce((sum, { weight }) => sum + weight, 0);
  const spoken = spokenWeight(subjects, searchForm(segments.slice(0, first + 1).join('')));
  return spoken >= LED_SHARE * total ? spoken : 0;
}

/** The sentence before, which may say what the value is of; not one that sets a value of its own. */
function sentenceBefore(need: ValueNeed, { sentences }: Surroundings, position: number): string {
  const before = sentences[position - 1] ?? '';
  return need.kind === 'percent' && meetsNeed(need, before) ? '' : before;
}

/**
 * True where the matters that the value is asked of stand beside it: in its part of the sentence, a neighbouring part, the
 * sentence before, or a heading. A sentence of several targets gives each its own.
 */
export function valueIsNear(
  question: Question,
  around: Surroundings,
  position: number,
  text: string,
): boolean {
  const { need, concepts } = question;
  const isFigure = need !== null && HAS_OBJECT.has(need.kind);
  const named = concepts.filter(
    ({ text: word, isKnown, weight }) => isKnown && weight >= 1 && !VALUE_WORD.test(word),
  );
  // Whose value it is (a school, a project) is looked for elsewhere; here counts what the value is of.
  const owners = named.filter(({ isQuoted }) => isQuoted).map(({ text: name }) => name);
  const things = named.filter(({ text: word }) => !owners.some((owner) => owner.includes(word)));
  const subjects = things.length > 0 ? things : named;
  const total = subjects.reduce((sum, { weight }) => sum + weight, 0);
  if (!isFigure || total === 0) return true;
  const segments = segmentsOf(text);
  const near = segments
    .flatMap((segment, i) =>
      meetsNeed(need, segment) && countsAsked(question, segment)
        ? aroundValue(need, segment).map((distance) => i + distance)
        : [],
    )
    .map((i) => segments[i] ?? '');
  const window =
    searchForm(near.join('')) +
    around.title +
    around.path +
    around.leads[position] +
    // What is done every year is said in one breath; a figure may stand in a sentence of its own.
    (need.kind === 'frequency' ? '' : sentenceBefore(need, around, position));
  const spoken = Math.max(
    spokenWeight(subjects, window),
    soleValue(question, subjects, segments),
    beforeFirst(need, subjects, segments),
  );
  if (near.length === 0 || !isMoneyAsked(question, window)) return false;
  // The name itself stands with the value: “双师型”教师占比达到60%.
  const beside = searchForm(near.join(''));
  if (owners.some((owner) => beside.includes(owner)) && question.counted.length === 0) return true;
  const head = question.counted.at(-1);
  return (
    spoken / total >= NEAR_SHARE &&
    (!head || head.weight < TELLING || matchConcept(head, window) >= MISSING_BELOW)
  );
}
