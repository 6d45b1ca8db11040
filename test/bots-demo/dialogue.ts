/** What people say in the demonstration, and what each of it shows. */
interface Line {
  shows: string;
  text: string;
  /** In a group, by another person; platforms without groups for such a robot leave it out. */
  isInGroup?: boolean;
}

/** About the documents of `seeds/`. */
export const DIALOGUE: Line[] = [
  { shows: '提问，回答带出处、链接和征求意见稿提示', text: '南开区义务教育巩固率要达到多少？' },
  { shows: '接着问', text: '那高中阶段毛入学率呢？' },
  { shows: '两份文件对比', text: '西青和南开在教师队伍建设上有什么不同？' },
  { shows: '命令：列出一个主题的指标', text: '指标 学前教育' },
  { shows: '文件没写的不编', text: '西青区高考本科上线率是多少？' },
  { shows: '长回答分条发送', text: '区教育局负责哪些任务？' },
  { shows: '接着看没有显示完的', text: '继续' },
  { shows: '群聊里 @ 它', text: '西青普惠性幼儿园覆盖率要达到多少？', isInGroup: true },
];
