import { z } from '@hono/zod-openapi';
import type { AskRequest } from '../../answering/answer.ts';
import { QUESTION_LIMIT, TURN_LIMIT, textFault } from '../text-rules.ts';
import { HttpProblem } from '../web/problem.ts';

/** Earlier turns that are looked at, as many as POST /api/ask takes. */
const HISTORY_LIMIT = 20;

const flag = z.boolean({ error: '应为 true 或 false' }).nullish();

const Message = z.object(
  {
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function'], {
      error: '应为 system、user 或 assistant',
    }),
    content: z.unknown().openapi({ description: '文字，或文字部分组成的数组（{type: "text", text}）' }),
  },
  { error: '应为对象' },
);

/** Body of POST /v1/chat/completions; what steers a model's writing (temperature, tools …) is accepted and has no effect. */
export const ChatBody = z
  .object(
    {
      model: z.string({ error: '应为模型名称：wengui' }).openapi({ example: 'wengui' }),
      messages: z
        .array(Message, { error: '应为数组' })
        .openapi({ description: '最后一条 user 消息是问题，之前的对话用来理解追问；system 消息不起作用' }),
      stream: flag,
      stream_options: z.object({ include_usage: flag }, { error: '应为对象' }).nullish(),
    },
    { error: '请求体应为 JSON 对象' },
  )
  .openapi('ChatCompletionRequest');

type ChatMessages = z.infer<typeof ChatBody>['messages'];

/**
 * The question and its history in a conversation. Clients send conversations whole, so history is cut to what may be asked
 * with rather than refused; turns without words (calls of tools) are left out.
 * @throws HttpProblem 400 naming the message that cannot be taken.
 */
export function askRequestOf(messages: ChatMessages): AskRequest {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  if (last < 0) throw refusal('messages', '至少要有一条 user 消息');
  const question = textOf(messages[last]!.content, `messages[${last}].content`).trim();
  const fault = textFault(question, QUESTION_LIMIT);
  if (fault !== null) throw refusal(`messages[${last}].content`, fault);
  const history = messages.slice(0, last).flatMap(({ role, content }, i) => {
    if (role !== 'user' && role !== 'assistant') return [];
    const text = firstCharacters(textOf(content, `messages[${i}].content`).trim(), TURN_LIMIT);
    return textFault(text, TURN_LIMIT) === null ? [{ role, content: text }] : [];
  });
  return history.length === 0 ? { question } : { question, history: history.slice(-HISTORY_LIMIT) };
}

/** The words of a message: a string, or text parts, each a line of its own. */
function textOf(content: unknown, field: string): string {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if (!Array.isArray(content)) throw refusal(field, '应为文字，或文字部分组成的数组');
  return content.map((part, i) => partText(part, `${field}[${i}]`)).join('\n');
}

function partText(part: unknown, field: string): string {
  const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
  if (type !== 'text' || typeof text !== 'string') throw refusal(field, '只能是文字，不支持图片、音频或文件');
  return text;
}

/** Cuts between code points, so that a rare character stays whole. */
function firstCharacters(text: string, limit: number): string {
  return text.length <= limit ? text : [...text].slice(0, limit).join('');
}

function refusal(field: string, reason: string): HttpProblem {
  return new HttpProblem(400, `${field}：${reason}`, { field });
}
