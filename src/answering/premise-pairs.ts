import { searchForm } from '../language/normalise.ts';
import { type Pair, pairsIn } from '../language/pairs.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** The pairs asked about are looked for in so many sentences. */
const LOOKED_AT = 5;

/** The question takes a pair for granted, or asks for it. */
const SAYS_PAIR = /帮扶|结对|对口|配对|搭对|手拉手|结盟|合作|共建/u;

/** 甲校和丙校跟谁结对: each is asked about on its own. */
const ASKS_PARTNERS = /[跟和与同向由]谁|谁[和跟与]|分别|各自?|哪/u;

/** 第二十中学 is 天津市第二十中学 said shortly, not 第二十一中学. */
const isSame = (said: string, printed: string) => printed.endsWith(said) || said.endsWith(printed);

/** Whom a name that the question puts with another is put with by the document; null where it is not paired there. */
function partnerOf(name: string, pairs: Pair[]): string | null {
  const pair = pairs.find((names) => names.some((one) => isSame(name, one)));
  return pair ? (isSame(name, pair[0]) ? pair[1] : pair[0]) : null;
}

/**
 * Puts a pair right that the question takes for granted where the document pairs both with others: 甲校与乙校、丙校与丁校对口帮扶
 * for 甲校和丁校. Null where the question names no such pair.
 */
export function answerPairPremise(findings: Findings): Draft | null {
  const { question, evidence } = findings;
  // The name of a district may be the beginning of a school's.
  const [asked] = [...pairsIn(question.topic), ...pairsIn(searchForm(question.text))];
  if (!asked || !SAYS_PAIR.test(question.topic) || ASKS_PARTNERS.test(question.topic)) return null;
  for (const { clause, sentence, text } of evidence.slice(0, LOOKED_AT)) {
    const pairs = pairsIn(searchForm(text));
    const partners = asked.map((name) => partnerOf(name, pairs));
    const isOther = partners.every((partner, i) => partner !== null && !isSame(asked[1 - i]!, partner));
    if (pairs.length < 2 || !isOther) continue;
    const draft = newDraft(findings);
    const words = trimSentence(text, question, 110);
    draft.lines.push(
      `${speakerOf(documentOf(findings, clause.documentId))}：文件没有把${asked.join('与')}放在一起，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
    );
    return draft;
  }
  return null;
}
