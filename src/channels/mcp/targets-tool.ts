import type { ServedIndex } from '../channel.ts';
import { HttpProblem } from '../web/problem.ts';
import { listTargets, topicNames } from '../web/target-list.ts';
import { defineTool, documentIdInput, refuseUnknownDocument, words } from './tool.ts';

/** Most targets of one call: some ten thousand characters, which a model can still read. */
const TARGET_LIMIT = 40;

/** The targets that the documents set, as GET /api/targets gives them. */
export const targetsTool = defineTool({
  name: 'targets',
  title: '指标表',
  description: `规划文件设定的指标：名称、数值、单位、到哪一年、原文中的话。可按文件、主题、文字筛选，一次最多 ${TARGET_LIMIT} 项，leftOut 是没有列出的项数。`,
  input: {
    documentId: documentIdInput,
    topic: words(200, '只列这个主题，如 学前教育；有哪些主题见结果中的 topics').optional(),
    text: words(200, '指标、原文或标题中须有的词，可用空格隔开多个').optional(),
  },
  run({ documentId, topic, text }, { assistant }) {
    const index = assistant.index();
    refuseUnknownDocument(index, documentId);
    refuseUnknownTopic(index, topic);
    const { targets: all, total, topics } = listTargets(index, { documentId, topic, q: text });
    const targets = all.slice(0, TARGET_LIMIT);
    const data = { targets, total, leftOut: total - targets.length, topics };
    return { text: `${summary(data)}\n${JSON.stringify(data)}`, data };
  },
});

function summary({ total, leftOut }: { total: number; leftOut: number }): string {
  if (total === 0) return '没有符合条件的指标。';
  if (leftOut === 0) return `共 ${total} 项指标。`;
  return `共 ${total} 项指标，列出前 ${total - leftOut} 项，另有 ${leftOut} 项没有列出，请用 documentId、topic 或 text 缩小范围。`;
}

/** @throws HttpProblem naming the topics there are */
function refuseUnknownTopic(index: ServedIndex, topic: string | undefined): void {
  const known = topicNames(index);
  if (topic === undefined || known.includes(topic)) return;
  throw new HttpProblem(400, `topic：没有 ${topic} 这个主题；现有 ${known.join('、')}`);
}
