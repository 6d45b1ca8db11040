import { isObject, type JsonObject, textAt } from './loopback-server.ts';

/** A bot's answer to one message, as far as it has come. */
export interface CollectedReply {
  streamId: string | null;
  /** Each state of the text that was shown, oldest first; the same text twice in a row is one. */
  contents: string[];
  /** The text that stayed; null as long as the answer has not ended. */
  final: string | null;
  feedbackId: string | null;
  card: JsonObject | null;
  /** Milliseconds from the message to each reply, those with the same text included. */
  times: number[];
}

/** Limits of https://developer.work.weixin.qq.com/document/path/101031. */
const CONTENT_BYTES = 20_480;
const FEEDBACK_BYTES = 256;

/** Nothing yet. */
export function newCollected(): CollectedReply {
  return { streamId: null, contents: [], final: null, feedbackId: null, card: null, times: [] };
}

/** Adds a reply; throws where it breaks a rule. Markdown is for the long connection only. */
export function takeReply(reply: JsonObject, collected: CollectedReply, afterMs: number): void {
  const isFirst = collected.times.length === 0;
  const kind = String(reply.msgtype);
  if (kind === 'stream' || kind === 'stream_with_template_card') takeStream(reply.stream, collected, isFirst);
  else if (kind === 'markdown') takeMarkdown(reply.markdown, collected);
  else if (kind !== 'template_card') throw new Error(`a message cannot be answered with ${kind}`);
  const isCardAlone = kind === 'template_card';
  if (isCardAlone || (kind === 'stream_with_template_card' && reply.template_card !== undefined))
    takeCard(reply.template_card, collected);
  if (isCardAlone) collected.final ??= '';
  collected.times.push(afterMs);
}

function takeStream(stream: unknown, collected: CollectedReply, isFirst: boolean): void {
  if (!isObject(stream)) throw new Error('the reply has no stream');
  const { id, finish } = stream;
  if (typeof id !== 'string' || id === '') throw new Error('the stream has no id');
  if (typeof finish !== 'boolean') throw new Error(`the stream's finish is ${String(finish)}`);
  if (collected.streamId !== null && collected.streamId !== id)
    throw new Error(`the stream ${collected.streamId} goes on as ${id}`);
  if (stream.msg_item !== undefined && !finish) throw new Error('msg_item came before the end');
  const content = checkContent(textAt(stream, 'content') ?? '');
  collected.streamId = id;
  if (isFirst) collected.feedbackId = readFeedbackId(stream.feedback);
  if (content !== collected.contents.at(-1)) collected.contents.push(content);
  if (finish) collected.final = content;
}

function takeMarkdown(markdown: unknown, collected: CollectedReply): void {
  const content = checkContent(textAt(markdown, 'content') ?? '');
  collected.contents.push(content);
  collected.final = content;
  if (isObject(markdown)) collected.feedbackId ??= readFeedbackId(markdown.feedback);
}

function takeCard(card: unknown, collected: CollectedReply): void {
  if (!isObject(card)) throw new Error('the reply has no template_card');
  if (collected.card) throw new Error('a second card came for one message');
  collected.card = card;
}

function checkContent(content: string): string {
  const bytes = Buffer.byteLength(content);
  if (bytes > CONTENT_BYTES) throw new Error(`the content has ${bytes} bytes, over ${CONTENT_BYTES}`);
  return content;
}

function readFeedbackId(feedback: unknown): string | null {
  const id = textAt(feedback, 'id');
  if (id !== null && Buffer.byteLength(id) > FEEDBACK_BYTES) throw new Error('the feedback id is too long');
  return id;
}
