const MAX_LABEL = 8;
/** Labels every plan of this kind uses; others are learnt when they open at least two paragraphs. */
const COMMON_LABEL =
  /^(?:行动|工作|总体|主要|发展|具体|重点)?(?:目标|任务|举措|措施|要求|原则|内容|思路|重点)$/u;
const UNIT_LABEL = /(?:责任|牵头|配合|主责|参与|承办|协办|落实)(?:单位|部门|科室|主体|人)$/u;
/** Words before a colon that fill in a form or greet, however often they open a line. */
const NO_LABEL =
  /^(?:附件|附|注|备注|说明|联系人|联系电话|电话|传真|地址|邮箱|网址|时间|完成时限|答|问|各.*)$/u;
const LABEL = /^([\p{Script=Han}]{2,8})(?:[：:]|$)/u;
const LABEL_WITH_COLON = /^([\p{Script=Han}]{2,8})[：:]/u;

/** The labels (行动目标, 具体举措 …) that a document's paragraphs open with: the common ones, and those used twice. */
export function learnLabels(texts: string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const name = LABEL_WITH_COLON.exec(text)?.[1];
    if (name && !UNIT_LABEL.test(name) && !NO_LABEL.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set(
    [...counts].filter(([name, count]) => count > 1 || COMMON_LABEL.test(name)).map(([name]) => name),
  );
}

/** Length of the label that opens `text`, or 0; a label on a line of its own may lack the colon. */
export function labelLength(text: string, labels: Set<string>): number {
  const name = LABEL.exec(text)?.[1];
  if (!name || name.length > MAX_LABEL) return 0;
  return labels.has(name) ? name.length : 0;
}
