import { parseArgs } from 'node:util';
import { type FeedbackEntry, FeedbackStore } from '../channels/feedback-store.ts';
import { loadConfig } from '../config.ts';
import { WenguiError } from '../errors.ts';
import { UsageError } from './usage-error.ts';

/** `feedback [list | --to-case ID]`: what readers said, and a verdict as a line for `eval/cases/`. */
export async function feedback(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { 'to-case': { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.some((word) => word !== 'list'))
    throw new UsageError(`feedback 没有 ${positionals.join(' ')} 这个用法`);
  const store = new FeedbackStore(loadConfig().dataDir);
  const entries = await store.list();
  const wanted = values['to-case'];
  if (wanted === undefined) {
    process.stdout.write(entries.length === 0 ? '还没有反馈\n' : `${entries.map(entryText).join('\n\n')}\n`);
    return;
  }
  const matching = entries.filter((entry) => entry.id.startsWith(wanted));
  if (wanted === '' || matching.length === 0)
    throw new WenguiError(`没有编号为 ${wanted} 的反馈，编号见 feedback list`);
  if (matching.length > 1)
    throw new WenguiError(`有 ${matching.length} 条反馈的编号以 ${wanted} 开头，请写全一些`);
  process.stdout.write(`${JSON.stringify(feedbackCase(matching[0]!))}\n`);
}

function entryText(entry: FeedbackEntry): string {
  const verdict = entry.verdict === 'up' ? '有用' : '没用';
  const lines = [
    `${entry.id.slice(0, 8)}  ${entry.at.slice(0, 16).replace('T', ' ')}  ${verdict}  ${entry.status}`,
    `  问：${entry.question}`,
    `  答：${entry.answer.replace(/\s+/g, ' ').slice(0, 120)}`,
    entry.comment === null ? '' : `  评：${entry.comment}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/**
 * A case of contracts section 3. What the reader approved becomes the gold; after a 没用 the right evidence is not
 * known, so gold and `must_include` stay empty for staff to fill in, as the note says.
 */
export function feedbackCase(entry: FeedbackEntry): Record<string, unknown> {
  const isApproved = entry.verdict === 'up';
  const isAnswered = entry.status === 'answered';
  const documents = [...new Set(entry.citations.map((citation) => citation.documentId))];
  const notes = [
    `来自反馈 ${entry.id}（${isApproved ? '有用' : '没用'}）`,
    entry.comment === null ? '' : `读者说：${entry.comment}`,
    isApproved && isAnswered ? '请补 must_include' : '',
    isApproved ? '' : `请核对 answerable、must_include 与 gold；当时的回答：${entry.answer}`,
  ];
  return {
    id: `fb-${entry.id.slice(0, 8)}`,
    type: isAnswered ? (documents.length > 1 ? 'cross-compare' : 'fact-number') : 'unanswerable',
    doc: documents.length > 1 ? 'both' : (documents[0] ?? 'none'),
    question: entry.question,
    history: entry.history,
    answerable: isApproved ? isAnswered : true,
    must_include: [],
    must_not_include: [],
    gold:
      isApproved && isAnswered
        ? entry.citations.map(({ documentId, path, quote }) => ({
            doc: documentId,
            quote: quote.replace(/\s+/g, ''),
            path: path.join('/'),
          }))
        : [],
    note: notes.filter((note) => note !== '').join('；'),
  };
}
