import type { Behaviour, Speech } from './behaviours.ts';
import { fillSchema, type JsonSchema } from './fill-schema.ts';
import { firstTokens, newId, type Reply } from './protocol.ts';
import type { Prompt } from './read-prompt.ts';
import type { ChatRequest, Tool } from './request-body.ts';
import { splitQuestion } from './split-question.ts';
import { asLines, type Written } from './writing.ts';

/** One answer in both forms that it may be asked for in. */
interface Answer extends Written {
  /** All of it as one JSON object. */
  whole: object;
}

const GREETING = '您好，我是问规的演示模型，只会照所给的材料说话。';

/** What a model replies: a function call, one JSON object or words, cut where the request says so. */
export function replyTo(
  request: ChatRequest,
  { prompt, speech, behaviour }: { prompt: Prompt; speech: Speech; behaviour: Behaviour },
): Reply {
  const answer = answerTo(prompt, speech);
  const tool = requiredTool(request);
  if (tool) return limited(callOf(tool, answer.whole, request), request);
  const content = isJsonAsked(request)
    ? behaviour.write({ ...answer, objects: [shaped(answer.whole, request)] })
    : withPreface(prompt.task === 'chat' ? answer.prose : behaviour.write(answer), speech);
  return limited({ content, call: null, finish: 'stop' }, request);
}

function answerTo(prompt: Prompt, { statements }: Speech): Answer {
  if (prompt.task === 'split') {
    const questions = splitQuestion(prompt.question);
    return { objects: [{ questions }], prose: `可以分别问：${questions.join('')}`, whole: { questions } };
  }
  if (prompt.task === 'judge') {
    const verdict = { verdict: 'good', reason: '回答与引用的条款一致。' };
    return { objects: [verdict], prose: verdict.reason, whole: verdict };
  }
  const words = statements.map(({ text }) => text.replace(/[。；]$/u, '')).join('；');
  const prose = prompt.task === 'chat' ? GREETING : `${words}。`;
  return { objects: statements, prose, whole: { statements } };
}

function withPreface(content: string, { preface = '' }: Speech): string {
  return preface === '' ? content : `${preface}\n${content}`;
}

function isJsonAsked({ response_format: format }: ChatRequest): boolean {
  return format?.type === 'json_object' || format?.type === 'json_schema';
}

function shaped(whole: object, { response_format: format }: ChatRequest): object {
  if (format?.type !== 'json_schema') return whole;
  return fillSchema((format.json_schema.schema ?? {}) as JsonSchema, whole) as object;
}

/** The function that must be called; null where the model may as well speak. */
function requiredTool({ tools, tool_choice: choice }: ChatRequest): Tool | null {
  if (choice === 'required') return tools![0]!;
  if (typeof choice !== 'object' || choice === null) return null;
  return tools!.find((tool) => tool.function.name === choice.function.name)!;
}

function callOf(tool: Tool, whole: object, { tool_choice: choice }: ChatRequest): Reply {
  const given = fillSchema((tool.function.parameters ?? { type: 'object' }) as JsonSchema, whole);
  return {
    content: null,
    call: {
      id: newId('call_'),
      name: tool.function.name,
      arguments: asLines({ objects: [given as object], prose: '' }),
    },
    // OpenAI ends a call of a function that was asked for by name with `stop`.
    finish: choice === 'required' ? 'tool_calls' : 'stop',
  };
}

/** Ends the reply before a stop word, and at the most tokens that the request allows. */
function limited(reply: Reply, request: ChatRequest): Reply {
  const most = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const said = reply.call?.arguments ?? reply.content ?? '';
  const whole = reply.call ? said : beforeStop(said, request);
  const cut = firstTokens(whole, most);
  const finish = cut.length < whole.length ? 'length' : reply.finish;
  return reply.call
    ? { ...reply, call: { ...reply.call, arguments: cut }, finish }
    : { ...reply, content: cut, finish };
}

function beforeStop(text: string, { stop }: ChatRequest): string {
  const places = [stop ?? []]
    .flat()
    .filter((word) => word !== '')
    .map((word) => text.indexOf(word))
    .filter((at) => at >= 0);
  return places.length > 0 ? text.slice(0, Math.min(...places)) : text;
}
