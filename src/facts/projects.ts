import type { Outline } from '../clauses/clause.ts';
import type { Span } from '../language/mapped-text.ts';

/** A project, plan or the like that the document gives a name of its own in quotation marks. */
export interface Project extends Span {
  /** As printed: “青蓝工程”, “12351”引育项目. */
  name: string;
  /** What it is: 工程, 行动, 计划, 项目, 平台. */
  noun: string;
  /** Where it is named first: a heading (position in the outline) or a clause. */
  heading: number | null;
  clauseId: string | null;
}

const NAME = /“[^“”]{2,20}”(?:\p{Script=Han}{0,6}?(工程|行动|计划|项目|平台)(?!量))?/gu;
const ENDS = /(工程|行动|计划|项目|平台)”$/u;
/** “九大工程”, “十项行动” count the projects; they are none themselves. */
const IS_COUNT = /^“(?:[一二三四五六七八九十]{1,3}|\d{1,2})[大项个类种]/u;
/** What stands between a quoted name and its noun belongs to it: words of action do not. */
const BREAKS = /[和与及等的为是在将把由对]/u;

function namesIn(text: string): { name: string; noun: string }[] {
  return [...text.matchAll(NAME)].flatMap(([whole, behind]) => {
    const quoted = whole.slice(0, whole.indexOf('”') + 1);
    const own = ENDS.exec(quoted)?.[1];
    if (IS_COUNT.test(quoted)) return [];
    if (own) return [{ name: quoted, noun: own }];
    return behind && !BREAKS.test(whole.slice(quoted.length)) ? [{ name: whole, noun: behind }] : [];
  });
}

/** Every project that a document names in quotation marks, each where it is named first, headings before text. */
export function readProjects({ headings, clauses }: Outline): Project[] {
  const inHeadings = headings.flatMap(({ title, start, end }, heading) =>
    namesIn(title).map((one) => ({ ...one, heading, clauseId: null, start, end })),
  );
  const inText = clauses
    .filter(({ kind }) => kind !== 'front')
    .flatMap(({ id, sentences }) =>
      sentences.flatMap(({ text, start, end }) =>
        namesIn(text).map((one) => ({ ...one, heading: null, clauseId: id, start, end })),
      ),
    );
  const seen = new Set<string>();
  return [...inHeadings, ...inText]
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .sort((a, b) => a.start - b.start);
}
