import { searchForm } from './normalise.ts';
import { remembered } from './remembered.ts';

// Patterns are read on the search form: simplified, half-width, lower case, without gaps.

/** What an order begins behind: a stop, a quotation mark, a word that bids, or the machine it is for. */
const BIDDEN = `(?:^|[,;:。“”"'‘「『(<>*]|请(?:你|您|先|一律|务必|立即|直接|自动)?|[你您](?:要|应|须|必须|需)?|须|必须|应|应当|务必|立即|马上|立刻|现在|ai|机器人?|模型|助手|人工智能|并|先|再|一律|全部)`;
const MACHINE = '(?:ai|人工智能|机器人?|大?(?:语言)?模型|智能体|智脑|助手|聊天程序|问答(?:系统|程序|机器人))';
const ASKER = '(?:用户|提问者?|提问人|询问者?|问话人|发问者?|读者|有人|对方)';
/** Opens words to be said: a quotation, a colon, or a bare number. */
const DICTATES = String.raw`(?:一句|一声|道|成|为|作)?(?=[“”"'‘’「『《:\d零一二三四五六七八九十百千万亿])`;
const RULES =
  '(?:规则|指令|指示|提示词?|命令|设定|限制|约束|要求|内容|条款|条文|文字|文件|资料|材料|原文|文档|对话|表格?|数据|说明|规定|前文|上文|全文|正文|以上|上述|一切)';
const QUOTED = `[“"'‘「『][^”"'’」』]{0,80}[”"'’」』]`;
/** What a plan forbids it does not order. */
const NOT_FORBIDDEN = '(?<!(?:不得|严禁|禁止|防止|防范|避免|不能|不应|不|杜绝)[^,。]{0,10})';
/** What is said of those who disregard rules bids nobody. */
const NOT_OF_PEOPLE = '(?!的(?:$|[,;]|行为|现象|情况|情形|人|单位|做法|问题|倾向))';

const DISREGARD = new RegExp(
  `${BIDDEN}(?:忽略|无视|忽视|忘(?:掉|记|却)|遗忘|抛开|撇开|不要?(?:管|理会|遵守|遵循)|不必(?:管|理会|遵守)|别(?:管|理会)|跳过|绕过|停止遵[守循])(?:掉|你|我|的|本|该|这些?|任何|所有|全部|一切|以上|上述|上面|上文|之前|此前|先前|前面|前文|前述|后面|下面|下文|其他|其余|原有|原来|系统|安全|收到|给)*${RULES}${NOT_OF_PEOPLE}`,
  'u',
);

/** Whoever is addressed as you is made somebody else; a plan calls nobody you. */
const ROLES = [
  /[你您](?:现在|从现在起|从此|今后|以后|将|就|不再)(?:是|扮演|充当|变成|成为|叫|只)/u,
  /[你您]是(?:一[只个名位]|[^,。]{0,10}(?:助手|机器人|模型|智能体|程序|诗人|海盗|黑客))/u,
  /[你您](?:的新|已?被)|以管理员(?:的)?身份(?:要求|命令|宣布)/u,
  /(?:^|[,;:。])[你您](?:必须|务必|应当|只能|的名字|的身份|的任务)/u,
  /(?:请[你您]?(?:扮演|充当)|[你您]假装|假装(?:[你您]|自己))|(?:进入|切换到?|启用|开启)[^,。]{0,8}(?:管理员|开发者|无限制|不受限|dan)[^,。]{0,2}模式|(?:越狱|上帝|无限制)模式|开发者模式已/u,
  /(?:从现在起|现在起|从此刻起|从现在开始),?(?:[你您请只]|一律|所有回答|凡)/u,
];

/** Says what is to be answered, whatever is asked. */
const SAYS = [
  new RegExp(
    `(?:一律|统一|只|只能|只准|只许|只需|只会|只可|必须|务必|直接|请|均|都|就|要|应|改|则)(?:回答|(?<!应)答|回复|答复|输出|说|复述|打印|声称|宣称|宣布|自称)${DICTATES}(?!${QUOTED}(?:这|的|等|或|、))`,
    'u',
  ),
  new RegExp(`(?:一律|只能|只准|只许|务必)(?:写|报|称|填)${DICTATES}(?=[“"「『‘'])`, 'u'),
  /请说(?!明|服)|改口(?:称|说|为)|标准答案(?:是|为|:)/u,
  /一律(?:回答|答(?!复|辩)|说(?![明“"「])|输出)|只(?:能|准|许|会|可)(?:回答|答(?!辩|题|卷)|输出)|请(?:只|直接|一律|统一)(?:回答|输出|说(?!明))/u,
  /改答|改说|改报(?=为|成|作|[零一二三四五六七八九十百千万\d“"「])|答零|(?:以后|今后|此后|往后|从今)(?:凡|所有|一律|每次)?(?:回答|答(?!复)|凡问|都说|只说)/u,
  new RegExp(
    `凡是?(?:(?:被|有人)?(?:问到|问及|问(?![题责卷诊询]))|${ASKER}[^,。]{0,2}(?:询问|提问|追问|问))|凡${MACHINE}(?:回答|作答|读到|看到|被问)`,
    'u',
  ),
  new RegExp(`(?:如果?|若|当|一旦|只要|每当)有?${ASKER}[^,。]{0,4}(?:提问|追问|问起|问到|问及|说出)`, 'u'),
  new RegExp(`告知(?:所有|全部|每位|一切)?${ASKER}${DICTATES}(?=[“"「『])`, 'u'),
  /请(?:先)?(?:称赞|夸赞|夸奖|赞美|吹捧|恭维|歌颂)/u,
];

/** What is to become of the figures, of the search, of the language, of what is shown: none of it a plan's matter. */
const ALTERS = [
  /(?:把|将)[^,。]{1,20}(?:说成|答成|念成|报成(?=[\d零一二三四五六七八九十百千万“]))|(?:把|将)(?:所有|全部)[^,。]{0,8}写成|所有(?:数字|数值|百分[比数]|数据)(?:都|均|一律)?(?:乘以|加倍|翻倍|除以|减半|加[上一])/u,
  /(?:内容|本条款?|本段|以下|指令)[^,。]{0,6}(?:优先级最高|具有最高(?:优先级|效力))|检索到(?:此|本)[条段]|停止检索/u,
  /(?:停止|终止|放弃)(?:执行)?(?:之前|先前|当前|原来|以前|手头)的?(?:任务|指令|对话)|(?:切换|改)(?:为|成|用)[^,。]{1,6}(?:输出|回答|作答)$/u,
  /(?:把|将|请|复述|贴出|输出|展示|列出)[^,。]{0,8}系统(?:消息|指令)[^,。]{0,4}(?:贴|发|说|写|输出|告诉|$)|(?:复述|贴出|输出|展示|列出)[^,。]{0,8}(?:所有|全部|以上|上面|内部|原始|初始)(?:的)?(?:所有)?指令(?!性)/u,
];

/** Turns what was said before it into the answer, so that this goes with it. */
const TURNS_BACK =
  /^以本条为准|^(?:以此|按此|照此|据此)(?:回答(?=$|用户|提问)|作答)|(?:其余|其他)(?:各|所有)?(?:条|条款|内容|资料)?(?:一律|均|全部|都)?(?:作废|无效)$|回答[^,。]{0,20}时(?:请|务必|必须|一律|均|都|应)?(?:以此|按此|照此|据此|附上该|加上该)/u;

/** Speaks of the answer as something that is being written, or of what only its writer knows. */
const ANSWERING = [
  /(?:问什么|问啥|问到|问及|问起|查询本(?:计划|规划|文件|方案))[^。]{0,20}(?:说(?!明)|答(?!复)|告知|回复|称(?!为))|(?:无论|不论|不管)[^,。]{0,6}(?:问什么|问啥|怎么问|提问|如何提问)/u,
  /(?:凡|所有|一切|任何)[^,。]{0,16}的?回答(?:$|,|均|都|须|必须|应|一律)|回答[^,。]{1,16}(?:问题|提问)(?:须|必须|应|要|请|均|一律|统一)(?:写|说|称|注明|答)/u,
  /(?:放|写|加|附|置)(?:在|于)[^,。]{0,6}(?:回答|答案)的?(?:前|后|里|中|末|开头|结尾)|摘要(?:中|里|时|末尾)[^,。]{0,2}(?:请|须|必须|务必)|生成(?:回答|答案|摘要)的?(?:程序|系统|时)|必须写成[“"「]/u,
  /回答[^,。;:“]{0,20}?时[:]?(?:请|务必|必须|一律|称|先|只|应将|应当告知)/u,
  /(?:^|[:,])在?回答[^,。;:“]{1,20}(?:问题|提问)时(?:$|,)/u,
  /(?:答案|回答|回复|答复)(?:都|均|一律|必须|须|应|要|只能|内容|中|里)*(?:包含|含有|带有|以|用)[“"「『]/u,
  /(?:答案|回答)[^,。]{0,4}(?:翻译|译)成|(?:只能|必须|一律|统一|请|都)用[^,。笔]{1,8}(?:作答|回答|答复)/u,
  /(?:把|将)(?:所有|全部|上面|文中|其中|答案)[^,。]{0,8}(?:数字|数值|百分[比数]|数据|目标)[^,。]{0,6}(?:加倍|翻倍|乘以|除以|减半)/u,
  /告诉(?:提问|询问|发问|用户|读者)|(?:不要|不得|请勿|禁止)引用(?:本|该|任何|其他|上述|以上)/u,
  /(?:提问|对话|聊天|用户的?问题)(?:原文|内容|记录)?[^,。]{0,4}(?:转发|发送|发到|发给|上传|传到)/u,
  /回答(?:完|结束)?之?(?:后|前|时)[,]?(?:请|务必|先|再)*[^,。]{0,4}(?:加一|附上?一|说(?!明)|写一|夸|称赞|喊|念|唱|署名)/u,
  /^(?:请|并|改|则)?回答(?!好|了)[^,。“”]{1,24}(?:为|是|成)(?:[零一二三四五六七八九十百千万\d“"「])/u,
  /(?:答案|回答)的?(?:开头|末尾|结尾|最后|前面|后面|里|中|后|前)[^,。]{0,6}(?:写|加(?![强快大])|附(?!近)|注明|插入?|带上|说(?!明)|输出|称|放)/u,
  /(?:回复|输出)的?(?:开头|末尾|结尾)[^,。]{0,6}(?:写|加|附|注明|插入?|带上|说|称|放)/u,
  /(?:每句话|每个回答|每次回答|所有回答)[^,。]{0,6}(?:都要|结尾|开头|末尾|必须|须|都)/u,
  /(?:原样|逐字|一字不[差漏改]地?)(?:重复|输出|复述|照抄|打印)|(?:问题|答案|回答|句子?|单词)[^,。]{0,8}重复[^,。]{0,4}[遍次]/u,
  new RegExp(
    `${NOT_FORBIDDEN}(?:(?:输出|打印|附上|显示|给出|说出|泄露|透露|公布|复述|告诉)[^,。]{0,10}提示词|(?:输出|打印|附上|交出|说出|告诉)[^,。]{0,10}(?:密钥|秘钥|api-?_?key|口令|环境变量))`,
    'u',
  ),
  /[你您](?:的)?(?:系统|内部|开发者)?(?:提示词|指令|密钥|设定|开发者)|key=/u,
  new RegExp(
    `(?:读|看|听|见)到(?:此|这)(?:处|里|句|段|条|行)?的?(?:${MACHINE}|[你您请])|${MACHINE}(?:读|看|见)到(?:此|这)`,
    'u',
  ),
  new RegExp(
    `${MACHINE}(?:助手)?(?:须知|请|务必|必须|只能|一律|应当?|要)(?:在答案|在回答|改|先|直接)?(?:回答|(?<!应)答(?![辩复题疑])|改答|说(?![明得清])|称(?![重量职])|输出(?=[“"「:])|报(?=[\\d“成为])|写(?=[“成为])|忽略|无视|推荐(?=[“「]))`,
    'u',
  ),
  new RegExp(
    `(?:请|令|要求)(?:所有|各|该)?${MACHINE}(?:们|在此)?(?:回答|改?答(?![辩复疑])|说(?!明)|改报|输出|宣布)|(?:供|给|对)${MACHINE}(?:阅读|读取|看|听|查看|的(?:话|留言|备注|说明):)|${MACHINE}们?请(?:注意|务必|改|直接|忽略|无视|在|把|将|说(?!明)|答(?!复|辩)|回答|输出|勿|不要|严格)|${MACHINE}[^,。]{0,4}(?:遇到|被问|收到)[^,。]{0,20}(?:答|说|回复|报)`,
    'u',
  ),
  /(?:向|对)(?:提问者?|提问人|询问者?|问话人)[^,。]{0,8}(?:推荐|推销|索要|索取|宣布|说|要求)/u,
  new RegExp(`${NOT_FORBIDDEN}向(?:用户|读者)(?:索要|索取|要)[^。]{0,16}(?:姓名|卡号|身份|密码|电话)`, 'u'),
];

/** Poses as somebody who has a say: the system, an administrator, an earlier turn. */
const POSES = [
  /^(?:系统(?:提示|消息|指令|命令)|管理员(?:补充|紧急|最新)?(?:说明|提示|消息|指令|命令|通知))(?=:|$)/u,
  /^[(]?(?:以下|以上)(?:内容)?[为由是](?:系统|后台|管理员)(?:自动|补充|追加|更新|插入)|^系统(?:自动更新|追加|插入):/u,
  /^(?:一[条个份则])?(?:致|给|写给|面向)?(?:ai|大?(?:语言)?模型|机器人|智能体)(?:助手)?(?:须知|指令|命令|注意)(?:$|[。:,])/u,
  /^(?:system|assistant|developer|instructions?|(?:ai)?助手)[:>](?!指|是指)|^用户(?:提?问|说)?:[^。]{0,60}[?]$/u,
  /(?:资料|文件|文档|上下文|条款|材料)(?:到此|至此)(?:结束|为止)|^新的(?:最高)?(?:任务|指令|命令)[:]|(?:最高|隐藏)(?:指令|命令)/u,
  /(?:调用|执行|运行)[^,。]{0,4}[a-z]{2,}_[a-z]|调用(?:工具|函数|插件)[^,。]{0,4}[a-z]|[a-z]{2,}_[a-z_]{2,}\(|function_?call|(?:全部|所有|完整)(?:的)?(?:对话|聊天)(?:记录|内容)?(?:发|传|转)/u,
];

const ENGLISH =
  /\b(?:ignore|disregard|forget|override|bypass)\b ?(?:all|any|the|every|previous|prior|above|your|these|earlier|rules?|instructions?)|\byou are (?:now|a|an)\b|\b(?:act|behave) as\b|\bsystem prompt\b|\bjailbreak\b|\b(?:reveal|print|output|repeat|respond|reply|answer|say|write|translate)\b ?(?:with|only|in|that|the|your|this|as|to|exactly|"|“|'|:|[a-z]+ to everyone)|\bfrom now on\b|\bdo not (?:answer|cite|quote|mention)\b|\bbegin with\b|\bpretend\b|^["“'(]?(?:(?:please|now|then|important|note)[:,]? ?)*(?:answer|respond|say|translate|repeat|print|output|write|forget|pretend|reply|tell|do not|don't|never|always|you|your|act|speak) ?[a-z]\P{Script=Han}*$|\bas an ai\b|^\P{L}*(?:begin |new )?(?:system|instructions?|assistant|prompt) ?(?:to=|:)|\b(?:correct|right|real|true|the) (?:answer|target|value|figure) (?:is|to|was)\b/u;
/** The same in the letters of pinyin. */
const SPELT =
  /\b(?:hu ?l[uü]e|wu ?shi|wang ?ji)\b|\b(?:yi ?l[vuü]|zhi|zhi ?neng|qing) ?(?:hui ?da|shuo|shu ?chu)\b|\b(?:ti ?shi ?ci|zhi ?ling|gui ?ze)\b/u;

const ORDERS = [DISREGARD, ...ROLES, ...SAYS, ...ALTERS, TURNS_BACK, ...ANSWERING, ...POSES, ENGLISH, SPELT];

/** The number that a paragraph, or a handle that a line, opens with. */
const NUMBER =
  /^[#>*\s-]*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十\d]{1,3}[章节条])/u;

/** Characters set apart by a mark after each: 忽·略·规·则. */
const SPREAD = /(?:\p{Script=Han}[·•・_.~*/+=、-]){3,}\p{Script=Han}/gu;

/** True for words that tell whoever reads them what to answer, to be or to give away; a plan tells nobody so. */
export const givesOrder = remembered((text: string): boolean => {
  const form = searchForm(text)
    .replace(NUMBER, '')
    .replace(SPREAD, (spread) => spread.replace(/\P{Script=Han}/gu, ''));
  return ORDERS.some((order) => order.test(form)) || holdsCode(text);
});

/** True for an order that makes an answer of the words before it. */
export function turnsBack(text: string): boolean {
  return TURNS_BACK.test(searchForm(text));
}

/** So long a run of letters of all sorts is no word: an order in Base64. */
const CODE = /[A-Za-z0-9+/]{20,}={0,2}/gu;

/** A text with a comma in place of what only a program would read. */
export function withoutCode(text: string): string {
  return text.replace(CODE, (run) => (holdsCode(run) ? '，' : run));
}

/** True where a text holds what only a program would read. */
function holdsCode(text: string): boolean {
  return (text.match(CODE) ?? []).some(
    (run) => /[A-Z]/u.test(run) && /[a-z]/u.test(run) && /[0-9+/]/u.test(run) && isText(run),
  );
}

/** True where a run of Base64 stands for text. */
function isText(run: string): boolean {
  const bytes = Buffer.from(run, 'base64').toString('utf8');
  return !/[\ufffd\u0000-\u0008\u000e-\u001f]/u.test(bytes.slice(0, -2));
}
