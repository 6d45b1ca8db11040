import { searchForm } from '../language/normalise.ts';

/** A question freed of orders to the assistant. */
export interface CleanQuestion {
  text: string;
  /** Something was taken out: markup that poses as a system, or a sentence that gives orders. */
  hadInstructions: boolean;
}

const POSED_MARKUP_BRACKETS = /\[\[[^\]]{0,60}\]\]|\{[^{}]*"(?:role|content|system|instruction)"[^{}]*\}/gu;
const POSED_MARKUP =
  /<\/?[a-z_|!][^<>]{0,40}>|\[\/?(?:inst|system|sys|assistant|user)\]|```|<<\/?sys>>|#{2,}\s*(?:system|instruction|系统|指令)[^\n]{0,20}/giu;
const LINKS = /!?\[[^\]]*\]\([^)]*\)|https?:\/\/\S+/giu;
/** Orders are given to the assistant, not asked of the plan; each pattern names what no policy question says. */
const ORDERS = [
  /在(?:你的)?(?:回答|回复|答案)(?:的)?(?:末尾|开头|最后|结尾|前面|后面|里|中|前|后).{0,6}(?:加|写|附|带|注明)|(?:连写|重复|复述|照抄|背诵|朗读|翻倍再|原样输出)|把(?:这|下面|以下|上面)(?:句|段|些)?(?:话|内容|文字)|(?:别的|其他|其余)(?:都|一概)?不(?:要|用|许)|不要加任何|^(?:\s|debug\S*)*(?:print|output|respond|reply|write|repeat|execute|run)\b/iu,
  /(?:列出|显示|打印|输出|导出|告诉|给我|读取|删除|修改|关闭|重启).{0,12}(?:服务器|api\s?key|环境变量|密钥|口令|密码|源代码|数据库|配置文件|后台)|(?:ai|机器人|助手|模型)(?:读|看|听)到(?:这|此)/iu,
  /(?:忽略|无视|忘(?:掉|记)|不(?:要|用|必)(?:管|理|看|理会)|抛开|跳过|绕过|覆盖|取消|作废)(?:掉|以上|之前|前面|上面|所有|全部|你的|这些|任何|系统|文件|资料|原文|文档)*.{0,8}(?:指令|规则|提示|要求|设定|限制|约束|内容|文件|资料|文档|原文|对话|引用)/u,
  /(?:系统|开发者|管理员|超级|调试|越狱|上帝)(?:提示词?|指令|消息|模式|权限|命令)|提示词|(?:新|以下|最高)(?:的)?(?:规则|指令|命令)[:：]|(?:从现在起|从现在开始|接下来)(?:你|请你|,|，)|^(?:system|assistant|developer)[:：]/iu,
  /(?:你(?:现在|以后|今后|就|必须|要|只|得)+|请(?:你)?|假装(?:你)?|假设你|假如你|让你)(?:是|扮演|充当|当作?|成为|作为|假装|模拟|变成)(?:一(?:个|只|名|位)|我的|局长|专家|猫|dan)/iu,
  /(?:一律|统一|必须|只(?:能|准|许|需|要)?|直接|请|就|都|并|然后|照着|原样)(?:给我)?(?:回答|回复|答复?|输出|说|写|打印|返回|复述|承认|声称|宣布|重复)(?:成|为|出|上|道|一句|一遍|:|：|“|"|「|‘|'|我)/u,
  /(?:翻译成|译成)(?:英文|英语|日文|法文|外文).{0,6}(?:执行|照做)|ignore (?:all|any|the|previous|above|your)|disregard|pretend|jailbreak|system prompt|you are now|act as|say (?:the|that|")|output (?:the|your)|reveal/iu,
  /(?:泄露|透露|公开|告诉我|输出|打印|显示|说出|给我看|把)(?:你的|系统的?|后台|内部)?.{0,4}(?:提示词|系统提示|密钥|api\s?key|口令|密码|环境变量|配置)/iu,
];

/** Fewer characters than this ask nothing. */
const MIN_QUESTION = 5;
const ASKS =
  /[？?]|多少|几|哪|什么|啥|谁|怎|如何|咋|吗|是否|告诉我|请问|说明|介绍|列|总结|概括|率|含义|有没有/u;
const SEGMENTS = /(?:[^。！？!?；;\n.]|\.(?=\S))+[。！？!?；;\n.]*/gu;

function givesOrders(segment: string): boolean {
  return ORDERS.some((order) => order.test(segment));
}

/** Quotations that give orders are somebody's text, not the question. */
function withoutOrderingQuotes(text: string): string {
  return text.replace(/[『「“"【]([^』」”"】]{2,})[』」”"】]/gu, (quoted, words: string) => {
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
  const parts = undictated.split(/(?<=[，,：:）)”"」])/u);
  // What follows the colon of an order is what it orders to say.
  const isDictated = (i: number) =>
    i > 0 && /[：:]\s*$/u.test(parts[i - 1]!) && givesOrders(parts.slice(0, i).join(''));
  const kept = parts.filter((part, i) => !givesOrders(part) && !isDictated(i));
  const rest = kept.join('');
  return givesOrders(rest) || !ASKS.test(rest) || (rest.match(/\p{Script=Han}/gu)?.length ?? 0) < MIN_QUESTION
    ? ''
    : rest;
}

/** Removes what is not a question about the documents: markup posing as a system, and sentences that give orders. */
export function cleanQuestion(question: string): CleanQuestion {
  const plain = withoutOrderingQuotes(question.normalize('NFKC'));
  const unmarked = plain.replace(POSED_MARKUP_BRACKETS, '\n').replace(POSED_MARKUP, '\n').replace(LINKS, ' ');
  const kept = [...unmarked.matchAll(SEGMENTS)].map(([segment]) => withoutOrders(segment));
  const text = kept.join('').trim();
  return {
    text: searchForm(text) === '' ? '' : text,
    hadInstructions: text !== unmarked.trim() || unmarked !== plain,
  };
}
