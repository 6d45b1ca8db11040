import { z } from 'zod';
import { QUESTION_LIMIT } from '../text-rules.ts';
import { defineTool, documentIdInput, refuseUnknownDocument, words } from './tool.ts';

/** The clauses that retrieval finds, the best first. */
export const searchTool = defineTool({
  name: 'search',
  title: '检索条款',
  description: '按相关程度列出规划文件的条款（原文）。用 clause 工具可看一条条款的上下文。',
  input: {
    query: words(QUESTION_LIMIT, '要找的内容，可以是词或问题'),
    limit: z
      .int({ error: '应为 1 到 50 的整数' })
      .min(1, { error: '应为 1 到 50 的整数' })
      .max(50, { error: '应为 1 到 50 的整数' })
      .default(10)
      .meta({ description: '最多几条' }),
    documentId: documentIdInput,
  },
  async run({ query, limit, documentId }, { assistant }) {
    const { documents } = assistant.index();
    refuseUnknownDocument(assistant.index(), documentId);
    const ranked = await assistant.search(query, {
      limit,
      ...(documentId === undefined ? {} : { documentId }),
    });
    const results = ranked.map(({ clause, score }) => {
      const document = documents.find(({ id }) => id === clause.documentId);
      return {
        clauseId: clause.id,
        documentId: clause.documentId,
        documentTitle: document?.title ?? '',
        documentStatus: document?.status ?? '',
        path: clause.path,
        page: clause.page,
        text: clause.text,
        score,
      };
    });
    return {
      text: results.length === 0 ? '没有找到相关条款' : JSON.stringify({ results }),
      data: { results },
    };
  },
});
