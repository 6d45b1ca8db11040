import { createHash } from 'node:crypto';
import { type PolicyDocument, pageAt } from '../documents/document.ts';
import { readLines } from '../documents/lines.ts';
import { type MappedText, sourceSpan, stripMarks } from '../language/mapped-text.ts';
import type { Clause, ClauseKind, Outline } from './clause.ts';
import { HeadingTree } from './heading-tree.ts';
import { type ReadParagraph, readParagraphs } from './headings.ts';
import { readMarker } from './numbering.ts';
import { joinParagraphs } from './paragraphs.ts';
import { readUnitList } from './responsible-units.ts';
import { splitSentences } from './sentences.ts';

/** Body text waiting to become a clause: one paragraph, or several that belong together. */
interface Draft {
  kind: ClauseKind;
  path: string[];
  heading: number | null;
  mapped: MappedText;
  /** Text positions at which a joined paragraph begins: no sentence runs across them. */
  seams: number[];
}

const DELIMITER = /^(?:[。：:]|——|—)+/u;

function append(draft: Draft, mapped: MappedText): void {
  draft.seams.push(draft.mapped.text.length);
  draft.mapped = {
    text: draft.mapped.text + mapped.text,
    offsets: [...draft.mapped.offsets, ...mapped.offsets],
  };
}

function tail({ text, offsets }: MappedText, from: number): MappedText {
  return { text: text.slice(from), offsets: offsets.slice(from) };
}

/** Collects the body paragraphs of a document under their headings. */
class Splitter {
  readonly tree = new HeadingTree();
  readonly drafts: Draft[] = [];
  #article = false;

  read({ paragraph, mapped, heading }: ReadParagraph): void {
    if (heading) {
      this.tree.add(heading);
      this.#article = false;
      const rest = tail(mapped, heading.length);
      if (rest.text.replace(DELIMITER, '') === '') this.#extendHeading(rest);
      else this.#add('text', rest);
      // Without a number nothing says that later paragraphs still belong to a title written into this one.
      if (heading.kind === 'run-in' && heading.style === 'stop') this.tree.close();
      return;
    }
    if (this.#joinsPrevious(paragraph.isTableRow, mapped.text)) append(this.drafts.at(-1)!, mapped);
    else this.#start(paragraph.isTableRow, mapped);
  }

  /** A stop or colon with nothing behind it belongs to the heading, so that headings and clauses hold every character. */
  #extendHeading(rest: MappedText): void {
    if (rest.offsets.length > 0) this.tree.headings.at(-1)!.end = rest.offsets.at(-1)! + 1;
  }

  #joinsPrevious(isTableRow: boolean, text: string): boolean {
    const previous = this.drafts.at(-1);
    if (!previous || previous.heading !== this.tree.current) return false;
    if (isTableRow || previous.kind === 'table-row') return isTableRow && previous.kind === 'table-row';
    if (readMarker(text)?.family === '条') return false;
    if (this.#article) return true;
    return /^[（(]?(?:责任|牵头|配合)(?:单位|部门)[：:]/u.test(text);
  }

  #start(isTableRow: boolean, mapped: MappedText): void {
    const marker = readMarker(mapped.text);
    this.#article = marker?.family === '条';
    if (isTableRow) this.#add('table-row', mapped);
    else if (this.#article) this.#add('article', mapped, mapped.text.slice(0, marker!.length));
    else this.#add('text', mapped);
  }

  #add(kind: ClauseKind, mapped: MappedText, label?: string): void {
    const path = label ? [...this.tree.path, label] : this.tree.path;
    this.drafts.push({ kind, path, heading: this.tree.current, mapped, seams: [] });
  }
}

/** Makes ids from what the clause says and where, so that they survive a rebuild and edits elsewhere. */
function idMaker(documentId: string): (draft: Draft) => string {
  const used = new Map<string, number>();
  return ({ path, mapped }) => {
    const content = [...path, mapped.text].join('\n');
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const count = (used.get(hash) ?? 0) + 1;
    used.set(hash, count);
    return count === 1 ? `${documentId}-${hash}` : `${documentId}-${hash}-${count}`;
  };
}

function toClause(draft: Draft, document: PolicyDocument, idOf: (draft: Draft) => string): Clause {
  const { mapped, kind, path, heading, seams } = draft;
  const from = DELIMITER.exec(mapped.text)?.[0].length ?? 0;
  const units = readUnitList(mapped);
  const edges = units ? [units.textStart, units.textEnd] : [];
  const boundaries = [...new Set([...seams, ...edges])].sort((a, b) => a - b);
  const span = sourceSpan(mapped, 0, mapped.text.length);
  return {
    id: idOf(draft),
    documentId: document.id,
    kind,
    path,
    heading,
    ...span,
    text: mapped.text.slice(from),
    page: pageAt(document, span.start),
    sentences: splitSentences(mapped, from, boundaries),
    responsibleUnits: units?.units ?? [],
    unitsSpan: units?.span ?? null,
  };
}

function comparable(title: string): string {
  return stripMarks(title)
    .normalize('NFKC')
    .replace(/[《》]/gu, '');
}

/** Recognises the document's own titles and letterhead, which are no headings of it. */
function ownTitles({ title }: PolicyDocument): (text: string) => boolean {
  const own = comparable(title);
  return (text) => {
    const candidate = comparable(text);
    return (
      candidate === own ||
      candidate.startsWith(own) ||
      /关于.{2,80}的(?:通知|公告|意见|决定|函|批复)$/u.test(candidate)
    );
  };
}

/** Understands a document: headings and clauses, which together hold every character of it exactly once. */
export function splitClauses(document: PolicyDocument): Outline {
  const paragraphs = joinParagraphs(readLines(document.source));
  const splitter = new Splitter();
  for (const read of readParagraphs(document.source, paragraphs, ownTitles(document))) splitter.read(read);
  const firstHeading = splitter.tree.headings[0]?.start ?? Number.POSITIVE_INFINITY;
  const idOf = idMaker(document.id);
  const clauses = splitter.drafts.map((draft) => {
    const clause = toClause(draft, document, idOf);
    const isFront = clause.start < firstHeading && !/[。；]/u.test(clause.text);
    return isFront ? { ...clause, kind: 'front' as const } : clause;
  });
  return { documentId: document.id, title: document.title, headings: splitter.tree.headings, clauses };
}
