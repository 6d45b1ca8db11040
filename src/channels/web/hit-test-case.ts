import { createHash } from 'node:crypto';
import type { AskRequest } from '../../answering/answer.ts';
import type { Explanation } from '../../answering/explanation.ts';
import type { Evidence } from '../../retrieval/evidence.ts';
import type { QuestionKind } from '../../retrieval/question-kind.ts';
import type { ServedIndex } from '../channel.ts';
import type { SuiteCase } from './page/pages/hit-test-result.ts';

/** The type of case that a kind of question is most likely meant as; a person corrects the guess. */
const TYPES: Record<QuestionKind, string> = {
  status: 'doc-status',
  location: 'location',
  'which-district': 'which-district',
  'responsible-unit': 'responsible-unit',
  'reverse-unit': 'reverse-unit',
  definition: 'definition',
  problems: 'problems',
  past: 'past',
  summary: 'summary',
  list: 'list',
  number: 'fact-number',
  time: 'time',
  how: 'how',
  'yes-no': 'yes-no',
  fact: 'fact-number',
};

function typeOf({ question, answer }: Explanation, history: string[], documents: string[]): string {
  if (answer.status === 'out_of_scope') return 'out-of-scope';
  if (answer.status !== 'answered') return 'unanswerable';
  if (history.length > 0) return 'follow-up';
  if (documents.length > 1 && question.kind !== 'which-district') return 'cross-compare';
  return question.kind === 'fact' && question.need?.kind === 'date' ? 'time' : TYPES[question.kind];
}

/** The best sentence that the answer cites; the best of all where it cites none, headings for instance. */
function bestOf({ evidence, answer }: Explanation): Evidence | undefined {
  const cited = evidence.find(({ clause, sentence }) =>
    answer.citations.some(
      ({ documentId, start, end }) =>
        documentId === clause.documentId && start < sentence.end && sentence.start < end,
    ),
  );
  return cited ?? evidence[0];
}

/** The words of the best sentence as the source has them, without white space and Markdown marks. */
function goldOf(explanation: Explanation, { documents }: ServedIndex): SuiteCase['gold'] {
  const best = bestOf(explanation);
  const source = documents.find(({ id }) => id === best?.clause.documentId)?.source;
  if (best === undefined || source === undefined) return [];
  // Of a sentence that a page ends in, the part before the page ends.
  const { start, end } = best.sentence.parts?.[0] ?? best.sentence;
  const quote = source.slice(start, end).replace(/[\s*|#]+/g, '');
  if (quote === '') return [];
  return [{ doc: best.clause.documentId, quote, path: best.clause.path.join('/') }];
}

/**
 * A question with its answer of today as a line for `eval/cases/`. The evidence is the best sentence's; what the answer
 * must hold is left to a person, since today's answer may be wrong.
 */
export function makeCase(request: AskRequest, explanation: Explanation, index: ServedIndex): SuiteCase {
  const { answer, question } = explanation;
  const history = (request.history ?? []).map(({ content }) => content);
  const isAnswered = answer.status === 'answered';
  const gold = isAnswered ? goldOf(explanation, index) : [];
  const cited = [...new Set(answer.citations.map(({ documentId }) => documentId))];
  const asked = question.regions.named.length > 0 ? question.documentIds : [];
  const documents = isAnswered ? cited : asked;
  const digest = createHash('sha256').update([...history, request.question].join('\n'));
  return {
    id: `ht-${digest.digest('hex').slice(0, 8)}`,
    type: typeOf(explanation, history, documents),
    doc: documents.length > 1 ? 'both' : (documents[0] ?? gold[0]?.doc ?? 'none'),
    question: request.question,
    history,
    answerable: isAnswered,
    must_include: [],
    must_not_include: [],
    gold,
    note: `来自检索测试；请核对 type、answerable 与 gold${isAnswered ? '，补 must_include' : ''}`,
  };
}
