/** A story opens so: what it names on its way is not asked about. */
const TELLS =
  /^\s*(?:我|咱|俺|本人|家里|家有|邻居|朋友|同事|亲戚|昨天|今天|刚才|最近|上次|领导|记者|有(?:个|位|名)?(?:娃|孩子|学生|老师|家长|同学)|(?:娃|孩子|小孩)(?:明年|今年|马上|刚|快))/u;
const ASKS =
  /[？?吗呢么]|多少|几|哪|什么|啥|谁|怎|如何|咋|有没有|是不是|是否|能不能|会不会|要不要|给不给|想(?:问|知道|了解)|请问|列|说说|讲讲|介绍|总结|概括/u;

/** What somebody thinks of what was said before: no document tells whether 2项 are too many. */
const COMMENTS =
  /(?:是不是|会不会|是否)(?:有点|有些|太|过于|偏)\p{Script=Han}{1,3}|(?:是不是|会不会|是否|难道)?太\p{Script=Han}{1,2}(?:了)?(?:吧|吗|呢|点)?[？?]?$|(?:合理|合适|现实|靠谱|公平|科学)(?:吗|不|么)|难度(?:会不会|是不是|会|是否)?(?:很|太)?[大高]|压力(?:会不会|是不是)?(?:很|太)?大|(?:来得|跟得|吃得)(?:及|上|消)|行得通|做得到|够(?:不够)?用?(?:吗|不|么)|(?:能|可以|好)(?:不能)?(?:实现|完成|达到|办到)(?:吗|不|么)|值(?:得|不值)/u;

/** A question's parts: those that ask, and those in which somebody tells how it came to be asked. */
export interface QuestionParts {
  asked: string[];
  told: string[];
}

/** Parts a question (search form) at its commas and stops; where nothing asks, everything does. */
export function partsTold(text: string): QuestionParts {
  const parts = text.split(/[，,。；;：:！!]|(?<=[？?])/u).filter((part) => part.trim() !== '');
  let isTold = false;
  const told = parts.filter((part, i) => {
    if (i > 0 && COMMENTS.test(part) && /\d|[一二两三四五六七八九十]/u.test(parts[i - 1]!)) return true;
    isTold = !ASKS.test(part) && (isTold || TELLS.test(part));
    return isTold;
  });
  const asked = parts.filter((part) => !told.includes(part));
  return asked.length > 0 ? { asked, told } : { asked: parts, told: [] };
}
