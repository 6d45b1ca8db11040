import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { type ComponentChildren, h } from 'preact';
import type { AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';
import { QUESTION_LIMIT, textFault } from '../text-rules.ts';
import { bearerOf, type KeyCheck } from './access.ts';
import type { AnswerQuestion } from './answer-question.ts';
import { describeDocument, describeOutline } from './document-routes.ts';
import { EMBED_PATH } from './embed-paths.ts';
import { firstQuestions } from './first-questions.ts';
import { ChatPage } from './page/chat/chat-page.tsx';
import { type ChatInput, emptyInput } from './page/chat/chat-state.ts';
import { FaultNotice, PlainPage } from './page/frame.tsx';
import { NotFound } from './page/not-found.tsx';
import { readableDetail } from './page/readable-detail.ts';
import { DocumentContent } from './page/reader/document-view.tsx';
import { strings } from './page/strings.ts';
import { visibleTexts } from './page/visible-text.ts';
import { wordsInAddress } from './page/words-address.ts';
import type { PageAssets } from './page-build.ts';
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

/** GET / and /embed (also with `?q=`, and POST without scripts), /d/:documentId, and the page's files. */
export function createPageRoutes(parts: PageParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/d/*', compress());
  app.use('/assets/*', compress());
  for (const address of ['/', EMBED_PATH]) {
    app.use(address, compress());
    app.get(address, (c) => conversation(c, parts, { address, question: c.req.query('q') ?? '', key: '' }));
    app.post(address, async (c) => {
      const form = await c.req.parseBody();
      const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
      return conversation(c, parts, { address, question: field('q'), key: field('key') });
    });
  }
  app.get('/d/:documentId', (c) => sourcePage(c, parts, c.req.param('documentId')));
  app.get('/favicon.ico', (c) => c.redirect('/assets/icon.svg', 301));
  app.get('/assets/:file', (c) => {
    const name = c.req.param('file');
    const file =
      parts.assets && Object.hasOwn(parts.assets.files, name) ? parts.assets.files[name] : undefined;
    if (file === undefined) throw new HttpProblem(404, '没有这个文件');
    // A name with the hash of its content never means anything else.
    const isHashed = /-[\w-]{8,}\.\w+$/.test(name);
    c.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    return c.body(file.body, 200, { 'Content-Type': file.type });
  });
  return app;
}

/** The page for an address that leads nowhere. */
export function notFoundPage(c: Context, assets: PageAssets | undefined): Response {
  return sendPage(c, assets, { title: strings.notFoundTitle, content: h(NotFound, {}), status: 404 });
}

async function conversation(
  c: Context<WebEnv>,
  parts: PageParts,
  { address, question, key }: { address: string; question: string; key: string },
): Promise<Response> {
  const { assistant, isReady, isKey, needsKey } = parts;
  const mayAnswer = !needsKey || isKey(key || bearerOf(c.req.header('authorization')));
  const asked = question.trim();
  const input = emptyInput(asked, needsKey, address);
  let status = 200;
  if (!isReady()) {
    status = 503;
    input.fault = strings.notReady;
  } else if (asked !== '' && mayAnswer) {
    const outcome = await answered(c, parts, { question: asked });
    status = outcome.status;
    Object.assign(input, outcome.found);
  } else if (asked !== '') {
    status = 401;
    if (key !== '') input.fault = strings.keyWrong;
  } else if (mayAnswer) {
    const index = assistant.index();
    // A frame of another site has no room for the list, and no page to lead to.
    if (address === '/') {
      input.documents = visibleTexts(index.documents.map((document) => describeDocument(index, document)));
      input.problems = index.problems;
    }
    input.firstQuestions = firstQuestions(index);
  }
  const title = asked === '' ? strings.name : `${asked.slice(0, 40)} · ${strings.name}`;
  return sendPage(c, parts.assets, { title, content: h(ChatPage, { input }), status, isChat: true });
}

async function answered(
  c: Context<WebEnv>,
  { answerQuestion }: PageParts,
  request: AskRequest,
): Promise<{ status: number; found: Pick<ChatInput, 'answer' | 'fault'> }> {
  const fault = textFault(request.question, QUESTION_LIMIT);
  if (fault !== null) return { status: 400, found: { answer: null, fault: `${strings.askLabel}：${fault}` } };
  try {
    const answer = await answerQuestion(request, { requestId: c.get('requestId'), signal: c.req.raw.signal });
    return { status: 200, found: { answer: visibleTexts(answer), fault: null } };
  } catch (error) {
    const problem = toProblem(error);
    // Faults of ours go to the log through app.onError; a busy model is only said on the page.
    if (problem.status === 500) throw error;
    return { status: problem.status, found: { answer: null, fault: readableDetail(problem.message) } };
  }
}

function sourcePage(
  c: Context<WebEnv>,
  { assistant, assets, isReady, needsKey }: PageParts,
  id: string,
): Response {
  const send = (children: ComponentChildren, title: string, status: number) =>
    sendPage(c, assets, {
      title: `${title} · ${strings.name}`,
      content: h(PlainPage, { document: id, children }),
      status,
    });
  const sendFault = (text: string, status: number) =>
    send(h(FaultNotice, { children: text }), strings.sourceTitle, status);
  if (!isReady()) return sendFault(strings.notReady, 503);
  if (needsKey) return send(null, strings.sourceTitle, 200);
  const index = assistant.index();
  const document = index.documents.find((candidate) => candidate.id === id);
  if (document === undefined) return sendFault(strings.documentMissing, 404);
  const { search } = new URL(c.req.url);
  const shown = visibleTexts({
    ...describeDocument(index, document),
    outline: describeOutline(index, document),
  });
  const source = { document: shown, text: document.source, marked: wordsInAddress(search), current: '' };
  return send(h(DocumentContent, { source, search }), shown.title, 200);
}
