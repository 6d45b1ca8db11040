import type { Answer, Citation } from '../../answering/answer.ts';
import { searchForm } from '../../language/normalise.ts';
import { orderFreeQuote } from '../order-free-quote.ts';
import { questionAddress } from '../web/page/clause-address.ts';
import { wordsAddress } from '../web/page/words-address.ts';
import type { BotReply } from './bot-message.ts';
import { harmless, platformLines } from './chat-words.ts';
import type { ReplyStyle } from './reply-style.ts';
import { splitPages } from './split-pages.ts';

/** Characters of a quote that a chat window shows; the link opens all of it. */
const QUOTE_LENGTH = 60;
/** Questions proposed below an answer. */
const SUGGESTIONS = 3;

/** What every chat answer is shaped with. */
export interface ChatSettings {
  style: ReplyStyle;
  /** Where the web page is reached; null: citations bear no links. */
  publicUrl: string | null;
}

/**
 * An answer for a chat window: the conclusion, what must be known beside it, its grounds, what could be asked next.
 * `question` opens the whole answer on the page; null where it means nothing alone.
 */
export function chatReply(
  answer: Answer,
  question: string | null,
  settings: ChatSettings,
): Omit<BotReply, 'turn'> {
  const { style } = settings;
  const body = platformLines(answer.answer, style);
  const notices = answer.notices.map(({ text }) => `※ ${harmless(text)}`);
  const grounds = groundLines(answer, settings);
  const next = suggestionLines(answer, style);
  const below = [notices, grounds, next].filter((part) => part.length > 0);
  const lines = [...body, ...below.flatMap((part) => ['', ...part])];
  const whole = splitPages(lines, style.pageBytes);
  // On several pages a draft must be known as one from the first.
  const pages =
    whole.length === 1 || notices.length === 0
      ? whole
      : splitPages(
          [...notices, '', ...body, ...below.slice(1).flatMap((part) => ['', ...part])],
          style.pageBytes,
        );
  return { ...pagedReply(pages, settings, question), answerId: answer.id, suggestions: answer.suggestions };
}

/** The first pages, numbered, with what to do for the others. */
export function pagedReply(
  pages: string[],
  { style, publicUrl }: ChatSettings,
  question: string | null,
): Pick<BotReply, 'pages' | 'rest'> {
  if (pages.length === 1) return { pages, rest: [] };
  const atOnce = pages.slice(0, style.pagesAtOnce);
  const rest = pages.slice(style.pagesAtOnce);
  const link =
    publicUrl === null || question === null ? '' : `，或打开 ${publicUrl}${questionAddress(question)} 看全文`;
  const numbered = atOnce.map((page, i) => {
    const isLast = i === atOnce.length - 1;
    const more =
      isLast && rest.length > 0 ? `还有 ${rest.length} 条没有显示，回复“继续”接着看${shortened(link)}` : '';
    const place = `（第 ${i + 1}/${pages.length} 条）`;
    return `${page}\n${more === '' ? place : `${place}${more}`}`;
  });
  return { pages: numbered, rest };
}

/** A link would not fit beside a long question; then “继续” alone must do. */
function shortened(link: string): string {
  return Buffer.byteLength(link, 'utf8') > 200 ? '' : link;
}

function suggestionLines({ suggestions }: Answer, { hasLists }: ReplyStyle): string[] {
  const shown = suggestions.slice(0, SUGGESTIONS).map((text) => `${hasLists ? '-' : '·'} ${harmless(text)}`);
  return shown.length === 0 ? [] : ['可以接着问：', ...shown];
}

function groundLines({ status, answer, citations }: Answer, settings: ChatSettings): string[] {
  if (citations.length === 0) return [];
  const title = status === 'answered' ? '依据：' : '相近的条文（不能作为答案）：';
  const said = searchForm(answer);
  return [title, ...citations.map((citation) => groundLine(citation, said, settings))];
}

const DRAFT = '征求意见稿';

/** `[1]《title》（征求意见稿）一、（二）3. 第 5 页：“…” link`. */
function groundLine(citation: Citation, said: string, { style, publicUrl }: ChatSettings): string {
  const { marker, documentTitle, documentStatus, page } = citation;
  const isTold = documentStatus !== DRAFT || documentTitle.includes(DRAFT);
  const document = `《${harmless(documentTitle)}》${isTold ? '' : `（${DRAFT}）`}`;
  const place = [placeOf(citation), page === null ? '' : `第 ${page} 页`]
    .filter((part) => part !== '')
    .join(' ');
  return `[${marker}]${document}${place}${quoteOf(citation, said)}${linkTo(citation, style, publicUrl)}`;
}

/** The words of a citation; '' where a title is cited, which stands in the answer or at the end of the place. */
function quoteOf({ quote, path }: Citation, said: string): string {
  const form = searchForm(quote);
  const title = path.at(-1);
  if (title !== undefined && searchForm(title) === form && said.includes(form.replace(NUMBER, ''))) return '';
  const words = [...harmless(orderFreeQuote(quote))];
  return `：“${words.length > QUOTE_LENGTH ? `${words.slice(0, QUOTE_LENGTH).join('')}……` : words.join('')}”`;
}

/** The number that a heading begins with: 一、 （二） 3. 第四章. */
const NUMBER =
  /^(?:第[一二三四五六七八九十百\d]+[篇章节条款]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[.．、]?)\s*/u;

/** The numbers on the way to a clause, and the words of the last heading. */
function placeOf({ path }: Citation): string {
  return harmless(
    path
      .map((heading, i) => (i === path.length - 1 ? heading : (NUMBER.exec(heading)?.[0].trim() ?? heading)))
      .join(''),
  );
}

function linkTo(citation: Citation, { markup }: ReplyStyle, publicUrl: string | null): string {
  if (publicUrl === null) return '';
  const address = `${publicUrl}${wordsAddress(citation)}`;
  return markup === 'markdown' ? ` [看原文](${address})` : ` 看原文：${address}`;
}
