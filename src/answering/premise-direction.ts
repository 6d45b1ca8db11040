import { searchForm } from '../language/normalise.ts';
import { segmentsOf } from '../language/segments.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

const LESS = '压缩|压减|减少|削减|降低|缩减|缩小|裁减|裁撤|取消|下调|调低|砍掉|收缩|限制|弱化|削弱';
const MORE = '提高|提升|扩大|增加|加大|扩充|增强|壮大|放大|加强|上调|调高|发展|鼓励|支持';
const SAYS_LESS = new RegExp(`(?<!不)(${LESS})([^，,。；;？?！!]{2,})`, 'u');
const SAYS_MORE = new RegExp(MORE, 'u');
const ALSO_LESS = new RegExp(LESS, 'u');

/** 不是要压缩…吗, 既然要取消…, 为什么减少…: taken for granted. Asked openly (会不会减少) it is a question. */
const TAKES_FOR_GRANTED =
  /不是(?:要|说|打算|准备)|既然|听说|据说|为什么|为啥|凭什么|怎么还|打算|准备|要|计划|已经/u;

/** What is made less must be told of in this share, in one part of a sentence with a word for more. */
const SAME_MATTER = 0.75;
/** Less weight names nothing. */
const NAMES_SOMETHING = 4;
const LOOKED_AT = 8;

/**
 * Puts right that something is to be made less where the document makes it more: 压缩在校生比例 for 提高在校生比例. Null where the
 * question says no such thing, or the documents do not tell the contrary in the same breath.
 */
export function answerDirectionPremise(findings: Findings): Draft | null {
  const { question, evidence } = findings;
  const [said, verb, object] = SAYS_LESS.exec(question.topic) ?? [];
  if (said === undefined || !TAKES_FOR_GRANTED.test(question.topic)) return null;
  const matters = question.concepts.filter(({ text, isKnown }) => isKnown && object!.includes(text));
  const total = matters.reduce((sum, { weight }) => sum + weight, 0);
  if (total < NAMES_SOMETHING) return null;
  const tellsMore = (segment: string) => {
    const form = searchForm(segment);
    const isMore = SAYS_MORE.test(form) && !ALSO_LESS.test(form);
    return isMore && spokenWeight(matters, form) / total >= SAME_MATTER;
  };
  const found = evidence.slice(0, LOOKED_AT).find(({ text }) => segmentsOf(text).some(tellsMore));
  if (!found) return null;
  const { clause, sentence, text } = found;
  const segment = segmentsOf(text).find(tellsMore)!;
  const draft = newDraft(findings);
  const words = trimSentence(segment, question, 90);
  draft.lines.push(
    `${speakerOf(documentOf(findings, clause.documentId))}：文件写的不是${inQuotes(verb!)}，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
  );
  return draft;
}
