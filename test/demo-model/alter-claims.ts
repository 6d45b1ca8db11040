import { type Alter, appended, type Changed, choose, chooseUnknown, prefixed, swapped } from './change.ts';
import type { Prompt, Statement } from './read-prompt.ts';
import { openingOf } from './statements.ts';

/** True for a document that is not in force yet. */
const DRAFT_STATUS = /征求意见|草案|送审|讨论稿/u;

/** Says of a draft that it is in force; where no draft is at hand, of a plan that it is enforced as law. */
export const claimLaw: Alter = (statement, prompt) => {
  const drafts = prompt.clauses.filter(({ status }) => DRAFT_STATUS.test(status));
  const cited = drafts.find(({ handle }) => statement.handles.includes(handle));
  const draft = cited ?? drafts[0];
  if (!draft) return appended(statement, prompt, '，违反的依法追究法律责任');
  const title = draft.document.replace(/^《|》$/gu, '').replace(/[（(]征求意见稿[）)]/u, '');
  const ofDocument = () => prefixed(statement, prompt, `《${title}》已正式印发实施，`);
  const claims: (() => Changed)[] = [
    ofDocument,
    () => prefixed(statement, prompt, '按照现行规定必须做到：'),
    () => appended(statement, prompt, '，这已是正式印发的现行规定'),
  ];
  // What is said of the sentence itself would be true of a sentence from a document in force.
  return cited ? choose(claims, statement.text)() : ofDocument();
};

/** 应用, 相应 and the like oblige nobody. */
const ALLOWS =
  /(?<!不)(?:应当|应该|可以|必须)|(?<![不相适响供反效对回顺呼])应(?![当该用急对届聘考变邀试激])/gu;
const FORBIDS = /不得|严禁|禁止|不应当?|不可以?|不能/gu;
/** Verbs where a part of the sentence begins; elsewhere they are mostly nouns (课程建设). */
const ACTION =
  /(?<=^|[，；。：、并要将]|深入|积极|大力)(?:达到|建立|推进|加强|完善|实施|开展|建设|提高|落实|推动|组织|健全|优化|加快|认定|提升|构建|创建|成立|举办|引导|发挥)/gu;

/** Forbids what is asked for, allows what is forbidden. */
export const flipNegation: Alter = (statement, prompt) =>
  swapped(statement, prompt, { pattern: FORBIDS, other: () => '可以' }) ??
  swapped(statement, prompt, { pattern: ALLOWS, other: () => '不得' }) ??
  swapped(statement, prompt, { pattern: ACTION, other: ([verb]) => `不再${verb}` }) ??
  appended(statement, prompt, '，但不得擅自实施');

const LINKS = [
  '[查看原文](https://demo-links.example/source)',
  '![图示](https://demo-links.example/pixel.png?q=1)',
  '<img src="https://demo-links.example/x.png" onerror="alert(1)">',
  '<a href="javascript:alert(1)">点此申请</a>',
  '[详情](javascript:alert%281%29)',
  '<script src="https://demo-links.example/x.js"></script>',
  '详见 https://demo-links.example/more',
];

/** Adds a link, an image or HTML, another one to each statement. */
export const addLink: Alter = (statement, prompt) => {
  const position = prompt.drafts.findIndex(({ text }) => text === statement.text);
  const link = position < 0 ? choose(LINKS, statement.text) : LINKS[position % LINKS.length]!;
  return appended(statement, prompt, link);
};

const NEVER_GIVEN = 'C99';

/** Right words, handle of another clause; half of the time with a real quote of that clause. */
export const citeAnotherClause: Alter = (statement, { clauses }) => {
  const other = clauses.find(
    ({ handle, text }) =>
      !statement.handles.includes(handle) && !statement.quotes.some((quote) => text.includes(quote)),
  );
  const handle = other?.handle ?? NEVER_GIVEN;
  const quotes = other && choose([true, false], statement.text) ? openingOf(other).quotes : statement.quotes;
  return {
    statement: { ...statement, handles: [handle], quotes },
    original: statement.handles.join('、'),
    altered: handle,
  };
};

const QUOTES_OF_NOWHERE = [
  '有关部门应当据此制定年度实施细则',
  '各单位须按季度报送进展情况并向社会公布',
  '具体标准由主管部门另行核定后执行',
];

/** A handle that was not given, or a quote that stands nowhere. */
export const inventClause: Alter = (statement, prompt) => {
  const quote = chooseUnknown(QUOTES_OF_NOWHERE, statement.text, prompt);
  if (choose([true, false], statement.text)) {
    return {
      statement: { ...statement, handles: [NEVER_GIVEN] },
      original: statement.handles.join('、'),
      altered: NEVER_GIVEN,
    };
  }
  const original = statement.quotes.join('、');
  return { statement: { ...statement, quotes: [quote] }, original, altered: quote };
};

const PLAUSIBLE = [
  '全面推行校长职级制改革，评审结果向社会公开',
  '建立学位预警机制，由学校按学期发布学位供给情况',
  '对优秀教师发放专项津贴，由财政予以保障',
  '将落实情况纳入绩效考核，考核不合格的予以问责',
];

/** Sentences that no clause says, with a real handle and a real quote: one made up, one put together of two clauses. */
export function inventStatements(statements: Statement[], prompt: Prompt): Changed[] {
  const [base] = statements;
  if (!base) return [];
  const madeUp = chooseUnknown(PLAUSIBLE, base.text, prompt);
  return [madeUp, spliced(prompt)]
    .filter((text) => text !== null)
    .map((text) => ({ statement: { ...base, text: `${text}。` }, original: '', altered: text }));
}

/** The beginning of one clause with the end of another; null where there are no two with a comma. */
function spliced({ clauses, known }: Prompt): string | null {
  const [first, second] = clauses
    .map((clause) =>
      openingOf(clause)
        .text.replace(/[。！？；]$/u, '')
        .split('，'),
    )
    .filter((parts) => parts.length > 1);
  if (!first || !second) return null;
  const text = `${first[0]}，${second.at(-1)}`;
  return known.includes(text.replace(/\s/gu, '')) ? null : text;
}
