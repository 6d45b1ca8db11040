import type { PolicyDocument } from '../documents/document.ts';
import { yearsOfPlan } from '../documents/plan-period.ts';
import type { Citation, Notice } from './answer.ts';

/** What the reader must know of the documents an answer cites: a draft is no law, and a plan period may be over. */
export function noticesFor(citations: Citation[], documents: PolicyDocument[], today: Date): Notice[] {
  const cited = documents.filter(({ id }) => citations.some(({ documentId }) => documentId === id));
  return cited.flatMap((document) => {
    const notices: Notice[] = [];
    if (/稿|草案/u.test(document.status)) {
      notices.push({
        code: 'draft',
        text: `《${document.title}》是${document.status}，尚未正式印发，内容可能调整，不能作为现行依据。`,
      });
    }
    const { period } = document;
    if (period && today.getFullYear() > period.toYear) {
      notices.push({
        code: 'plan_period_over',
        text: `《${document.title}》的规划期（${yearsOfPlan(period)} 年）已结束，请核对是否有新的文件。`,
      });
    }
    return notices;
  });
}
