import type { Clause, Outline, Sentence } from '../clauses/clause.ts';
import { ordinalValue, readMarker } from '../clauses/numbering.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { namesDocuments } from './overview.ts';
import { withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

const ARTICLE = /第([〇零一二三四五六七八九十百]{1,6}|\d{1,3})条/u;
const MAX_SENTENCES = 8;
/** Articles of a chapter that are shown, by their first sentences. */
const MAX_ARTICLES = 12;

/** What comes of breaking an article: 违反第七条怎么罚. */
const ASKS_BREACH = /违反|触犯|不遵守|违背|罚|追究|什么后果/u;
/** What comes of it is told in such words; other articles only refer to one. */
const TELLS_BREACH = /违反|罚|责令|处理|处分|追究|赔偿|撤销|吊销/u;
const MENTIONS = new RegExp(ARTICLE.source, 'gu');

/** Any question on what follows a deed, however it is put: 骗补的怎么处理, 几年不让报. */
const ASKS_CONSEQUENCE =
  /违反|违规|罚|追究|后果|怎么处理|如何处理|怎么办|咋办|追回|几年(?:内)?不|还能(?:再)?(?:申报|报|申请)/u;
/** An article that forbids what its items list. */
const FORBIDS = /不得有下列|禁止(?:有)?下列|(?:有)?下列(?:行为|情形)之一的?[，,]?(?:不得|禁止)|严禁/u;
const ITEM = /第([一二三四五六七八九十]{1,3}|\d{1,2})项/gu;

/** The articles, by number, that a sentence refers to; its own number at its head is none. */
function articlesIn(text: string): (number | null)[] {
  const own = readMarker(text)?.length ?? 0;
  return [...text.slice(own).matchAll(MENTIONS)].map(([, printed]) => ordinalValue(printed!));
}

interface Placed {
  clause: Clause;
  sentence: Sentence;
}

/** The article that a breach is asked of, and which of its items: null for all of them. */
interface Breached {
  article: number | null;
  item: number | null;
}

/** Sentences that tell what comes of a breach, with those that go on from them. */
function consequencesOf({ article, item }: Breached, clauses: Clause[]): Placed[] {
  return clauses.flatMap((clause) => {
    let isMeant = false;
    return clause.sentences.flatMap((sentence) => {
      const named = articlesIn(sentence.text);
      const items = [...sentence.text.matchAll(ITEM)].map(([, printed]) => ordinalValue(printed!));
      const isOfItem = item === null || items.length === 0 || items.includes(item);
      // 逾期不改正的，…: no other article is named, so the one before is still meant.
      if (named.length > 0) isMeant = named.includes(article) && isOfItem;
      return isMeant && TELLS_BREACH.test(clause.text) ? [{ clause, sentence }] : [];
    });
  });
}

/** True for an item of an article that forbids what its items list. */
function isForbidden({ clause, sentence }: Placed): boolean {
  const opening = clause.sentences[0]!;
  return (
    clause.kind === 'article' &&
    sentence !== opening &&
    FORBIDS.test(opening.text) &&
    readMarker(sentence.text) !== null
  );
}

/** The forbidden deed that the question speaks of, where the best evidence is it or tells what comes of its article. */
function deedAsked({ question, evidence }: Findings): Placed | null {
  const [best] = evidence;
  // 瞒报事故呢, after what comes of another deed.
  const goesOn = question.context.length > 0 && question.kind === 'how' && question.concepts.length > 0;
  if (!best || !(ASKS_CONSEQUENCE.test(question.topic) || goesOn)) return null;
  const deed = evidence.find((one) => isForbidden(one) && one.signals.spoken > 0);
  if (!deed) return null;
  const article = articleOf(deed.clause);
  return best.clause === deed.clause || articlesIn(best.clause.text).includes(article) ? deed : null;
}

function articleOf({ text }: Clause): number | null {
  return ordinalValue(ARTICLE.exec(text)?.[1] ?? '');
}

/** The article that the question names, and its item if it names one. */
function articleNamed(topic: string): Breached | null {
  const printed = ASKS_BREACH.test(topic) ? ARTICLE.exec(topic)?.[1] : undefined;
  if (printed === undefined) return null;
  const [item] = [...topic.matchAll(ITEM)].map(([, number]) => ordinalValue(number!));
  return { article: ordinalValue(printed), item: item ?? null };
}

/** What the document says of breaking an article or of doing what one forbids; null where that is not asked or said. */
export function answerBreach(findings: Findings): Draft | null {
  const named = articleNamed(findings.question.topic);
  const deed = named ? null : deedAsked(findings);
  const breached = deed
    ? { article: articleOf(deed.clause), item: readMarker(deed.sentence.text)?.ordinal ?? null }
    : named;
  if (!breached) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    if (deed && deed.clause.documentId !== document.id) continue;
    const said = consequencesOf(breached, findings.index.outlines.get(document.id)!.clauses);
    const told = said
      .slice(0, MAX_SENTENCES)
      .map(
        ({ clause, sentence }) => `${withoutStop(sentence.text)}${draft.cited.sentence(clause, sentence)}`,
      );
    if (told.length === 0) continue;
    const forbidden = deed
      ? `；所指行为：${withoutStop(deed.sentence.text)}${draft.cited.sentence(deed.clause, deed.sentence)}`
      : '';
    draft.lines.push(`${speakerOf(document)}：${told.join('；')}${forbidden}。`);
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
    // An article of several paragraphs is several clauses, of which the first bears its number.
    const numbered = articles.filter(({ text }) => readMarker(text)?.family === '条');
    const last = numbered.at(-1);
    const count = new Set(numbered.map(({ text }) => readMarker(text)!.ordinal)).size;
    if (!last || readMarker(last.text)!.ordinal !== count) continue;
    const marker = draft.cited.sentence(last, last.sentences[0]!);
    draft.lines.push(`${speakerOf(document)}《${document.title}》共 ${count} 条${marker}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** 第四条, 第二章. */
const PLACE = /第(?<number>[〇零一二三四五六七八九十百]{1,6}|\d{1,3})(?<family>条|章)(?!件)/u;
/** Words that ask for what stands at a place. */
const PLACE_TALK =
  /^(?:第|条|章|内容|规定|条款|条文|原文|全文|具体|文件|办法|细则|方案|通知|讲|写|说|规定了|[〇零一二三四五六七八九十百\d]+)$/u;

interface Place {
  family: '条' | '章';
  number: number;
}

/** The article or chapter that a question asks for by its number alone; null where it asks for anything else. */
function placeAsked(findings: Findings): Place | null {
  const { topic, concepts, need } = findings.question;
  const { number, family } = PLACE.exec(topic)?.groups ?? {};
  if (number === undefined || need !== null || ASKS_BREACH.test(topic)) return null;
  const matters = concepts.filter(({ text }) => !PLACE_TALK.test(text));
  if (!namesDocuments(findings, matters)) return null;
  return { family: family as Place['family'], number: ordinalValue(number) };
}

/** Sentences of the article of that number in a document; empty where it has none. */
function articleAt(clauses: Clause[], number: number): Placed[] {
  const at = clauses.findIndex(({ kind, text }) => {
    const marker = readMarker(text);
    return kind === 'article' && marker?.family === '条' && marker.ordinal === number;
  });
  if (at < 0) return [];
  // Further paragraphs of an article are clauses without a number of their own.
  const rest = clauses.slice(at + 1);
  const next = rest.findIndex(({ kind, text }) => kind !== 'article' || readMarker(text)?.family === '条');
  const own = [clauses[at]!, ...rest.slice(0, next < 0 ? rest.length : next)];
  return own.flatMap((clause) => clause.sentences.map((sentence) => ({ clause, sentence })));
}

/** What stands at the place in one document: the article whole, or how each article of the chapter opens. */
function saidAt({ family, number }: Place, { clauses, headings }: Outline): Placed[] {
  if (family === '条') return articleAt(clauses, number);
  const chapter = headings.findIndex(({ title }) => {
    const marker = readMarker(title);
    return marker?.family === '章' && marker.ordinal === number;
  });
  if (chapter < 0) return [];
  return clauses
    .filter(({ heading, text }) => heading === chapter && readMarker(text)?.family === '条')
    .map((clause) => ({ clause, sentence: clause.sentences[0]! }));
}

/** True where an article or chapter is asked for by a number that no document asked has, though some have others. */
export function asksNoSuchPlace(findings: Findings): boolean {
  const place = placeAsked(findings);
  if (place === null) return false;
  const outlines = askedDocuments(findings).map(({ id }) => findings.index.outlines.get(id)!);
  const isNumbered = outlines.some((outline) => saidAt({ ...place, number: 1 }, outline).length > 0);
  return isNumbered && outlines.every((outline) => saidAt(place, outline).length === 0);
}

/** What an article says, or how the articles of a chapter open, asked for by number alone (第三条写了什么); null where no document has it. */
export function answerArticle(findings: Findings): Draft | null {
  const place = placeAsked(findings);
  if (place === null) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const said = saidAt(place, findings.index.outlines.get(document.id)!);
    if (said.length === 0) continue;
    const shown = said.slice(0, place.family === '条' ? MAX_SENTENCES : MAX_ARTICLES);
    draft.lines.push(
      `${speakerOf(document)}《${document.title}》${place.family === '章' ? `第${place.number}章共 ${said.length} 条` : ''}：`,
    );
    for (const { clause, sentence } of shown)
      draft.lines.push(`- ${sentence.text}${draft.cited.sentence(clause, sentence)}`);
    if (shown.length < said.length)
      draft.lines.push(`另有 ${said.length - shown.length} ${place.family === '章' ? '条' : '句'}未列出。`);
    if (place.family === '章') draft.lines.push('每条只列出开头一句，可按条号再问。');
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
