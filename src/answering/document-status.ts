import type { PolicyDocument } from '../documents/document.ts';
import { yearsOfPlan } from '../documents/plan-period.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

type Fact = keyof PolicyDocument['evidence'];

const IS_DRAFT = /稿|草案/u;

const FACTS: { fact: Fact; asked: RegExp; say: (document: PolicyDocument, today: Date) => string | null }[] =
  [
    {
      fact: 'issuedOn',
      asked: /(?<!到)(?:什么|啥)时候?|何时|几时|哪一?[天日]|几号|日期|哪年(?:发|印|出)|几月|落款|挂出|公示/u,
      say: ({ issuedOn, status }) => {
        const [year, month, day] = issuedOn?.split('-').map(Number) ?? [];
        if (!issuedOn) return null;
        // The date below a draft is when opinions were asked for.
        return IS_DRAFT.test(status)
          ? `是${status}，尚未正式印发，落款日期是${year}年${month}月${day}日`
          : `${year}年${month}月${day}日印发`;
      },
    },
    {
      fact: 'status',
      asked:
        /征求意见|正式|草案|草稿|定稿|生效|有效|作废|废止|失效|过期|到期|性质|效力|状态|算数|依据|引用|执行|落实的|稿|定下来|(?:听|收集|征集)[^，,。？]{0,5}意见|板上钉钉|敲定|(?:是不是|有没有|已经|到底)[^，,。？]{0,6}印发|印发(?:了|过)?(?:吗|没)/u,
      say: ({ status }) => {
        if (status === '未注明') return '没有注明是否正式印发';
        return IS_DRAFT.test(status) ? `是${status}，不是正式印发的文件` : `是正式印发的文件（${status}）`;
      },
    },
    {
      fact: 'period',
      asked:
        /管到|做到|年头|几年|哪年|哪[\d两三四五]年|年份|期间|规划期|时间|过期|到期|有效|起止|跨度|依据|引用|失效|还算|20\d{2}年?(?:到|至|[—–~-]+)20\d{2}/u,
      say: ({ period }, today) => {
        if (!period) return null;
        const isOver = today.getFullYear() > period.toYear;
        return `规划期为 ${yearsOfPlan(period)} 年${isOver ? '，已经结束' : ''}`;
      },
    },
    {
      fact: 'issuer',
      asked:
        /谁(?!的?(?:时间|年限|期限|年头)|更?[长短早晚先久])|哪(?:个|里|家|儿)(?!区|[^，。？?]{0,5}(?:有效|生效|正式|现行|算数|作数|能用|草案|征求))|(?<!给(?:哪些|哪几个|什么|各)?)(?:部门|单位|机关)|(?:自己|[局府委办])发|起草|制定|出台|政府/u,
      say: ({ issuer }) => issuer && `由${issuer}印发`,
    },
    {
      fact: 'addressee',
      asked: /抬头|主送|发给|写给|给哪些/u,
      say: ({ addressee }) => addressee && `印发给：${addressee}`,
    },
    {
      fact: 'title',
      asked: /全称|全名|名称|完整|名字|叫什么|标题|题目|第几个五年/u,
      say: ({ title }) => `全称是《${title}》`,
    },
  ];

const NUMBER_ASKED = /文号|字号|文件号|第几号文/u;
/** Only words of the document itself can answer these: a date of issue is no date of force. */
const STRICT = /文号|字号|文件号|第几号文|公开|施行|起用|开始(?:用|执行|实施)/u;
/** How long it holds is no matter of its status. */
const LASTS = /有效期?(?:是|有|为)?(?:多久|多长|几年)/u;

/** What a document may say of itself in so many words: its number, whether it is public, how long it is in force. */
const SAID: { asked: RegExp; says: RegExp; isAnywhere?: boolean }[] = [
  { asked: NUMBER_ASKED, says: /[〔[［(（]\d{4}[〕\]］)）]\s?\d+号/u },
  { asked: /公开|转发|对外发/u, says: /此件.{0,6}公开|不予公开/u },
  {
    asked:
      /施行|生效|执行|实施|开始[用算]|(?:哪天|几号|什么时候)开始|为止|起用|有效|(?:能|管|用)(?:用|管)?哪?几年|作废|废止|失效|到期|过期|作数|算数|终止|到(?:什么|啥)时候/u,
    says: /本(?:办法|规定|条例|细则|方案|意见|通知|规划|决定|制度|(?:行动)?计划|纲要|措施|要点)[^。]{0,20}(?:自.{2,14}起(?:施行|实施|执行|生效)|有效期|实施期)|^自.{4,14}起(?:施行|实施|执行|生效)/u,
    isAnywhere: true,
  },
  // Until when opinions on a draft are taken.
  {
    asked:
      /(?:征集|征求|收集|反馈|提)(?:意见)?[^，,。？?]{0,6}(?:到|截止|截至|什么时候|啥时候|几号|哪一?天|期限|时间)|意见[^，,。？?]{0,6}(?:截止|截至|到(?:什么|啥|哪|几))/u,
    says: /(?:征求|征集|反馈)意见[^。]{0,8}(?:时间|期限|截止|日期)|意见[^。]{0,30}\d月\d{1,2}日(?:前|之前|止)/u,
    isAnywhere: true,
  },
  // Another document that this one ends.
  {
    asked:
      /(?:去年|旧|老|原来|以前|之前|上一?个?|前一|(?:19|20)\d{2}年)[^，,。？?]{0,6}(?:份|版|个|办法|方案|要点|规定)[^，,。？?]{0,8}(?:算数|有效|作数|管用|能用|废)/u,
    says: /《[^》]+》[^。]{0,24}(?:停止执行|废止|失效|不再执行)/u,
    isAnywhere: true,
  },
  // The years a plan covers, where its text and not only its title gives them.
  {
    asked: /管(?:哪|几)|哪几年|规划期|时间范围|起止|到哪年|做到|年份/u,
    says: /(?:规划期|实施期|行动期)(?:限)?[^。]{0,4}\d{4}年/u,
    isAnywhere: true,
  },
];

const VALID = /有效|试行期/u;

/** Sentences in which the document says what is asked of itself; its own number stands before its text. */
function saidOf(document: PolicyDocument, { question, index }: Findings, draft: Draft): string[] {
  const asked = SAID.filter((said) => said.asked.test(question.topic));
  const { clauses } = index.outlines.get(document.id)!;
  return asked.flatMap(({ says, isAnywhere }) => {
    const saying = clauses
      .filter((clause) => isAnywhere || clause.heading === null)
      .flatMap((clause) => clause.sentences.map((sentence) => ({ clause, sentence })))
      .filter(({ sentence }) => says.test(sentence.text.normalize('NFKC')));
    // Until when is told where the text says how long.
    const lasting = VALID.test(question.topic)
      ? saying.find(({ sentence }) => VALID.test(sentence.text))
      : undefined;
    const [said] = lasting ? [lasting] : saying;
    if (!said) return [];
    const words = trimSentence(said.sentence.text, question, 60);
    return [`原文写明：${words}${draft.cited.sentence(said.clause, said.sentence)}`];
  });
}

/** True where who, when or to whom is asked and the document says none of it: its status alone is no answer. */
function lacksAsked(document: PolicyDocument, topic: string): boolean {
  const specific = FACTS.filter(({ fact, asked }) => SPECIFIC.has(fact) && asked.test(topic));
  return (
    specific.length > 0 &&
    specific.every(({ fact }) => document.evidence[fact] === undefined) &&
    !/正式|草案|定稿|(?:是|还是)征求/u.test(topic)
  );
}

const SPECIFIC = new Set<Fact>(['issuer', 'issuedOn', 'addressee']);

/** Answers a question about the document itself (draft or in force, period, issuer, date, name) from what its text says. */
export function answerStatus(findings: Findings): Draft | null {
  const { question, today } = findings;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const isSaid = saidOf(document, findings, newDraft(findings)).length > 0;
    if (!isSaid && (lacksAsked(document, question.topic) || STRICT.test(question.topic))) continue;
    if (!isSaid && LASTS.test(question.topic) && document.period === null) continue;
    const told = (isSpecific: boolean) =>
      FACTS.filter(({ fact }) => SPECIFIC.has(fact) === isSpecific).flatMap(({ fact, asked, say }) => {
        const span = document.evidence[fact] ?? (fact === 'status' ? document.evidence.title : undefined);
        const statement = asked.test(question.topic) ? say(document, today) : null;
        return span && statement ? [`${statement}${draft.cited.span(document, span)}`] : [];
      });
    // Whom, who and when are told by the lines that say just that.
    const statements = [...told(true), ...saidOf(document, findings, draft), ...told(false)];
    if (statements.length > 0)
      draft.lines.push(`${speakerOf(document)}《${document.title}》${statements.join('，')}。`);
  }
  return draft.lines.length > 0 ? draft : null;
}

/** True where the question asks for something that only the document's own words or date lines can tell. */
export function asksOwnFact({ question }: Findings): boolean {
  const { topic } = question;
  return STRICT.test(topic) || FACTS.some(({ fact, asked }) => SPECIFIC.has(fact) && asked.test(topic));
}
