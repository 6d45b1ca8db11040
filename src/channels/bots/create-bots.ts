import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { PolicyAssistant } from '../channel.ts';
import { createDingtalk } from '../dingtalk/channel.ts';
import type { FeedbackStore } from '../feedback-store.ts';
import { createFeishu } from '../feishu/channel.ts';
import type { AnswerQuestion } from '../web/answer-question.ts';
import { createWecomApp } from '../wecom-app/channel.ts';
import { createWecomBot } from '../wecom-bot/channel.ts';
import { acceptMessage } from './accept.ts';
import {
  type BotChannel,
  type BotDesk,
  CHANNEL_TIMES,
  type ChannelFinding,
  type ChannelTimes,
} from './bot-channel.ts';
import type { BotSettings } from './bot-settings.ts';
import type { BotStore } from './bot-store.ts';
import { helpText } from './commands.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { BotWorker, timesFor, type WorkerTimes } from './worker.ts';

/** Bots that are connected. */
export interface Bots {
  /** Joined at `/bots`. */
  routes: Hono;
  start(): void;
  /** Lets answers under way finish for so many milliseconds; the others are another process's, or the next start's. */
  stop(limitMs: number): Promise<void>;
}

interface BotParts {
  settings: BotSettings;
  dataDir: string;
  assistant: PolicyAssistant;
  answerQuestion: AnswerQuestion;
  feedback: FeedbackStore;
  logger: Logger;
  isReady: () => boolean;
  /** How long a model may write an answer; null where none does. */
  writingMs: number | null;
  /** For tests. */
  times?: Partial<WorkerTimes & ChannelTimes>;
  now?: () => number;
}

/** Joins the configured chat platforms with the assistant. */
export function createBots(parts: BotParts): Bots {
  const { settings, assistant, logger, isReady, now = Date.now } = parts;
  const owner = randomUUID();
  const store = openSqliteStore(path.join(parts.dataDir, 'bots.sqlite'));
  const desk: BotDesk = {
    store,
    now,
    accept: (message) =>
      acceptMessage(message, { store, limits: settings.limits, now: now(), wake: () => worker.wake() }),
    feedback: (answerId, verdict, comment) =>
      addFeedback(parts, store, { answerId, verdict, comment, at: now() }),
    log: (level, fields, message) => logger[level](fields, message),
  };
  const channels = createChannels(desk, settings, {
    owner,
    welcome: () => welcomeText(parts),
    times: { ...CHANNEL_TIMES, ...parts.times },
  });
  const worker = new BotWorker({
    desk,
    lanes: channels.flatMap(({ lanes }) => lanes),
    assistant,
    ask: parts.answerQuestion,
    isReady,
    publicUrl: settings.publicUrl,
    owner,
    times: { ...timesFor(parts.writingMs), ...parts.times },
  });
  const routes = new Hono();
  for (const channel of channels) if (channel.routes) routes.route('/', channel.routes);
  return {
    routes,
    start() {
      for (const channel of channels) channel.start();
      worker.start();
    },
    async stop(limitMs) {
      await worker.stop(limitMs);
      await Promise.all(channels.map((channel) => channel.stop()));
      store.close();
    },
  };
}

/** What `doctor` says of the chat platforms: asks each whether its settings are right, and disturbs no running service. */
export async function probeBots(settings: BotSettings): Promise<ChannelFinding[]> {
  const store = openSqliteStore(':memory:');
  const desk: BotDesk = {
    store,
    now: Date.now,
    accept: async () => 'refused',
    feedback: async () => undefined,
    log: () => undefined,
  };
  try {
    const channels = createChannels(desk, settings, {
      owner: 'doctor',
      welcome: () => '',
      times: CHANNEL_TIMES,
    });
    const findings = await Promise.all(channels.map((channel) => channel.probe()));
    const links =
      settings.publicUrl === null
        ? '没有设置 PUBLIC_URL，聊天里的引用不带打开原文的链接'
        : `引用链接指向 ${settings.publicUrl}`;
    return [...findings.flat(), { name: '引用链接', works: true, detail: links }];
  } finally {
    store.close();
  }
}

function createChannels(
  desk: BotDesk,
  { wecomBot, wecomApp, dingtalk, feishu }: BotSettings,
  parts: { owner: string; welcome: () => string; times: ChannelTimes },
): BotChannel[] {
  return [
    ...(wecomBot ? [createWecomBot(desk, wecomBot, parts)] : []),
    ...(wecomApp ? [createWecomApp(desk, wecomApp, parts.owner)] : []),
    ...(dingtalk ? [createDingtalk(desk, dingtalk, parts)] : []),
    ...(feishu ? [createFeishu(desk, feishu, parts.owner)] : []),
  ];
}

/** Platforms want the welcome at once, also while the index is being loaded. */
function welcomeText({ assistant, isReady }: BotParts): string {
  return isReady()
    ? helpText(assistant.index())
    : '您好，我是问规。直接提问即可，回答都带出处；回复“帮助”看怎么用。';
}

async function addFeedback(
  { feedback }: BotParts,
  store: BotStore,
  {
    answerId,
    verdict,
    comment,
    at,
  }: { answerId: string; verdict: 'up' | 'down'; comment: string | null; at: number },
): Promise<void> {
  const record = await store.findAnswer(answerId, at);
  if (record === null) return;
  await feedback.add({ ...record, id: randomUUID(), at: new Date(at).toISOString(), verdict, comment });
}
