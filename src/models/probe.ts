import OpenAI from 'openai';
import { CutError, EmptyError, explainFailure, type ServiceNames } from './service-failure.ts';

/** One thing a service was asked to do: whether it does, and what was seen. */
export interface Finding {
  name: string;
  works: boolean;
  detail: string;
}

/** Where the service is and which models are meant. */
export interface Probed {
  baseUrl: string;
  apiKey: string;
  chatModel?: string;
  embeddingModel?: string;
  names: ServiceNames;
}

const TIMEOUT_MS = 20_000;
const ASK = [{ role: 'user' as const, content: '只回答一个字：好' }];

async function tried(
  name: string,
  { apiKey, names }: Probed,
  attempt: () => Promise<string>,
): Promise<Finding> {
  try {
    return { name, works: true, detail: await attempt() };
  } catch (error) {
    const failure = explainFailure(error, { tries: 1, timeoutMs: TIMEOUT_MS, apiKey, names });
    return { name, works: false, detail: failure.message };
  }
}

const milliseconds = (from: number) => `${Math.round(performance.now() - from)} 毫秒`;

/** Models that think first may have used up the few tokens without a word; that is an answer, too. */
const wasThinking = (finish: string | null | undefined) => finish === 'length';

async function answersAtOnce(client: OpenAI, model: string): Promise<string> {
  const started = performance.now();
  const { choices } = await client.chat.completions.create({ model, messages: ASK, max_tokens: 16 });
  const [choice] = choices;
  if (!choice?.message.content && !wasThinking(choice?.finish_reason)) throw new EmptyError();
  return milliseconds(started);
}

/** Reads to the end: a stream that is cut behind its first words is of no use. */
async function streams(client: OpenAI, model: string): Promise<string> {
  const started = performance.now();
  const stream = await client.chat.completions.create({ model, messages: ASK, max_tokens: 16, stream: true });
  let first: string | null = null;
  let finish: string | null = null;
  for await (const { choices } of stream) {
    if (choices[0]?.delta.content) first ??= milliseconds(started);
    finish = choices[0]?.finish_reason ?? finish;
  }
  if (first === null && !wasThinking(finish)) throw new EmptyError();
  if (finish === null) throw new CutError();
  return first === null ? '可以' : `首字 ${first}`;
}

async function speaksJson(client: OpenAI, model: string): Promise<string> {
  const { choices } = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: '输出一个 JSON 对象：{"ok":true}' }],
    max_tokens: 64,
    response_format: { type: 'json_object' },
  });
  JSON.parse(choices[0]?.message.content ?? '');
  return '支持（问规不要求）';
}

async function embeds(client: OpenAI, model: string): Promise<string> {
  const { data } = await client.embeddings.create({ model, input: '学前教育', encoding_format: 'float' });
  const length = data[0]?.embedding.length ?? 0;
  if (length === 0) throw new Error('the vector is empty');
  return `${length} 维`;
}

/** Tries what 问规 needs of a service, each on its own; never throws for what the service does. */
export async function probeService(probed: Probed): Promise<Finding[]> {
  const { baseUrl, apiKey, chatModel, embeddingModel } = probed;
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
  const findings: Finding[] = [];
  if (chatModel !== undefined) {
    findings.push(await tried('对话', probed, () => answersAtOnce(client, chatModel)));
    findings.push(await tried('流式', probed, () => streams(client, chatModel)));
    findings.push(await tried('JSON', probed, () => speaksJson(client, chatModel)));
  }
  if (embeddingModel !== undefined)
    findings.push(await tried('向量', probed, () => embeds(client, embeddingModel)));
  return findings;
}
