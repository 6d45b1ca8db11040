import { describeClause, findClause } from '../web/document-routes.ts';
import { defineTool, words } from './tool.ts';

/** One clause with its place in the source and what stands before and after it. */
export const clauseTool = defineTool({
  name: 'clause',
  title: '查看条款',
  description: '一条条款的原文、所在章节、页码、在原文中的位置、责任单位，以及前后条款。',
  input: { clauseId: words(200, '条款编号，即 search 结果或引用中的 clauseId') },
  run({ clauseId }, { assistant }) {
    const index = assistant.index();
    const clause = describeClause(index, findClause(index, clauseId));
    return { text: JSON.stringify(clause), data: clause };
  },
});
