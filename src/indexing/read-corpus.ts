import type { Outline } from '../clauses/clause.ts';
import { splitClauses } from '../clauses/split-clauses.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { type DocumentProblem, readDocuments } from '../documents/read-documents.ts';
import { DocumentError } from '../errors.ts';
import { inOneStep, type ReportProgress } from './build-progress.ts';
import type { ClauseInPlace } from './clause-texts.ts';

/** The documents of a folder, understood. */
export interface Corpus {
  documents: PolicyDocument[];
  /** One for each document, in the same order. */
  outlines: Outline[];
  /** The clauses of all documents: the position of a clause is its ordinal. */
  clauses: ClauseInPlace[];
  problems: DocumentProblem[];
}

/**
 * Reads and splits every document of a folder. One that cannot be read or split becomes a problem and does not keep
 * the others from being served; a DocumentError where none is left.
 */
export async function readCorpus(docsDir: string, report: ReportProgress): Promise<Corpus> {
  const { documents: read, problems } = await inOneStep('读取文件', report, () => readDocuments(docsDir));
  const corpus: Corpus = { documents: [], outlines: [], clauses: [], problems };
  for (const [i, document] of read.entries()) {
    const outline = splitOrExplain(document, problems);
    if (outline) {
      corpus.documents.push(document);
      corpus.outlines.push(outline);
      for (const clause of outline.clauses) corpus.clauses.push({ clause, outline, document });
    }
    report({ stage: '划分条款', done: i + 1, total: read.length });
  }
  if (corpus.documents.length > 0) return corpus;
  const reasons = problems.map(({ file, message }) => `${file}：${message}`).join('；');
  throw new DocumentError(`文件夹“${docsDir}”里没有可用的 .txt 或 .md 文件。${reasons}`);
}

function splitOrExplain(document: PolicyDocument, problems: DocumentProblem[]): Outline | null {
  try {
    const outline = splitClauses(document);
    if (outline.clauses.length > 0) return outline;
    problems.push({ file: document.file, message: `文件“${document.file}”里没有正文，只有标题或空行` });
  } catch (error) {
    // What is wrong with one document is told and passed over; anything else is a fault of the program.
    if (!(error instanceof DocumentError)) throw error;
    problems.push({ file: document.file, message: error.message });
  }
  return null;
}
