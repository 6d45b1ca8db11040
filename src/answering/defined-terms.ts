import type { Clause, Sentence } from '../clauses/clause.ts';
import { searchForm } from '../language/normalise.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

/** 甲和乙有什么区别: two terms, each by the words around it. */
const DIFFER =
  /(?<one>[^，,。？?]{2,20}?)[，,]?(?:和|与|跟|同)(?<other>[^，,。？?]{2,14}?)(?:之间|到底|究竟|具体)*(?:有|是)?(?:什么|啥|哪些|何|哪儿|哪里)?的?(?:区别|差别|差异|不同|不一样|(?:怎么|如何|咋)区[分别])/u;
/** （三）公益性岗位，是指…, 本办法所称校外托管，是指…: a term at the head of what it means. */
const DEFINITION =
  /^(?:第[一二三四五六七八九十百]+条|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?(?:本\p{Script=Han}{2,4}(?:所称|所指|所说)的?)?[“"]?(?<term>[\p{Script=Han}\d]{2,20})[”"]?[，,]?(?:是|即)指/u;

interface Defined {
  term: string;
  clause: Clause;
  sentence: Sentence;
}

function definedIn(clauses: Clause[]): Defined[] {
  return clauses.flatMap((clause) =>
    clause.sentences.flatMap((sentence) => {
      const term = DEFINITION.exec(searchForm(sentence.text))?.groups?.term;
      return term === undefined ? [] : [{ term, clause, sentence }];
    }),
  );
}

/** The longest term defined that the words name (兰渚讲的公益性岗位 → 公益性岗位). */
const namedIn = (words: string, defined: Defined[]): Defined | undefined =>
  defined
    .filter(({ term }) => words.includes(term))
    .reduce<Defined | undefined>(
      (best, one) => (best && best.term.length >= one.term.length ? best : one),
      undefined,
    );

/** What two terms mean whose difference is asked for, side by side; a term that is not defined is said to be none. Null where neither is. */
export function answerTermsApart(findings: Findings): Draft | null {
  const { topic, regions } = findings.question;
  const { one, other } = DIFFER.exec(topic)?.groups ?? {};
  if (one === undefined || other === undefined || regions.asksAll || regions.named.length > 1) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const defined = definedIn(findings.index.outlines.get(document.id)!.clauses);
    const terms = [one, other].map((words) => namedIn(words, defined));
    if (terms.every((term) => term === undefined)) continue;
    const said = terms.flatMap((term) => {
      if (!term) return [];
      const marker = draft.cited.sentence(term.clause, term.sentence);
      return [`${trimSentence(term.sentence.text, findings.question, 120)}${marker}`];
    });
    draft.lines.push(`${speakerOf(document)}：${said.join('；')}。`);
    if (!terms[1]) draft.lines.push(`文件没有说明${inQuotes(other)}指什么。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
