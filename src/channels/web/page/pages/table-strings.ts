/** Visible texts of the pages of tables that are not about one kind of fact. */
export const tableStrings = {
  sortHints: {
    none: '按这一列从小到大排',
    ascending: '改为从大到小排',
    descending: '恢复文件里的顺序',
  },
  targetsOfSide: '按指标数',
  print: '打印',
  chartTitle: '各主题的指标有多少，要在哪年达到',
  chartLabel: (topics: number, total: number) =>
    `条形图：${topics} 个主题共 ${total} 项指标，按期限年份分色；数字见下面的表。`,
  chartNumbers: '看数字',
  year: (year: number) => `${year}年`,
  noYear: '未写年份',
  sum: '合计',
  topic: '主题',
  state: '设指标的情况',
  everyState: '全部主题',
} as const;
