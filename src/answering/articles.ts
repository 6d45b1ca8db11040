import { ordinalValue, readMarker } from '../clauses/numbering.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { namesDocuments } from './overview.ts';
import { withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

const ARTICLE = /第([〇零一二三四五六七八九十百]{1,6}|\d{1,3})条/u;
const MAX_SENTENCES = 8;

/** What comes of breaking an article: 违反第七条怎么罚. */
const ASKS_BREACH = /违反|触犯|不遵守|违背|罚|追究|什么后果/u;
/** What comes of it is told in such words; other articles only refer to one. */
const TELLS_BREACH = /违反|罚|责令|处理|处分|追究|赔偿|撤销|吊销/u;
const MENTIONS = new RegExp(ARTICLE.source, 'gu');

/** The articles, by number, that a sentence refers to; its own number at its head is none. */
function articlesIn(text: string): (number | null)[] {
  const own = readMarker(text)?.length ?? 0;
  return [...text.slice(own).matchAll(MENTIONS)].map(([, printed]) => ordinalValue(printed!));
}

/** What the document says of breaking an article, with the sentences that go on from it; null where that is not asked or said. */
export function answerBreach(findings: Findings): Draft | null {
  const { topic } = findings.question;
  const printed = ASKS_BREACH.test(topic) ? ARTICLE.exec(topic)?.[1] : undefined;
  if (printed === undefined) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const said = findings.index.outlines.get(document.id)!.clauses.flatMap((clause) => {
      let isMeant = false;
      return clause.sentences.flatMap((sentence) => {
        const named = articlesIn(sentence.text);
        // 逾期不改正的，…: no other article is named, so the one before is still meant.
        if (named.length > 0) isMeant = named.includes(ordinalValue(printed));
        return isMeant && TELLS_BREACH.test(clause.text) ? [{ clause, sentence }] : [];
      });
    });
    const told = said
      .slice(0, MAX_SENTENCES)
      .map(
        ({ clause, sentence }) => `${withoutStop(sentence.text)}${draft.cited.sentence(clause, sentence)}`,
      );
    if (told.length > 0) draft.lines.push(`${speakerOf(document)}：${told.join('；')}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

const ASKS_COUNT = /(?:一共|总共|共)(?:有)?(?:多少|几)条|(?:多少|几)条(?:规定)?[？?]?$/u;

/** How many articles documents have; null where something in them is counted, or they have none. */
export function answerArticleCount(findings: Findings): Draft | null {
  const { topic, concepts } = findings.question;
  if (!ASKS_COUNT.test(topic) || !namesDocuments(findings, concepts)) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const articles = findings.index.outlines
      .get(document.id)!
      .clauses.filter(({ kind }) => kind === 'article');
    const last = articles.at(-1);
    if (!last || readMarker(last.text)?.ordinal !== articles.length) continue;
    const marker = draft.cited.sentence(last, last.sentences[0]!);
    draft.lines.push(`${speakerOf(document)}《${document.title}》共 ${articles.length} 条${marker}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** What an article says, asked for by its number alone (第三条写了什么); null where no document has articles. */
export function answerArticle(findings: Findings): Draft | null {
  const printed = ARTICLE.exec(findings.question.topic)?.[1];
  if (printed === undefined) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const clause = findings.index.outlines
      .get(document.id)!
      .clauses.find(
        ({ kind, text }) => kind === 'article' && readMarker(text)?.ordinal === ordinalValue(printed),
      );
    if (!clause) continue;
    draft.lines.push(`${speakerOf(document)}《${document.title}》：`);
    for (const sentence of clause.sentences.slice(0, MAX_SENTENCES)) {
      draft.lines.push(`- ${sentence.text}${draft.cited.sentence(clause, sentence)}`);
    }
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
