import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Outline } from '../../src/clauses/clause.ts';
import { splitClauses } from '../../src/clauses/split-clauses.ts';
import type { PolicyDocument } from '../../src/documents/document.ts';
import { readLines } from '../../src/documents/lines.ts';
import { readMetadata } from '../../src/documents/metadata.ts';
import { findPageStarts } from '../../src/documents/pages.ts';
import { readableSource } from '../../src/documents/readable-source.ts';
import { stripMarks } from '../../src/language/mapped-text.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(resolve(ROOT, path), 'utf8');
}

/** A document made of its text alone, as dropping the file in makes it. */
export function documentOf(source: string): PolicyDocument {
  const lines = readLines(source);
  return {
    id: 'doc',
    file: 'doc.txt',
    source,
    shown: readableSource(source),
    hash: '',
    origin: null,
    ...readMetadata(source, lines, 'doc'),
    pageStarts: findPageStarts(source, lines),
  };
}

/** How a text is understood. */
export function outlineOf(source: string): Outline {
  return splitClauses(documentOf(source));
}

/** The numbered headings of a text with their parents. */
export function numberedHeadings(source: string): { title: string; parent: string | null }[] {
  const { headings } = outlineOf(source);
  return headings
    .filter(({ kind }) => kind === 'numbered')
    .map(({ title, parent }) => ({ title, parent: parent === null ? null : headings[parent]!.title }));
}

const SIGNS = { numbered: '', 'run-in': '~ ', label: '- ' };

/** All headings of a text as indented lines; `~` opens run-in titles, `-` labels. */
export function drawOutline(source: string): string[] {
  return outlineOf(source).headings.map(
    ({ level, kind, title }) => `${'  '.repeat(level - 1)}${SIGNS[kind]}${title}`,
  );
}

/** What headings and clauses print, one after the other, without white space and marks. */
export function printedPieces({ headings, clauses }: Outline, source: string): string {
  const spans = [...headings, ...clauses].sort((a, b) => a.start - b.start);
  return spans.map(({ start, end }) => stripMarks(source.slice(start, end))).join('');
}
