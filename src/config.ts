import path from 'node:path';
import { z } from 'zod';
import { BOT_ENVIRONMENT, type BotSettings, botSettings } from './channels/bots/bot-settings.ts';
import { ConfigError } from './errors.ts';

/** Where embeddings come from when not computed locally: an OpenAI-compatible endpoint. */
interface EmbeddingService {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Null lets the service choose. */
  dimension: number | null;
}

/** A language model behind an OpenAI-compatible endpoint, and what it may cost in time and money. */
export interface ChatServiceSettings {
  /** Up to and including the version: https://…/v1. */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Until the first proven statement; later the extractive answer is given. */
  firstStatementMs: number;
  /** For the whole answer. */
  answerMs: number;
  /** Requests at a time. */
  concurrency: number;
  /** Further tries after a failure that may pass, before anything was streamed. */
  retries: number;
  /** Tokens that an answer may take. */
  maxTokens: number;
  /** Yuan for a million tokens, in and out; null where not told. */
  prices: { input: number; output: number } | null;
  /** Yuan a day, after which answers are extractive; null without a limit. */
  dailyBudget: number | null;
  /** Answers remembered for identical questions; 0 switches it off. */
  cachedAnswers: number;
}

/** Every setting, checked; `.env.example` says what each is for. */
export interface Config {
  host: string;
  port: number;
  docsDir: string;
  indexDir: string;
  dataDir: string;
  /** Bearer keys; empty means that nothing is guarded. */
  apiKeys: string[];
  /** Requests a minute for each address that is not loopback; 0 switches the limit off. */
  rateLimitPerMinute: number;
  /** Take the caller's address from the last X-Forwarded-For entry (behind one reverse proxy). */
  isBehindProxy: boolean;
  logLevel: string;
  /** Origins whose pages may show `/embed` in a frame, beside our own. */
  embedAllowed: string[];
  /** Null: embeddings are computed here, nothing leaves the machine. */
  embedding: EmbeddingService | null;
  /** Null: answers are put together from the words of the clauses. */
  chat: ChatServiceSettings | null;
  /** Where traces go (OTLP over HTTP); null: nowhere. */
  tracingUrl: string | null;
  /** Chat platforms. */
  bots: BotSettings;
}

const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');

const flag = z.enum(['true', 'false', '1', '0', '']).transform((value) => value === 'true' || value === '1');
const count = (limit: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value <= limit);

const amount = z
  .string()
  .regex(/^\d{1,9}(?:\.\d{1,6})?$/)
  .transform(Number);

/** Splits a list at its commas. */
const listOf = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** True for an origin as browsers write it: scheme, host and port, nothing behind. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/*\s;]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const ENVIRONMENT = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: count(65_535).default(8787),
  DOCS_DIR: z.string().min(1).default(path.join(PROJECT_ROOT, 'seeds')),
  INDEX_DIR: z.string().min(1).default(path.join(PROJECT_ROOT, 'index')),
  DATA_DIR: z.string().min(1).default(path.join(PROJECT_ROOT, 'data')),
  API_KEYS: z.string().default(''),
  PUBLIC_ACCESS: flag.default(false),
  RATE_LIMIT: count(1_000_000).default(60),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  EMBED_ALLOWED: z
    .string()
    .transform(listOf)
    .refine((origins) => origins.every(isOrigin))
    .default([]),
  EMBEDDING_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMBEDDING_API_KEY: z.string().default(''),
  EMBEDDING_MODEL: z.string().min(1).optional(),
  EMBEDDING_DIMENSION: count(16_384).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_API_KEY: z.string().default(''),
  CHAT_MODEL: z.string().min(1).optional(),
  CHAT_FIRST_SECONDS: count(600).default(20),
  CHAT_SECONDS: count(600).default(60),
  CHAT_CONCURRENCY: count(1_000).default(8),
  CHAT_RETRIES: count(10).default(2),
  CHAT_MAX_TOKENS: count(100_000).default(2_000),
  CHAT_PRICE_INPUT: amount.optional(),
  CHAT_PRICE_OUTPUT: amount.optional(),
  CHAT_DAILY_BUDGET: amount.optional(),
  CHAT_CACHE: count(1_000_000).default(500),
  TRACING_URL: z.url({ protocol: /^https?$/ }).optional(),
  LANGSMITH_ALLOWED: flag.default(false),
  ...BOT_ENVIRONMENT,
});

/** True for an address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Reads and checks the settings of a process.
 * @throws ConfigError naming every setting that is wrong, never its value.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // `PORT=` in a .env file means "not set", as it does in a shell script.
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = ENVIRONMENT.safeParse(present);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    throw new ConfigError(`设置有误：${names.join('、')}（允许的取值见 .env.example）`);
  }
  const values = parsed.data;
  const apiKeys = listOf(values.API_KEYS);
  if (!isLoopbackHost(values.HOST) && apiKeys.length === 0 && !values.PUBLIC_ACCESS) {
    throw new ConfigError(
      'HOST 不是本机地址而没有设置 API_KEYS：请设置 API_KEYS，或用 PUBLIC_ACCESS=true 表明有意公开',
    );
  }
  if (!values.LANGSMITH_ALLOWED) silenceTracing(environment);
  return {
    host: values.HOST,
    port: values.PORT,
    docsDir: path.resolve(values.DOCS_DIR),
    indexDir: path.resolve(values.INDEX_DIR),
    dataDir: path.resolve(values.DATA_DIR),
    apiKeys,
    rateLimitPerMinute: values.RATE_LIMIT,
    isBehindProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    embedAllowed: values.EMBED_ALLOWED,
    embedding: embeddingService(values),
    chat: chatService(values),
    tracingUrl: values.TRACING_URL ?? null,
    bots: botSettings(values),
  };
}

/** The settings of this process: the environment, then a `.env` file beside package.json for what it leaves out. */
export function loadConfig(): Config {
  try {
    process.loadEnvFile(path.join(PROJECT_ROOT, '.env'));
  } catch (error) {
    // Having no .env file is the usual case.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new ConfigError('.env 文件无法读取', { cause: error });
    }
  }
  return readConfig(process.env);
}

type Values = z.infer<typeof ENVIRONMENT>;

/** Embeddings of the same service as the chat, unless they have one of their own. */
function embeddingService(values: Values): EmbeddingService | null {
  const baseUrl = values.EMBEDDING_BASE_URL ?? values.OPENAI_BASE_URL;
  if (values.EMBEDDING_MODEL === undefined) {
    if (values.EMBEDDING_BASE_URL === undefined) return null;
    throw new ConfigError('设置了 EMBEDDING_BASE_URL，还缺 EMBEDDING_MODEL');
  }
  if (baseUrl === undefined)
    throw new ConfigError('设置了 EMBEDDING_MODEL，还缺 EMBEDDING_BASE_URL 或 OPENAI_BASE_URL');
  // A key goes to the service it belongs to and to no other.
  const isOwn = values.EMBEDDING_BASE_URL !== undefined;
  return {
    baseUrl,
    apiKey: isOwn ? values.EMBEDDING_API_KEY : values.EMBEDDING_API_KEY || values.OPENAI_API_KEY,
    model: values.EMBEDDING_MODEL,
    dimension: values.EMBEDDING_DIMENSION ?? null,
  };
}

function chatService(values: Values): ChatServiceSettings | null {
  if (values.CHAT_MODEL === undefined) return null;
  if (values.OPENAI_BASE_URL === undefined) throw new ConfigError('设置了 CHAT_MODEL，还缺 OPENAI_BASE_URL');
  const { CHAT_PRICE_INPUT: input, CHAT_PRICE_OUTPUT: output, CHAT_DAILY_BUDGET: dailyBudget } = values;
  const prices = input === undefined || output === undefined ? null : { input, output };
  if (dailyBudget !== undefined && prices === null)
    throw new ConfigError('设置了 CHAT_DAILY_BUDGET，还缺 CHAT_PRICE_INPUT 和 CHAT_PRICE_OUTPUT');
  return {
    baseUrl: values.OPENAI_BASE_URL,
    apiKey: values.OPENAI_API_KEY,
    model: values.CHAT_MODEL,
    firstStatementMs: values.CHAT_FIRST_SECONDS * 1000,
    answerMs: values.CHAT_SECONDS * 1000,
    concurrency: Math.max(1, values.CHAT_CONCURRENCY),
    retries: values.CHAT_RETRIES,
    maxTokens: values.CHAT_MAX_TOKENS,
    prices,
    dailyBudget: dailyBudget ?? null,
    cachedAnswers: values.CHAT_CACHE,
  };
}

/**
 * LangChain sends every question to LangSmith where one of these is set, even by another program's profile;
 * here that takes LANGSMITH_ALLOWED=true.
 */
function silenceTracing(environment: NodeJS.ProcessEnv): void {
  for (const name of [
    'LANGSMITH_TRACING',
    'LANGSMITH_TRACING_V2',
    'LANGCHAIN_TRACING',
    'LANGCHAIN_TRACING_V2',
    // Prints every prompt, questions included, to stdout.
    'LANGCHAIN_VERBOSE',
  ]) {
    if (environment[name] !== undefined) environment[name] = 'false';
  }
  // Headers for another service would go to ours.
  delete environment.OPENAI_CUSTOM_HEADERS;
}
