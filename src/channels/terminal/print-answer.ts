import type { Answer, Citation } from '../../answering/answer.ts';
import { withoutUnseen } from '../../language/unseen.ts';
import { orderFreeQuote } from '../order-free-quote.ts';

const STATUS_LINES: Record<Answer['status'], string> = {
  answered: '',
  not_found: '【文件中没有找到】',
  out_of_scope: '【不在可以回答的范围】',
  needs_clarification: '【请再说明一下】',
};

/** An answer as lines for a terminal: the words, notices, grounds and what could be asked next. */
export function answerText(answer: Answer): string {
  const grounds = answer.citations.map(citationText);
  const sections = [
    `${STATUS_LINES[answer.status]}${answer.answer}`,
    answer.notices.map((notice) => `※ ${notice.text}`).join('\n'),
    grounds.length === 0
      ? ''
      : `${answer.status === 'answered' ? '依据' : '相近的条文（不能作为答案）'}\n${grounds.join('\n')}`,
    answer.suggestions.length === 0
      ? ''
      : `可以试着问\n${answer.suggestions.map((text) => `  · ${text}`).join('\n')}`,
  ];
  // A terminal obeys what it prints.
  return withoutUnseen(sections.filter((section) => section !== '').join('\n\n'));
}

function citationText(citation: Citation): string {
  const place = [...citation.path, ...(citation.page === null ? [] : [`第 ${citation.page} 页`])].join(' › ');
  return `  [${citation.marker}] ${orderFreeQuote(citation.quote)}\n      《${citation.documentTitle}》（${citation.documentStatus}） ${place}`;
}
