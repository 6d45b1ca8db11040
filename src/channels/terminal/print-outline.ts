import type { Outline } from '../../clauses/clause.ts';
import { withoutUnseen } from '../../language/unseen.ts';

/** The outline in the shape of contracts section 4. */
export function outlineJson({ title, headings, clauses }: Outline): unknown {
  return {
    title,
    headings: headings.map(({ level, title: text, kind, start }) => ({ level, title: text, kind, start })),
    clauses: clauses.map(({ id, path, start, end, page }) => ({ id, path, start, end, page })),
  };
}

/** The outline as indented lines; run-in headings and labels are told apart by a sign before them. */
export function outlineText({ title, headings, clauses }: Outline): string {
  const signs = { numbered: '', 'run-in': '~ ', label: '- ' };
  const lines = headings.map(
    ({ level, title: text, kind }) => `${'  '.repeat(Math.max(0, level))}${signs[kind]}${text}`,
  );
  const counts = `共 ${headings.length} 个标题，${clauses.length} 条条款`;
  return withoutUnseen([title, ...lines, counts].join('\n'));
}
