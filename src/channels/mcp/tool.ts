import type { CallToolResult, Tool as ToolDefinition } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Answer, AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { textFault } from '../text-rules.ts';
import { HttpProblem } from '../web/problem.ts';

/** What tools work with; each door hands in its own. */
export interface ToolContext {
  assistant: Pick<PolicyAssistant, 'index' | 'search'>;
  ask(request: AskRequest, options: { signal: AbortSignal }): Promise<Answer>;
}

/** What a tool gives: the same as text for models and as data for programs. */
interface ToolOutput {
  text: string;
  data: object;
}

/** A tool as clients see it, and what runs when they call it. */
export interface Tool {
  definition: ToolDefinition;
  /** @throws HttpProblem saying in Chinese what is wrong with the call */
  call(args: Record<string, unknown>, context: ToolContext, signal: AbortSignal): Promise<CallToolResult>;
}

/** Makes a tool of its input schema and the work it does; tools only read. */
export function defineTool<Shape extends z.ZodRawShape>(tool: {
  name: string;
  title: string;
  description: string;
  input: Shape;
  run(
    input: z.infer<z.ZodObject<Shape>>,
    context: ToolContext,
    signal: AbortSignal,
  ): ToolOutput | Promise<ToolOutput>;
}): Tool {
  const { name, title, description, run } = tool;
  // Strict: a filter whose name is misspelt must not widen what is found without a word.
  const schema = z.strictObject(tool.input, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `没有 ${issue.keys?.join('、')} 这样的参数` : '参数应为对象',
  });
  const inputSchema = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  const annotations = { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false };
  return {
    definition: { name, title, description, annotations, inputSchema } as ToolDefinition,
    async call(args, context, signal) {
      const parsed = schema.safeParse(givenOnly(args));
      if (!parsed.success) throw wrongArguments(parsed.error);
      const { text, data } = await run(parsed.data as z.infer<z.ZodObject<Shape>>, context, signal);
      return { content: [{ type: 'text', text }], structuredContent: { ...data } };
    },
  };
}

/** Clients fill what they leave out with null or ''. */
function givenOnly(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null && value !== ''));
}

/** Every fault at once, so that a model can mend its call in one go. */
function wrongArguments(error: z.ZodError): HttpProblem {
  const faults = error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}：${message}`,
  );
  return new HttpProblem(400, `参数有误：${faults.join('；')}`);
}

/** An argument of people's words, its limits also told to the client. */
export function words(limit: number, description: string) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? '缺少此项' : '应为文字') })
    .trim()
    .superRefine((text, context) => {
      const fault = textFault(text, limit);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    })
    .meta({ description, minLength: 1, maxLength: limit });
}

/** The argument that narrows a tool to one document. */
export const documentIdInput = words(
  200,
  '只在这份文件中查找：文件编号，即各工具结果中的 documentId',
).optional();

/** @throws HttpProblem naming the documents there are, since a client has no list of them to look into. */
export function refuseUnknownDocument({ documents }: ServedIndex, documentId: string | undefined): void {
  if (documentId === undefined || documents.some(({ id }) => id === documentId)) return;
  const known = documents.slice(0, 50).map(({ id, title }) => `${id}（${title}）`);
  const rest = documents.length > 50 ? ` 等 ${documents.length} 份` : '';
  throw new HttpProblem(400, `documentId：没有 ${documentId} 这份文件；现有 ${known.join('、')}${rest}`);
}
