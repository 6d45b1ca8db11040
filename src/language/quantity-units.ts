/** What a number counts, longest first. Shared by both ways of writing numbers. */
const SHARED_UNITS = [
  '个百分点',
  '个工作日',
  '个季度',
  '个学期',
  '个学年',
  '个小时',
  '个课时',
  '个学时',
  '个月',
  '平方公里',
  '平方米',
  '平米',
  '立方米',
  '工作日',
  '百分点',
  '公里',
  '公顷',
  '学年度',
  '学年',
  '学期',
  '学时',
  '课时',
  '学分',
  '小时',
  '分钟',
  '季度',
  '年级',
  '年度',
  '周岁',
  '周年',
  '人次',
  '班次',
  '场次',
  '岁',
  '年',
  '月',
  '天',
  '周',
  '个',
  '名',
  '位',
  '所',
  '项',
  '家',
  '门',
  '节',
  '次',
  '条',
  '间',
  '处',
  '座',
  '支',
  '批',
  '届',
  '种',
  '类',
  '套',
  '台',
  '本',
  '册',
  '篇',
  '件',
  '场',
  '轮',
  '级',
  '层',
  '倍',
  '班',
  '期',
  '人',
  '户',
  '张',
  '亩',
  '吨',
  '米',
  '份',
  '页',
  '大',
  '组',
  '笔',
  '辆',
  '餐',
  '顿',
  '项次',
];
/** Too ambiguous behind a Chinese numeral (十分, 一对一, 一点), safe behind digits. */
const DIGIT_ONLY_UNITS = [
  '公斤',
  '千克',
  '千米',
  '毫克',
  '克',
  '毫升',
  '升',
  '斤',
  '厘米',
  '毫米',
  '分贝',
  '摄氏度',
  '℃',
  '度',
  '日',
  '号',
  '分',
  '秒',
  '时',
  '点',
  '字',
  '对',
  '步',
  '部',
  '款',
  '片',
  '街',
  '镇',
  '村',
];

/** Words whose first character looks like a unit: 2+1项目 counts no 项, 3名师 no 名. */
const UNIT_LOOKALIKES =
  /^(?:升学|升级|升旗|度假|克服|项目(?!标)|名师(?!范|[生傅])|名校(?![长医务外])|名优(?![秀良])|名班(?!主任|[干长级])|名额|名单|家长|家庭|家校|家人|家委|位于|位置|位一体|所有|所在|所以(?![上下内])|门户|条件|条例|节点|节约|次性|次序|班主任|班级|班子|期间|期末|年轻|年龄|人才|人员|人民|人大|人口|人事|本校|本土|本科|类型|类别|层次|层级|级别|部分|部门|部署|处理|处于|场所|场馆|组织|对象|天津|日常|月度|周边|周围|周期|周末|支持|支部|支撑|台账|套餐|座谈|间接|大学|大会|大力|大型|大中小|户籍|户外|种植|批准|点名|时间|时期|时代|字母|分别|分配|分类|分层|号召|片区|步骤|学年制|大量|人均)/u;

const byLength = (units: string[]) => [...units].sort((a, b) => b.length - a.length);
const AFTER_DIGITS = byLength([...SHARED_UNITS, ...DIGIT_ONLY_UNITS]);
const AFTER_CHINESE = byLength(SHARED_UNITS);

/** The unit that starts at `at`, or '' where none does. `chinese`: the number before it is written 五, not 5. */
export function unitAt(text: string, at: number, chinese: boolean): string {
  const unit =
    (chinese ? AFTER_CHINESE : AFTER_DIGITS).find((candidate) => text.startsWith(candidate, at)) ?? '';
  // 三十日内 and 十日前 are spans; 三十日 may be a day of the month.
  if (chinese && unit === '' && /^日(?:[之以]?内|前|起)/u.test(text.slice(at, at + 3))) return '日';
  return unit !== '' && unit.length < 3 && UNIT_LOOKALIKES.test(text.slice(at, at + 4)) ? '' : unit;
}

/** Units an ordinal takes: 第三条, 第5章, 第二批. */
export const ORDINAL_UNIT =
  /^(?:条|章|节|编|篇|款|项|届|批|次|个|期|轮|名|位|部分|卷|号|课|讲|册|学期|季度|年|类|组|场|阶段)/u;

/**
 * Words that hold a Chinese numeral and count nothing, tried where the numeral starts: 十四五, 二十大, 一批, 一校一品.
 * They stay ordinary words.
 */
export const NUMERAL_WORDS: RegExp[] = [
  /十[一二三四五六七]五(?![个年名所项人次家])/uy,
  /(?:十[六七八九]|二十)大(?!类|项|行动|工程|任务|举措)/uy,
  /一(?!年一|天一|[十百千万亿零])\p{Script=Han}一\p{Script=Han}/uy,
  /一个(?!月|学期|小时|百分点|学年|工作日|季度|周|课时|学时)/uy,
  /一(?:大|批|种|支|些|定|系列|股|番|片|类|般|体|致|样|直|起|切|旦|律|时|向|流|线|半|贯|级|次性|部分|共|期工程|人称)/uy,
  /一(?:条龙|条心|门心思|门式|张网|张图|张表|盘棋|本账|件事|家人|家亲|把手|肩挑|站式|窗式|网通办)/uy,
  /十(?:分|足|佳|全)/uy,
  /两级/uy,
  /四处/uy,
  /[二三四五六]位一体/uy,
];

/** 一 behind these belongs to the word before it: 统一, 单一, 每一, 进一步. */
export const TAKES_ONE = '统唯同单之万专合逐不划归进某任另这那每首';
