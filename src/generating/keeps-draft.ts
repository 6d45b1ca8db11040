import type { Reply } from '../answering/answer-question.ts';
import type { Findings } from '../answering/draft.ts';
import { FUNCTION_WORDS } from '../language/function-words.ts';
import { searchForm } from '../language/normalise.ts';
import type { AnswerText } from './answer-text.ts';

/** Share of the words cited by the extractive answer that the written one must cite, too. */
const MUST_KEEP = 0.5;
/** Share of the words of the question in the extractive answer that the written one may leave out: it may say them otherwise. */
const MAY_MISS = 1 / 3;

/** What an answer was written to: the question, and the extractive answer to it. */
interface Asked {
  question: string;
  findings: Findings;
  reply: Reply;
}

/** True where a written answer is no poorer than the extractive one: it cites what that rests on, and says what was asked for. */
export function keepsDraft(asked: Asked, text: AnswerText): boolean {
  return keepsCited(asked, text) && keepsAsked(asked, text);
}

/** True where it cites the first words that the extractive one rests on, and most of the others. */
function keepsCited({ findings, reply }: Asked, text: AnswerText): boolean {
  const { citations } = reply.draft.cited;
  const isKept = ({ clauseId, start, end }: { clauseId: string; start: number; end: number }) =>
    text.cited.citations.some((one) => one.clauseId === clauseId && one.start < end && one.end > start);
  const kept = citations.filter(isKept);
  const mustKeep = findings.question.kind === 'list' ? 1 : MUST_KEEP;
  // What one of two documents says must not go missing.
  const speaks = new Set(kept.map(({ documentId }) => documentId));
  const allSpeak = citations.every(({ documentId }) => speaks.has(documentId));
  return (
    citations.length === 0 ||
    (isKept(citations[0]!) && allSpeak && kept.length >= mustKeep * citations.length)
  );
}

/** True where it holds the words of the question that the extractive one holds: a long sentence may be cited and its point left out. */
function keepsAsked({ question, findings: { index }, reply }: Asked, text: AnswerText): boolean {
  const draft = searchForm(reply.draft.lines.join('\n'));
  const said = searchForm(text.lines.join('\n'));
  const words = new Set(index.segmenter.words(searchForm(question)));
  const asked = [...words].filter(
    (word) => word.length > 1 && !FUNCTION_WORDS.has(word) && draft.includes(word),
  );
  return asked.filter((word) => !said.includes(word)).length <= MAY_MISS * asked.length;
}
