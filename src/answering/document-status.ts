import type { PolicyDocument } from '../documents/document.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { speakerOf } from './writer.ts';

type Fact = keyof PolicyDocument['evidence'];

const FACTS: { fact: Fact; asked: RegExp; say: (document: PolicyDocument, today: Date) => string | null }[] =
  [
    {
      fact: 'issuedOn',
      asked: /什么时候|何时|哪天|几号|日期|哪年(?:发|印|出)|几月|落款|挂出|公示/u,
      say: ({ issuedOn }) => {
        const [year, month, day] = issuedOn?.split('-').map(Number) ?? [];
        return issuedOn && `${year}年${month}月${day}日印发`;
      },
    },
    {
      fact: 'status',
      asked:
        /征求意见|正式|草案|草稿|定稿|生效|有效|作废|废止|失效|过期|到期|性质|效力|状态|算数|依据|引用|执行|印发|落实的|稿/u,
      say: ({ status }) => {
        if (status === '未注明') return '没有注明是否正式印发';
        return /稿|草案/u.test(status) ? `是${status}，不是正式印发的文件` : `是正式印发的文件（${status}）`;
      },
    },
    {
      fact: 'period',
      asked: /管到|做到|几年|哪年|年份|期间|规划期|时间|过期|到期|有效|起止|跨度|依据|引用|失效|还算/u,
      say: ({ period }, today) => {
        if (!period) return null;
        const isOver = today.getFullYear() > period.toYear;
        return `规划期为 ${period.fromYear}—${period.toYear} 年${isOver ? '，已经结束' : ''}`;
      },
    },
    {
      fact: 'issuer',
      asked:
        /谁|哪(?:个|里|家)|(?<!给(?:哪些|哪几个|什么|各)?)(?:部门|单位|机关)|(?:自己|[局府委办])发|起草|制定|出台|政府/u,
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
    if (lacksAsked(document, question.topic)) continue;
    const statements = FACTS.flatMap(({ fact, asked, say }) => {
      const span = document.evidence[fact] ?? (fact === 'status' ? document.evidence.title : undefined);
      const statement = asked.test(question.topic) ? say(document, today) : null;
      return span && statement ? [`${statement}${draft.cited.span(document, span)}`] : [];
    });
    if (statements.length > 0)
      draft.lines.push(`${speakerOf(document)}《${document.title}》${statements.join('，')}。`);
  }
  return draft.lines.length > 0 ? draft : null;
}
