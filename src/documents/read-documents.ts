import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { DocumentError } from '../errors.ts';
import { decodeText } from './decode.ts';
import type { PolicyDocument } from './document.ts';
import { readLines } from './lines.ts';
import { readMetadata } from './metadata.ts';
import { findPageStarts } from './pages.ts';
import { readableSource } from './readable-source.ts';
import { readSources, SOURCES_FILE, type SourceEntry } from './sources.ts';

/** A file of the documents folder that could not be served, and why. */
export interface DocumentProblem {
  file: string;
  message: string;
}

const TEXT_FILES = new Set(['.txt', '.md', '.markdown']);
const LATER_FILES = new Set([
  '.doc',
  '.docx',
  '.wps',
  '.pdf',
  '.ofd',
  '.rtf',
  '.html',
  '.htm',
  '.xls',
  '.xlsx',
  '.et',
  '.ppt',
  '.pptx',
]);

function isDocumentName(name: string): boolean {
  const extension = extname(name).toLowerCase();
  return TEXT_FILES.has(extension) || LATER_FILES.has(extension);
}

/** Stable id of a document without one: its file name where that is plain ASCII, else a hash of it. */
export function documentIdOf(file: string): string {
  const name = basename(file, extname(file)).normalize('NFC');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 48);
  if (/^[\x20-\x7e]+$/u.test(name) && slug) return slug;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return slug ? `${slug}-${hash}` : `doc-${hash}`;
}

/** Reads one document file; throws a `DocumentError` naming it when it holds no readable text. */
export async function readDocument(file: string, entry?: SourceEntry): Promise<PolicyDocument> {
  const name = basename(file).normalize('NFC');
  const extension = extname(name).toLowerCase();
  if (LATER_FILES.has(extension)) {
    throw new DocumentError(`文件“${name}”是 ${extension} 格式，目前只能读取 .txt 和 .md，请先另存为文本`);
  }
  const bytes = await readFile(file);
  const source = decodeText(bytes, name);
  const lines = readLines(source);
  if (lines.length === 0) throw new DocumentError(`文件“${name}”是空的，没有可读的文字`);
  const { evidence, ...read } = readMetadata(source, lines, basename(name, extname(name)));
  const { file: _file, period, ...told } = entry ?? { file: name };
  return {
    id: documentIdOf(name),
    file: name,
    source,
    shown: readableSource(source),
    hash: createHash('sha256').update(bytes).digest('hex'),
    origin: null,
    ...read,
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    period: period ?? read.period,
    pageStarts: findPageStarts(source, lines),
    evidence,
  };
}

function checkIds(documents: PolicyDocument[]): DocumentProblem[] {
  const seen = new Map<string, string>();
  const problems: DocumentProblem[] = [];
  for (const document of documents) {
    const other = seen.get(document.id);
    if (other) {
      problems.push({
        file: document.file,
        message: `编号“${document.id}”已被“${other}”使用，请在 ${SOURCES_FILE} 中另给一个 id`,
      });
    } else seen.set(document.id, document.file);
  }
  return problems;
}

async function listFiles(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .filter((name) => !/^(?:\.|~\$)/u.test(name) && name !== SOURCES_FILE && isDocumentName(name))
      .sort();
  } catch (cause) {
    throw new DocumentError(`找不到文件夹“${dir}”，请用 DOCS_DIR 或 --docs 指定存放文件的文件夹`, { cause });
  }
}

/** Says in Chinese why a file was not read; anything but a fault of the file or the disk is a fault of the program. */
function explainFailure(name: string, error: unknown): string {
  if (error instanceof DocumentError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return `文件“${name}”无法读取（${code}），请检查文件是否存在、是否有读取权限`;
}

/**
 * Reads every document of a folder in file-name order. A file that cannot be read becomes a problem and does not keep
 * the others from being served; a missing folder throws.
 */
export async function readDocuments(
  dir: string,
): Promise<{ documents: PolicyDocument[]; problems: DocumentProblem[] }> {
  const names = await listFiles(dir);
  const sources = await readSources(dir);
  const documents: PolicyDocument[] = [];
  const problems: DocumentProblem[] = sources.problems.map((message) => ({ file: SOURCES_FILE, message }));
  const present = new Set(names.map((name) => name.normalize('NFC')));
  for (const file of sources.entries.keys()) {
    if (!present.has(file))
      problems.push({ file: SOURCES_FILE, message: `${SOURCES_FILE} 提到的“${file}”不在文件夹里` });
  }
  for (const name of names) {
    try {
      documents.push(await readDocument(join(dir, name), sources.entries.get(name.normalize('NFC'))));
    } catch (error) {
      problems.push({ file: name, message: explainFailure(name, error) });
    }
  }
  const clashes = checkIds(documents);
  const clashing = new Set(clashes.map(({ file }) => file));
  return {
    documents: documents.filter(({ file }) => !clashing.has(file)),
    problems: [...problems, ...clashes],
  };
}
