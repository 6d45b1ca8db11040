import type { Answer, Citation } from '../answering/answer.ts';
import { orderFreeQuote } from './order-free-quote.ts';

/** An answer for programs that show text and nothing else: its words, then what must be known beside them. */
export function readableAnswer(answer: Answer): string {
  return [answer.answer, answerNotes(answer)].filter((part) => part !== '').join('\n\n');
}

/** Notices and citations as lines, so that a draft is never shown as in force; '' where an answer has neither. */
export function answerNotes({ status, notices, citations }: Answer): string {
  // What a refusal cites only stands near what was asked; a reader must not take it for the answer.
  const title = status === 'answered' ? '引用：' : '引用（相近的条文，不能作为答案）：';
  const list = citations.length === 0 ? '' : [title, ...citations.map(citationLine)].join('\n');
  return [notices.map(({ text }) => text).join('\n'), list].filter((part) => part !== '').join('\n\n');
}

/** `[1] 《title》 path › path，第 5 页：“quote”`. */
function citationLine({ marker, documentTitle, path, page, quote }: Citation): string {
  const place = [`《${documentTitle}》`, path.join(' › ')].filter((part) => part !== '').join(' ');
  return `[${marker}] ${place}${page === null ? '' : `，第 ${page} 页`}：“${orderFreeQuote(quote)}”`;
}
