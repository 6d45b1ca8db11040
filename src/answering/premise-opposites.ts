import { searchForm } from '../language/normalise.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

/** Words of which a text that says one of a matter does not say the other. */
const OPPOSITES = [
  ['正面', '负面'],
  ['必修', '选修'],
  ['线上', '线下'],
  ['统一', '自主'],
  ['强制', '自愿'],
  ['收费|有偿', '免费|无偿'],
  ['集中', '分散'],
  ['取消|废除|叫停', '推行|实行|施行|建立|推进|推广|继续'],
].map(([one, other]) => [new RegExp(one!, 'u'), new RegExp(other!, 'u')] as const);

/** What else the question names must be told in this share by the sentence that says the opposite. */
const SAME_MATTER = 0.7;
/** Less weight names nothing. */
const NAMES_SOMETHING = 4;
const LOOKED_AT = 6;

/** The opposite of a word that the question says, and that word as said; null where it says none, or both. */
function oppositeSaid(topic: string): { said: string; opposite: RegExp } | null {
  for (const [one, other] of OPPOSITES) {
    const [first, second] = [one.exec(topic)?.[0], other.exec(topic)?.[0]];
    if (first !== undefined && second === undefined) return { said: first, opposite: other };
    if (second !== undefined && first === undefined) return { said: second, opposite: one };
  }
  return null;
}

/**
 * Puts right that a question says of a matter the opposite of what the document says: 正面清单 for 负面清单, 统一分配 for
 * 自主分配. Null where some sentence says both of the matter, or none says the opposite.
 */
export function answerOppositePremise(findings: Findings): Draft | null {
  const { question, evidence } = findings;
  const asked = oppositeSaid(question.topic);
  if (asked === null) return null;
  const rest = question.concepts.filter(({ text, isKnown }) => isKnown && !text.includes(asked.said));
  const total = rest.reduce((sum, { weight }) => sum + weight, 0);
  if (total < NAMES_SOMETHING) return null;
  const telling = evidence
    .slice(0, LOOKED_AT)
    .filter(({ text }) => spokenWeight(rest, searchForm(text)) / total >= SAME_MATTER);
  if (telling.some(({ text }) => searchForm(text).includes(asked.said))) return null;
  const found = telling.find(({ text }) => asked.opposite.test(searchForm(text)));
  if (!found) return null;
  const { clause, sentence, text } = found;
  const draft = newDraft(findings);
  const words = trimSentence(text, { ...question, concepts: rest }, 90);
  draft.lines.push(
    `${speakerOf(documentOf(findings, clause.documentId))}：文件写的不是${inQuotes(asked.said)}，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
  );
  return draft;
}
