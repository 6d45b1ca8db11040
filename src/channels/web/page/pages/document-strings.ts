/** Visible texts of the page of documents. */
export const documentStrings = {
  pageTitle: '文件',
  lead: '可以询问的文件。征求意见稿尚未正式印发；规划期已结束的文件只说明当时的安排。',
  title: '标题',
  status: '状态',
  issuer: '发文机关',
  issued: '成文日期',
  period: '规划期',
  clauses: '条款',
  look: '查看',
  hint: '标题、发文机关或文件名中的词',
  standings: { '': '全部', draft: '征求意见稿', over: '规划期已结束', current: '现行' } as Record<
    string,
    string
  >,
  total: (shown: number, all: number) =>
    shown === all ? `共 ${all} 份文件` : `${all} 份文件中的 ${shown} 份`,
  problems: '没有读进来的文件',
  maintain: '维护文件和词库：',
  hitTest: '检索测试',
} as const;
