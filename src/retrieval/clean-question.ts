import { withoutBlanks } from '../language/blanked.ts';
import { searchForm } from '../language/normalise.ts';
import { givesOrder, withoutCode } from '../language/orders.ts';
import { withoutPosed } from '../language/posed.ts';
import { withoutTags } from '../language/printable.ts';
import { withoutUnseen } from '../language/unseen.ts';

/** A question freed of orders to the assistant. */
export interface CleanQuestion {
  text: string;
  /** Something was taken out: markup that poses as a system, or a sentence that gives orders. */
  hadInstructions: boolean;
}

const POSED_MARKUP_BRACKETS = /\[\[[^\]]{0,60}\]\]|\{[^{}]*"(?:role|content|system|instruction)"[^{}]*\}/gu;
const POSED_MARKUP =
  /<\/?[a-z_|!][^<>]{0,40}>|\[\/?(?:inst|system|sys|assistant|user)\]|```|<<\/?sys>>|#{2,}\s*[^#\n]{0,6}(?:任务|指令|规则|系统|命令)[^#\n]{0,60}#{2,}|#{2,}\s*(?:system|instruction|系统|指令)[^\n。]{0,20}/giu;
const LINKS = /!?\[[^\]]*\]\([^)]*\)|https?:\/\/\S+/giu;
/**
 * Orders are given to the assistant, not asked of the plan; each pattern names what no policy question says, though a
 * document may (what a document says to a machine is `givesOrder`).
 */
const ORDERS = [
  /在(?:你的)?(?:回答|回复|答案)(?:的)?(?:末尾|开头|最后|结尾|前面|后面|里|中|前|后).{0,6}(?:加|写|附|带|注明)|(?:连写|重复|复述|照抄|背诵|朗读|翻倍再|原样输出)|把(?:这|下面|以下|上面)(?:句|段|些)?(?:话|内容|文字)|(?:别的|其他|其余)(?:都|一概)?不(?:要|用|许)|不要加任何|^(?:\s|debug\S*)*(?:print|output|respond|reply|write|repeat|execute|run)\b/iu,
  /(?:列出|显示|打印|输出|导出|告诉|给我|读取|删除|修改|关闭|重启).{0,12}(?:服务器|api\s?key|环境变量|密钥|口令|密码|源代码|数据库|配置文件|后台)|(?:ai|机器人|助手|模型)(?:读|看|听)到(?:这|此)/iu,
  /(?:忽略|无视|忘(?:掉|记)|不(?:要|用|必)(?:管|理|看|理会)|抛开|跳过|绕过|覆盖|取消|作废)(?:掉|以上|之前|前面|上面|所有|全部|你的|这些|任何|系统|文件|资料|原文|文档)*.{0,8}(?:指令|规则|提示|要求|设定|限制|约束|内容|文件|资料|文档|原文|对话|引用)/u,
  /(?:系统|开发者|管理员|超级|调试|越狱|上帝)(?:提示词?|指令|消息|模式|权限|命令)|提示词|(?:新|以下|最高)(?:的)?(?:规则|指令|命令)[:：]|(?:从现在起|从现在开始|接下来)(?:你|请你|,|，)|^(?:system|assistant|developer)[:：]/iu,
  /(?:你(?:现在|以后|今后|就|必须|要|只|得)+|请(?:你)?|假装(?:你)?|假设你|假如你|让你)(?:是|扮演|充当|当作?|成为|作为|假装|模拟|变成)(?:一(?:个|只|名|位)|我的|局长|专家|猫|dan)/iu,
  /(?:一律|统一|必须|只(?:能|准|许|需|要)?|直接|请|就|都|并|然后|照着|原样)(?:给我)?(?:回答|回复|答复?|输出|说|写|打印|返回|复述|承认|声称|宣布|重复)(?:成|为|出|上|道|一句|一遍|:|：|“|"|「|‘|'|我)/u,
  /(?:原文|文件|资料|规划|方案|数据)(?:已经?|现已)(?:被)?(?:改|更新|替换|修改)(?:为|成|作)|(?:今后|以后|从现在起|一律|统一)(?:都|一律)?按[^,，。]{1,10}(?:答(?!辩)|回答|作答)/u,
  /(?:翻译成|译成)(?:英文|英语|日文|法文|外文).{0,6}(?:执行|照做)|ignore (?:all|any|the|previous|above|your)|disregard|pretend|jailbreak|system prompt|you are now|act as|say (?:the|that|")|output (?:the|your)|reveal/iu,
  /(?:泄露|透露|公开|告诉我|输出|打印|显示|说出|给我看|把)(?:你的|系统的?|后台|内部)?.{0,4}(?:提示词|系统提示|密钥|api\s?key|口令|密码|环境变量|配置)/iu,
];

/** Orders by what they want instead of an answer, or by what they claim was said before. */
const DIVERSIONS = [
  /(?:直接|请)(?:给我)?下(?:个|一个)?结论|(?:写|编|讲|创作|来|作)(?:一|几)?(?:个|首|篇|段|封)?[^,，。?？]{0,10}(?:故事|小说|童话|笑话|剧本|的诗|首诗|诗歌|顺口溜|情书|道歉信)/u,
  /[你您](?:刚才|刚刚|之前|先前|上次|已经|早就)+[^,，。?？]{0,4}(?:承认|答应|同意|保证|确认)|不(?:要|许|得|准)改口|以[你您][^,，。?？]{0,10}为准/u,
  /只(?:允许|能|准|许|可以?)?(?:输出|返回)|(?:答案|数字|数值|结果)(?:里的?数字)?(?:都|全部|统统)?(?:乘|加|减|除)(?:以|上|去)/u,
];
/** Speaks of the answer, its form or the talk before it: said beside a question it asks nothing. */
const ABOUT_ANSWER =
  /回答|作答|答案|(?:别|不要|不用|不需要|无需|不必)[^，,]{0,3}(?:引用|出处|来源)|编(?:一个?|个|造)(?!码|号|组|队|班|序)|翻倍|加倍|说成|当成|翻译|译成|表情|诗歌?形式|假设(?:文件|资料|规划|方案|原文)|[你您](?:上次|刚才|之前|先前|叫|不(?:说|答|回))|我(?:之前|刚才)?说的话|照做|解码|授权[:：]|允许编|投诉[你您]|字样|末尾|结尾|署名|扮演/u;
/** Wants something done that is no answer. */
const BIDS =
  /^[\s，,]*(?:请|麻烦|帮我|给我)?[你您]?(?:宣布|判定|裁定|声明|承认|保证|扮演|攻击|执行|运行|(?:生成|画|绘制|输出|显示|插入)[^，,]{0,4}(?:图|链接|代码|视频|网页)|只?用[“"「])/u;
/** Bids to say, write or add words given in quotation marks. */
const DICTATES =
  /(?:请|要|把|先|再|并|必须|务必|记得|顺便|别忘了?)[^“”"]{0,12}(?:说|写|加|附|喊|称|带|念|夸|唱|输出|回复|署名|落款|结尾|开头|注明|声明|宣布)[^“”"]{0,10}[“"「『‘'「]/u;

/** Fewer characters than this ask nothing. */
const MIN_QUESTION = 5;
const ASKS =
  /[？?]|多少|多[大久长高远]|几|哪|什么|啥|谁|怎|如何|咋|吗|是否|告诉我|请问|说明|介绍|列|总结|概括|率|含义|占比|比例|有没有/u;
/** Turns the direction of the text: what stands inside is no part of the sentence around it. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]+/gu;
/** Ends an order that comes before the question: …，再回答： */
const OPENS_QUESTION = /(?:回答|再答|告诉我|答复|(?:看|听|理|管|用)[^，,]{0,8})[：:]\s*$/u;
/** Joins a question to the order before it. */
const GOES_ON =
  /^[\s，,：:。]*(?:(?:然后|之后|最后|接着|另外|此外|好了?|并且?|再|请)*(?:[，,]|(?:回答|告诉我|说说?(?!明|法))(?:我|一下)?[：:，,]?)\s*)?/u;
/** Leaves no doubt that something is asked. */
const INTERROGATIVE = /[？?]|多少|多[大久长高远]|几|哪|什么|啥|谁|怎|如何|咋|吗|是否|有没有/u;
const SEGMENTS = /(?:[^。！？!?；;\n.]|\.(?=\S))+[。！？!?；;\n.]*/gu;

/** Whoever asks may be named as in a script; what the others say there is no question. */
const SPEAKER = /^\s*(?:用户|user|human)\s*[：:]/iu;

function givesOrders(segment: string): boolean {
  return (
    ORDERS.some((order) => order.test(segment)) ||
    DIVERSIONS.some((diversion) => diversion.test(segment)) ||
    givesOrder(segment.replace(SPEAKER, ''))
  );
}

function hasWords(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= MIN_QUESTION;
}

function asksSomething(text: string): boolean {
  return ASKS.test(text) && hasWords(text);
}

/** Quotations and brackets that give orders are somebody's text, not the question. */
function withoutOrderingQuotes(text: string): string {
  const unbracketed = text.replace(/[（(]([^（()）]{4,})[）)]/gu, (bracket, words: string) =>
    givesOrders(words) || DICTATES.test(words) ? ' ' : bracket,
  );
  return unbracketed.replace(/[『「“"【]([^』」”"】]{2,})[』」”"】]/gu, (quoted, words: string) => {
    const isOrder = words.length >= 8 && givesOrders(words);
    return isOrder || /管理员|备注|^系统|系统(?:提示|指令|消息|命令|管理)|system/iu.test(words)
      ? ' '
      : quoted;
  });
}

/** Cuts orders out of one sentence at its commas, so that `忽略规则，入园率是多少` keeps its question. */
function withoutOrders(sentence: string): string {
  if (!givesOrders(sentence)) return sentence;
  // What an order dictates in quotation marks goes with it.
  const undictated = sentence.replace(/[“"「『‘'][^”"」』’']{4,}[”"」』’']/gu, ' ');
  const parts = undictated.split(/(?<=[，,：:）)”"」\s])/u);
  // What follows the colon of an order to say something is what it orders to say, unless it asks.
  const isDictated = (i: number) =>
    i > 0 &&
    /[：:]\s*$/u.test(parts[i - 1]!) &&
    givesOrders(parts.slice(0, i).join('')) &&
    !(OPENS_QUESTION.test(parts[i - 1]!) && asksSomething(parts[i]!));
  const kept = parts.filter((part, i) => !givesOrders(part) && !isDictated(i));
  const rest = kept.join('');
  return givesOrders(rest) || !asksSomething(rest) ? '' : rest;
}

/** The text without markup that poses as somebody else; inside of it may stand the question itself. */
function withoutMarkup(text: string): string {
  const unbracketed = text.replace(POSED_MARKUP_BRACKETS, '\n');
  const bare = withoutBlanks(withoutTags(withoutPosed(unbracketed)));
  const shown = hasWords(bare) || !asksSomething(unbracketed) ? bare : unbracketed;
  return shown.replace(POSED_MARKUP, '\n').replace(LINKS, ' ');
}

/** The parts of a sentence that ask, and of the others those that do not speak of the answer. */
function askingParts(sentence: string): string {
  const parts = sentence.split(/(?<=[，,：:])/u);
  return parts
    .filter((part) => INTERROGATIVE.test(part) || !(ABOUT_ANSWER.test(part) || DICTATES.test(part)))
    .join('');
}

/** Sentences that are no orders; beside one that asks, what only dictates words or speaks of the answer goes, too. */
function questionSentences(text: string): string[] {
  const kept = [...text.matchAll(SEGMENTS)].map(([segment]) => withoutOrders(segment));
  const bare = kept.filter((segment) => asksSomething(segment) || !BIDS.test(segment));
  return bare.some((segment) => INTERROGATIVE.test(segment) && hasWords(segment))
    ? bare.map(askingParts)
    : bare;
}

/** In one word, as the patterns know it: sentences are also cut at blanks. */
const SYSTEM_PROMPT = /system\s+prompts?/giu;

/** Removes what is not a question about the documents: markup posing as a system, and sentences that give orders. */
export function cleanQuestion(question: string): CleanQuestion {
  const asked = withoutUnseen(question.replace(TURNS, '\n'))
    .normalize('NFKC')
    .replace(SYSTEM_PROMPT, '系统提示词');
  const unmarked = withoutMarkup(withoutOrderingQuotes(withoutCode(asked)));
  const text = questionSentences(unmarked).join('').trim();
  const hadInstructions = text !== asked.trim();
  // What an order leaves that asks nothing is a piece of it.
  if (searchForm(text) === '' || (hadInstructions && !hasWords(text))) return { text: '', hadInstructions };
  return { text: hadInstructions ? text.replace(GOES_ON, '') : text, hadInstructions };
}
