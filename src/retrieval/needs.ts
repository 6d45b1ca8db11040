import type { Quantity } from '../language/numerals.ts';
import { findQuantities } from '../language/numerals.ts';
import { namesPlace, type PlaceKind, placeAsked } from './places.ts';

/** The kind of value that an answer must hold. */
export type ValueNeed =
  | { kind: 'percent' }
  | { kind: 'money' }
  | { kind: 'count'; unit: string | null }
  | { kind: 'date'; isExact: boolean }
  | { kind: 'frequency'; isTimes?: true }
  | { kind: 'contact' }
  | { kind: 'document-number' }
  | { kind: 'clock' }
  | { kind: 'person'; byName: boolean }
  | { kind: 'institution' }
  | { kind: 'place'; sort: PlaceKind }
  | { kind: 'title' };

const CONTACT =
  /(?:电话(?![^，,。？?]{0,4}(?:几|多少)[部台个])|手机号|邮箱|邮件|网址|网站|地址|校址|(?<!办公室|专班|机构|小组)设在(?:什么|哪)|(?<![差卡难弱输])在什么地方|门牌|坐落|怎么联系|联系方式|(?<!多久|时间|快)联系人(?!是谁|叫|姓|是哪)|二维码|公众号(?:是|叫|名)|微信号|传真|邮编|打(?:哪个|什么|啥|几号|多少)(?:号|电话)?|哪个号|号码|(?:哪|什么|啥)(?:一)?(?:条|个)?(?:路(?![子径数线])|街|巷|大道))/u;
const PERCENT =
  /占.{0,8}(?:一半|几成|多少|几分之)|百分之(?:几|多少)|百分比|几成|几个(?:百分)?点|占(?:到|了|比|总数|全部)?(?:的)?(?:多少|几)(?![个所名家]|分(?!之))|多大(?:的)?(?:比例|比重|份儿?|份额)|多高(?:的)?(?:比例|比重|率)|percent(?:age)?/u;
/** A share is asked for where a rate is named and a value wanted, with no unit of another kind. */
const RATE = /[\p{Script=Han}]率(?!先|领)|比例|占比|比重|百分|(?:师生|生师|师幼)比|配比/u;
const WANTS_VALUE =
  /(?:定|要求|目标|哪[个边家]|谁)[^，,。？?]{0,3}更?[高低](?!中|校|等|职|龄|年)|对比|比较|定的数|数(?:一样|相同|多少)|一样(?:吗|不|么)|多少|几(?![年个所名])|多高|多大|数字|数值|指标|目标|标准|要求|什么(?:水平|程度)|到啥|ratio|target/u;
const MONEY =
  /(?:[投花拨给][入资]?(?:了)?(?:多少|几)(?:个)?[万亿]|(?:多少|几)个?亿|多少(?:钱|元|块钱|经费|资金|费用|万元|亿元|预算|补助|补贴|津贴|工资|奖金|学费|投资)|几(?:块钱|元|万元|百块|千块|万块)|(?:经费|资金|预算|学费|费用|收费|补助|补贴|奖金|工资|投资|拨款|造价|薪资|待遇)(?:标准|金额|总额|投入|规模)?(?:一年|每年|每月|每学期|总共|一共|到底|具体|大概)?(?:是|有|要|给|交|花|收|投|拨|涨)*(?:多少|几|多高)|(?:给|发|奖|补|贴|拿|领)(?:了)?几(?:万|千|百|块|元)|(?:补|贴|罚|奖|津贴|慰问|救助|给|发放?)(?:助|贴|款|励|金)?(?:每[月年人]|一年|一个?月|给|有|是|为|发)*多少(?=$|[，,。？?；;\s]|[呢吗啊吧呀了的才万亿元块钱]|合适|标准|经费|资金)|[餐位住伙管务班]费(?:大概|大约|一般|每月|一个月|是|要)*多少|交多少|收多少|花多少|多少[^，,。？?]{0,4}(?:钱|经费|资金)|要多少钱|(?:钱|经费|资金)[^，,。？?]{0,3}(?:按照?|给|拨|投|花|要)多少|^(?:那)?(?:钱|经费|资金)(?:呢|从哪|多少)|(?:怎么|如何|咋)(?:收费|收钱|交费|缴费)(?![监管政办工]))/u;
const FREQUENCY =
  /(?:(?<![前近这那])几年(?:一(?![共直起])|评|办|搞|开)|多长时间|期(?:限|间)?(?:有|是|要|为)?多长|多久|隔多|频率|频次|(?:几|多少)(?:次|回)|(?<!连任|[连任干当做][着了]?|[连任干当做])(?:几|多少)届|一(?:年|学期|学年|个月)(?:几|多少)(?:次|回)|定期还是|周期(?:是)?(?:多|几))/u;
/** 能安排几次: how long it lasts is no answer, unless that is asked, too. */
const TIMES = /^(?!.*(?:多久|多长|隔多|几个?(?:年|月|天|周|小时|学期))).*(?:几|多少)[次回]/u;
const DATE =
  /(?:什么时候|啥时候|何时|哪(?:一)?年|几月|哪个月|几号|哪天|什么时间|啥时|截止|日期|到哪年|几几年|(?:完成|改造|整改|建设|建成|申报|报名|施工|交付)(?:的)?期限(?![^，。？?]{0,3}(?:多久|多长|几)))/u;
const CLOCK =
  /(?:早上|上午|下午|晚上|夜里|每天)?(?<![纳结括列哪讲说分出成炼缩])几点(?:钟|前|之前|开|结|到|上|下|放|关|半|$|[，,？?])/u;
const PERSON =
  /(?:哪(?:几)?位|谁(?:主持|带头|当|担任|兼)|(?:局长|校长|园长|站长|队长|所长|[区县市镇乡组科处院厅]长|书记|主任|负责人|主持人|牵头人|专家|教授)(?:都|分别)?(?:是|叫)(?:谁|什么|啥)|姓(?:什么|啥|名)|(?<!指的?是?)哪(?:些|几个)(?:(?:老师|教授|专家)(?![^，,。？?]{0,10}(?:要|可以|能|应|须|必须|规定|不|得|享受|符合|属于|算|参加|优先|有资格))|人(?:入选|获评|当选|担任|组成|上榜|参加了|是成员)))/u;
/** The very name of somebody is wanted: an office in its place is no answer. */
const NAMED_PERSON =
  /(?:[组局校园院处科区站队班所馆]长|书记|主任|负责人|主持人|专家|教授|联系人|经办人|先进)(?![^，。？]{0,4}(?:工程|计划|项目|行动|品牌|平台|课程|班|基地))[^，。？]{0,4}(?:叫(?:什么|啥)|姓(?:什么|啥|甚)|(?:的)?(?:名字|姓名|大名))|联系人(?:是|叫|姓)?(?:谁|哪位|哪个|什么|啥)/u;
const INSTITUTION =
  /(?:学校|小学|中学|幼儿园|公司|机构|企业|基地|高校)(?:[^。？?]{0,14}(?:哪(?:几|些|\d+|[一二三四五六七八九十]+)?(?:所|家)|哪几个|(?<![出进入列移白黑红])名单|(?<!存)在哪些|哪些(?:镇|街))|[^。？?]{0,3}(?:叫什么|叫啥|名字))|(?:哪|叫什么|叫啥|(?<![出进入列移白黑红])名单|名字|点名|具体是)(?![种类样]|些?(?:老师|教师|学生|孩子|人|地方|国家|地区|省|城市|领域))[^，,。；;]{0,6}(?:学校|小学|中学|幼儿园|园所|公司|机构|企业|医院|高校|大学)|校名|(?:学校|小学|中学|幼儿园|公司|机构|企业|基地)(?:都|分别|具体|到底)?(?:叫什么|叫啥|有哪|是哪|名单|在哪些|挂在)/u;
/** 它对口帮扶哪所, 哪6所: schools are counted by 所. */
const WHICH_SCHOOL = /哪(?:几|一|\d+|[二两三四五六七八九十]+)?所(?:$|[？?，,。])/u;
/** 31所学校是哪几所: which they are, each by name. */
const NAMES_EACH =
  /(?<![白黑红])名单(?:有|在|是|呢|给|叫|拿)|(?:给|要)(?:个|份)?名单|(?:学校|小学|中学|幼儿园|企业|机构|基地校?|公司)[^，,。？?]{0,2}是?哪(?:几|些|\d+)(?:所|家|个)(?!\p{Script=Han}{2})|哪几[所家](?:公司|企业|学校|[小中]学|幼儿园|机构|医院|高校)/u;
const SETS_UP_BODIES =
  /(?:设|建|健全|成立|组建|完善)[^，,。？?]{0,6}(?:哪些|什么|啥|哪几个?)机构|(?:哪些|什么|啥|哪几个?)机构(?:给)?(?:设|建|健全|成立|组建|完善)/u;
/** 哪些学校不能参评: told by what they are, not by names. */
const ASKS_ENTITLED =
  /哪(?:些|类|种|样的)?(?:学校|小学|中学|幼儿园|公司|机构|企业|高校)(?:不能|不得|不可以|不许|不准|可以|能(?!力)|有资格|没资格)/u;
/** 学校名单几月份公布: when a list comes out, not who is on it. */
const LIST_DATED = /名单[^，,。？?]{0,6}(?:什么时候|啥时候|何时|几月|哪天|几号|哪个月)/u;
/** A month or day is wanted: the year alone is no answer. */
const EXACT_DATE = /几月|哪(?:个)?月|几号|哪天|哪日/u;
/** 按哪份文件办: another document by its title. */
const TITLE =
  /(?:按照?|依据|根据|依照|参照|遵照|照)(?:的)?(?:是)?(?:上面|上级|国家|市里)?(?:的)?(?:哪|什么)(?:一|些|几|[两二三])?(?:份|个|部|项|条)?[^，,。？?]{0,6}(?:文件|规定|办法|通知|法规|法律|条例)|(?:有个|有份|那个|那份|制定的?|出台的?|印发的?)[\p{Script=Han}]{0,6}(?:方案|意见|办法|规划|纲要|文件|条例)[，,]?(?:名字|名称)?叫(?:什么|啥)/u;
const DOCUMENT_NUMBER = /(?:文号|发文字号|发文号|文件号)/u;
const COUNT =
  /(?:多少|(?<![好这近前去那后只挑十])几)(?:来)?(?:个(?=学时|课时|学分|小时|学期|星期|月(?!份)))?(个百分点|个工作日|工作日|学时|课时|学分|小时|分钟|人次|人(?![才口员数力])|毫?克|毫?升(?!学)|公?斤|[厘毫]米|摄氏度|度(?!假)|分贝|万?字(?!号|面)|平方米|平米|公里|(?!家[长庭])[个所名位家门节次样条间处座支批届种类套台本册篇件场轮级层倍班期户周天日岁年月项大组分米张亩餐顿辆台部本])/u;

/** Units that count the same things in other words. */
const EQUAL_UNITS: string[][] = [
  ['名', '位', '人', '个', '人次'],
  ['所', '个', '家', '座', '处', '间'],
  ['项', '个', '条', '大', '种', '类', '样'],
  ['次', '回', '轮', '届', '场'],
  ['门', '节', '个'],
  ['学时', '课时', '节'],
  ['小时', '学时'],
  ['度', '℃', '摄氏度'],
  ['周', '天', '日', '个月', '月', '工作日', '个工作日'],
  ['年', '个月', '学年'],
  ['支', '个'],
  ['餐', '顿', '次'],
  ['平方米', '平米'],
  ['岁', '周岁'],
];

/** A few words that ask nothing in so many words: 高中毛入学率 西青 2025. */
function isKeywords(text: string): boolean {
  return (
    text.length <= 20 &&
    /(?:率|比例|占比)(?:\s|$|20\d\d)/u.test(text) &&
    !/[吗呢么？?，。]|谁|哪|怎|如何|为|是/u.test(text)
  );
}

/** 目标分别是多少，对应哪一年: the value is asked for, and beside it its year. */
const VALUE_AND_YEAR =
  /^(?<value>.*(?:多少|百分之几|几[个所名].*))[，,](?:对应|分别是|各是|都是|是|在|到)*(?:哪一?年|什么时候|啥时候|何时)[^，,]{0,4}$/u;

/** 多大能上小学. */
const AGE =
  /(?<![容积室舍车场校模围房库店池馆厅园地路桥座套间目型])多大(?:年龄|岁数|年纪)?(?:的孩子)?(?:才)?(?:能|可以|算|上|入|报)|(?:几|多少)岁/u;

/** 宿舍每套多大. */
const AREA =
  /(?:每[套间]|面积|教室|宿舍|校舍|住房|操场|场地)(?:要|得|应|该|有|是|为|需要?)*多(?:大|少平)(?!程度|比例)/u;

/** Reads which kind of value the question (search form) asks for, null where it asks for none. */
export function readNeed(question: string): ValueNeed | null {
  const value = VALUE_AND_YEAR.exec(question)?.groups?.value;
  if (value !== undefined) return readNeed(value);
  // 第几 asks for a place, 哪几 for names and 几种方式 for the ways, not for a number.
  const text = question.replace(
    /(?:第(?:几|多少)|哪几)[\p{Script=Han}]?|(?:报|说|举|列|给|来)(?:出)?几个(?:数字|数据|数|例子)|几[个所家位名][\p{Script=Han}]{2,4}(?=怎么|如何|怎样|咋)|几(?:种|类|个|条)(?:主要)?(?:方式|途径|办法|方法|形式|渠道|做法|路子)/gu,
    ' ',
  );
  if (AREA.test(text)) return { kind: 'count', unit: '平方米' };
  if (AGE.test(text)) return { kind: 'count', unit: '岁' };
  if (CONTACT.test(text)) return { kind: 'contact' };
  if (DOCUMENT_NUMBER.test(text)) return { kind: 'document-number' };
  if (TITLE.test(text)) return { kind: 'title' };
  if (CLOCK.test(text)) return { kind: 'clock' };
  if (PERSON.test(text) || NAMED_PERSON.test(text))
    return { kind: 'person', byName: NAMED_PERSON.test(text) };
  // 要健全哪些机构: bodies of a kind, by no name of their own.
  const namesOne =
    INSTITUTION.test(text) &&
    !SETS_UP_BODIES.test(text) &&
    !ASKS_ENTITLED.test(text) &&
    !LIST_DATED.test(text);
  if (namesOne || WHICH_SCHOOL.test(question) || NAMES_EACH.test(question)) return { kind: 'institution' };
  const sort = placeAsked(question);
  if (sort !== null) return { kind: 'place', sort };
  if (MONEY.test(text)) return { kind: 'money' };
  if (PERCENT.test(text)) return { kind: 'percent' };
  if (FREQUENCY.test(text))
    return TIMES.test(text) ? { kind: 'frequency', isTimes: true } : { kind: 'frequency' };
  if (DATE.test(text)) return { kind: 'date', isExact: EXACT_DATE.test(text) };
  const count = COUNT.exec(text);
  if (count) return { kind: 'count', unit: count[1]! };
  if (RATE.test(text) && (WANTS_VALUE.test(text) || isKeywords(text))) return { kind: 'percent' };
  return /多少(?!钱)/u.test(text) ? { kind: 'count', unit: null } : null;
}

const FREQUENCY_VALUE =
  /\d+\s?个?(?:工作日|日|天|小时|分钟)|[\d一二两三四五六七八九十]+\s?个?(?:月|年|周)(?:之|以)?内|(?:不少于|不超过|不低于|为期)[\d一二两三四五六七八九十]+个?(?:学期|学年|年|周)|年度|每(?:个)?(?:学期|学年|年|月|周|季度|天|日|[两二三四五\d]+年)|不?定期|经常|及时|随时|常态化|[一二两三四五六\d]+次|[一两二三四五\d]年一|按(?:月|季度|学期|年)|周期/u;

const TIMES_VALUE =
  /每(?:个)?(?:学期|学年|年|月|周|季度|天|日|[两二三四五\d]+年)|不?定期|经常|及时|随时|常态化|[一二两三四五六七八九十\d]+[次回轮场]|[一两二三四五\d]年一|按(?:月|季度|学期|年)|年度|周期/u;

/** Han characters of a text that are not part of a frequency. */
export function withoutFrequency(text: string): string {
  return text
    .replace(new RegExp(FREQUENCY_VALUE, 'gu'), '')
    .replace(/[^\p{Script=Han}]|[不少多低高于至每开展组织]/gu, '');
}

const CONTACT_VALUE =
  /\d{7,}|\d{5}(?:政务服务)?(?:便民)?(?:热线|电话|平台)|\d{3,4}-\d{7,8}|电话：\d|@|https?:|www\.|邮箱：|地址：/u;

/** A role is as good as a name: plans name who does it by office. */
const PERSON_VALUE =
  /由[^，。；]{1,12}(?:主持|担任|负责|兼任|牵头|任(?=[组主]))|[组局校园院处科所]长由[^，。；]{2,16}(?:担任|兼任)|(?:书记|校长|组织)(?:主导|负责|主持)/u;
/** 组长：张某某. */
const PERSON_NAME = /(?:长|书记|主任|负责人|联系人)[:：]\s?\p{Script=Han}{2,4}(?=[，。；、\s]|$)/u;
/** A school, company or the like with a name of its own, not a kind of school (试点学校, 各中小学). */
const INSTITUTION_VALUE =
  /(?<!各|优化|试点|普通|薄弱|优质|民办|公办|特色|示范|所有|两所|\d所|结对|中小|高等|职业|特殊教育|义务教育|普惠性|品牌|义务|新建|附设|适龄|区内|校外培训|第三方)(?:[\p{Script=Han}]{2,}(?:(?<!中|优化|提升|建设|新建|扩建|改建|布局)小学|(?<!优化|提升|建设|新建|扩建|改建|布局)中学|一中|二中|三中|四中|完全中学|九年一贯制学校|(?<!扩|加快开放)大学(?!校|习|生)|公司|(?:艺术|曲艺|歌舞|话剧|戏曲)团|(?:科学|研究|考试|设计)院|研究所)|(?:启智|培智|启聪|启明|聋人|盲人)学校)|[\p{Script=Han}]{2,}镇[\p{Script=Han}]{2,}学校/u;

/** 一次死亡3人以上事故: a bound in a name counts nothing. */
const IN_NAME = /^以[上下](?:的)?(?:较大|重大|一般)?(?:事故|案件|家庭)/u;

function countMatches(quantity: Quantity, unit: string | null): boolean {
  if (quantity.kind === 'ordinal') return false;
  if (unit === null && quantity.kind === 'percent') return true;
  if (unit === null)
    return (
      quantity.kind !== 'year' &&
      quantity.kind !== 'date' &&
      !/^$|^(?:年|个?月|学年|学期|届|号)$/u.test(quantity.unit)
    );
  if (quantity.kind !== 'count' && quantity.kind !== 'plain') return false;
  if (quantity.unit === '') return false;
  if (quantity.unit === unit) return true;
  return EQUAL_UNITS.some((units) => units.includes(unit) && units.includes(quantity.unit));
}

/** A kindergarten by its name, at the head of an item or in a list; not a kind of kindergarten. */
const KINDERGARTEN =
  /(?:^|[、：:“.．])(?!\p{Script=Han}*(?:公办|民办|普惠|普通|小区|配套|优质|示范|特色|新建|扩建|改建|农村|乡镇|集体|薄弱|[各所个办建级]))\p{Script=Han}{2,10}幼儿园(?=[，。；、（(]|$)/u;

/** Quantities of `text` that are of the kind asked for. */
export function valuesFor(need: ValueNeed, text: string): Quantity[] {
  const quantities = findQuantities(text);
  switch (need.kind) {
    case 'percent':
      return quantities.filter(
        ({ kind, unit, text: said }) => kind === 'percent' || /百分点$/u.test(unit) || said.includes('分之'),
      );
    case 'money':
      return quantities.filter(({ kind }) => kind === 'money');
    case 'date':
      return quantities.filter(({ kind }) => kind === 'date' || (kind === 'year' && !need.isExact));
    case 'count':
      return quantities.filter(
        (quantity) => countMatches(quantity, need.unit) && !IN_NAME.test(text.slice(quantity.end)),
      );
    default:
      return [];
  }
}

/** The span of a programme in brackets names it, where a sentence goes on behind it: 三年滚动计划（2023—2025年），推动…. */
const SPAN_IN_NAME = /[（(]\d{4}[—–~-]\d{4}年?[）)](?=[^》]{16})/gu;

/** 按照6∶4的比例: a share told as a proportion. */
const RATIO = /比(?:例|值)?[^，。；\d]{0,6}\d+[∶:：比]\d+|按照?\d+[∶:：比]\d+|\d+[∶:：比]\d+的?比例/u;

/** True when `text` holds a value of the kind asked for. */
export function meetsNeed(need: ValueNeed, text: string): boolean {
  switch (need.kind) {
    case 'contact':
      return CONTACT_VALUE.test(text);
    case 'percent':
      return valuesFor(need, text).length > 0 || RATIO.test(text);
    case 'clock':
      return /\d{1,2}[:：]\d{2}|\d{1,2}[点时](?![间期数])|[一二三四五六七八九十]点(?:钟|半)/u.test(text);
    case 'person':
      return need.byName ? PERSON_NAME.test(text) : PERSON_VALUE.test(text);
    case 'title':
      return /《[^》]{3,}》|(?:执行|按照?|依据|根据|落实|遵照)[\p{Script=Han}]{2,16}(?:办法|规定|条例|细则|意见)/u.test(
        text,
      );
    case 'institution':
      return INSTITUTION_VALUE.test(text) || KINDERGARTEN.test(text);
    case 'place':
      return namesPlace(need.sort, text);
    case 'document-number':
      return /[〔[［]\d{4}[〕\]］]\d+号/u.test(text);
    case 'frequency':
      return (need.isTimes ? TIMES_VALUE : FREQUENCY_VALUE).test(text);
    case 'date':
      return (
        valuesFor(need, text.replace(SPAN_IN_NAME, '')).length > 0 ||
        /(?<!\d)\d{1,2}月(?!份?度|以?内|龄)/u.test(text) ||
        /每(?:年|季度?|月|学期|周)[^，。；]{0,8}(?:\d{1,2}[日号]|[末初底])|按(?:季度?|月|年|学期)(?:发|拨|付|结)/u.test(
          text,
        ) ||
        (!need.isExact &&
          /期间|时期|[次下翌][年月日]起?|当[年月日](?:起|内|底|末|前)|\d个?(?:工作)?日[之以]?内/u.test(text))
      );
    default:
      return valuesFor(need, text).length > 0;
  }
}
