import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';
import { QUESTION_LIMIT, textFault } from '../text-rules.ts';
import { bearerOf, type KeyCheck } from './access.ts';
import type { AnswerQuestion } from './answer-question.ts';
import { describeDocument, describeOutline } from './document-routes.ts';
import { answerView, questionView } from './page/answer-view.ts';
import {
  askFormView,
  conversationPage,
  documentContent,
  documentPage,
  documentsView,
  headerView,
  noticeView,
} from './page/frame-view.ts';
import { outlineView, sourceArticle } from './page/source-view.ts';
import { strings } from './page/strings.ts';
import { h, type View } from './page/view.ts';
import { wordsInAddress } from './page/words-address.ts';
import type { PageAssets } from './page-assets.ts';
import { HttpProblem, toProblem } from './problem.ts';
import { sendPage } from './send-page.ts';
import type { WebEnv } from './web-app.ts';

interface PageParts {
  assistant: PolicyAssistant;
  answerQuestion: AnswerQuestion;
  assets: PageAssets | undefined;
  isReady: () => boolean;
  isKey: KeyCheck;
  /** Where keys are set, what the page shows of documents and answers comes from the guarded API. */
  needsKey: boolean;
}

/** GET / (also `/?q=` and POST without scripts), /d/:documentId, and the page's files. */
export function createPageRoutes(parts: PageParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/', compress());
  app.use('/d/*', compress());
  app.use('/assets/*', compress());
  app.get('/', (c) => conversation(c, parts, { question: c.req.query('q') ?? '', key: '' }));
  app.post('/', async (c) => {
    const form = await c.req.parseBody();
    const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
    return conversation(c, parts, { question: field('q'), key: field('key') });
  });
  app.get('/d/:documentId', (c) => sourcePage(c, parts, c.req.param('documentId')));
  app.get('/favicon.ico', (c) => c.redirect('/assets/icon.svg', 301));
  app.get('/assets/:file', (c) => {
    const name = c.req.param('file');
    const file =
      parts.assets && Object.hasOwn(parts.assets.files, name) ? parts.assets.files[name] : undefined;
    if (file === undefined) throw new HttpProblem(404, '没有这个文件');
    const isCurrent = c.req.query('v') === parts.assets?.version;
    c.header('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
    return c.body(file.body, 200, { 'Content-Type': file.type });
  });
  return app;
}

/** The page for an address that leads nowhere. */
export function notFoundPage(c: Context, assets: PageAssets | undefined): Response {
  const content = [
    headerView(),
    h(
      'main',
      { class: 'alone' },
      h('h1', {}, strings.notFoundTitle),
      h('p', {}, strings.notFoundText),
      h('p', {}, h('a', { href: '/' }, strings.home)),
    ),
  ];
  return sendPage(c, assets, { title: strings.notFoundTitle, content, status: 404 });
}

async function conversation(
  c: Context<WebEnv>,
  parts: PageParts,
  { question, key }: { question: string; key: string },
): Promise<Response> {
  const { assistant, isReady, isKey, needsKey } = parts;
  const mayAnswer = !needsKey || isKey(key || bearerOf(c.req.header('authorization')));
  const asked = question.trim();
  let status = 200;
  let content: View[] = [];
  if (!isReady()) {
    status = 503;
    content = [noticeView(strings.notReady)];
  } else if (asked !== '' && mayAnswer) {
    ({ status, content } = await answered(c, parts, { question: asked }));
  } else if (asked !== '') {
    status = 401;
    content = [h('noscript', {}, noticeView(key === '' ? strings.keyNeeded : strings.keyWrong))];
  } else if (!needsKey) {
    const index = assistant.index();
    content = [
      documentsView(
        index.documents.map((document) => describeDocument(index, document)),
        index.problems,
      ),
    ];
  }
  const form = askFormView({ question: asked, needsKey });
  const title = asked === '' ? strings.name : `${asked.slice(0, 40)} · ${strings.name}`;
  return sendPage(c, parts.assets, {
    title,
    content: conversationPage(content, { form, isNew: asked === '' }),
    status,
  });
}

async function answered(
  c: Context<WebEnv>,
  { answerQuestion }: PageParts,
  request: AskRequest,
): Promise<{ status: number; content: View[] }> {
  const fault = textFault(request.question, QUESTION_LIMIT);
  if (fault !== null) return { status: 400, content: [noticeView(`${strings.askLabel}${fault}`)] };
  try {
    const answer = await answerQuestion(request, { requestId: c.get('requestId'), signal: c.req.raw.signal });
    return { status: 200, content: [questionView(request.question), answerView(answer)] };
  } catch (error) {
    const problem = toProblem(error);
    // Faults of ours go to the log through app.onError; a busy model is only said on the page.
    if (problem.status === 500) throw error;
    return { status: problem.status, content: [questionView(request.question), noticeView(problem.message)] };
  }
}

function sourcePage(
  c: Context<WebEnv>,
  { assistant, assets, isReady, needsKey }: PageParts,
  id: string,
): Response {
  const send = (content: View[], title: string, status: number) =>
    sendPage(c, assets, { title: `${title} · ${strings.name}`, content: documentPage(content, id), status });
  if (!isReady()) return send([noticeView(strings.notReady)], strings.sourceTitle, 503);
  if (needsKey) return send([], strings.sourceTitle, 200);
  const index = assistant.index();
  const words = wordsInAddress(new URL(c.req.url).search);
  const document = index.documents.find((candidate) => candidate.id === id);
  if (document === undefined) return send([noticeView(strings.documentMissing)], strings.sourceTitle, 404);
  const shown = { ...describeDocument(index, document), outline: describeOutline(index, document) };
  const parts = { outline: outlineView(shown), article: sourceArticle(shown, document.source, words) };
  return send(documentContent(shown, parts), document.title, 200);
}
