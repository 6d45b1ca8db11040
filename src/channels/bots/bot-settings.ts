import { z } from 'zod';
import { DINGTALK_ENVIRONMENT, type DingtalkSettings, dingtalkSettings } from '../dingtalk/config.ts';
import { FEISHU_ENVIRONMENT, type FeishuSettings, feishuSettings } from '../feishu/config.ts';
import { WECOM_APP_ENVIRONMENT, type WecomAppSettings, wecomAppSettings } from '../wecom-app/config.ts';
import { WECOM_BOT_ENVIRONMENT, type WecomBotSettings, wecomBotSettings } from '../wecom-bot/config.ts';
import type { AcceptLimits } from './accept.ts';
import { idsIn } from './settings.ts';

/** Everything that chat platforms need; a channel that is null is not connected. */
export interface BotSettings {
  /** Where the web page is reached, for links to the original; null: citations bear none. */
  publicUrl: string | null;
  limits: AcceptLimits;
  wecomBot: WecomBotSettings | null;
  wecomApp: WecomAppSettings | null;
  dingtalk: DingtalkSettings | null;
  feishu: FeishuSettings | null;
}

const count = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .default(usual);

/** What chat platforms read from the environment. */
export const BOT_ENVIRONMENT = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    // Paths are put behind it.
    .refine((url) => !/[?#]/u.test(url))
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
  BOT_USERS: z.string().default(''),
  BOT_USER_PER_MINUTE: count(10),
  BOT_GROUP_PER_MINUTE: count(30),
  ...WECOM_BOT_ENVIRONMENT,
  ...WECOM_APP_ENVIRONMENT,
  ...DINGTALK_ENVIRONMENT,
  ...FEISHU_ENVIRONMENT,
};

/** Messages that may wait: of one conversation, and in all. */
const WAITING = { waitingInConversation: 5, waitingInAll: 1_000 };

/** @throws ConfigError naming what is missing of a channel that is set in part. */
export function botSettings(values: z.infer<z.ZodObject<typeof BOT_ENVIRONMENT>>): BotSettings {
  return {
    publicUrl: values.PUBLIC_URL ?? null,
    limits: {
      perUser: values.BOT_USER_PER_MINUTE,
      perGroup: values.BOT_GROUP_PER_MINUTE,
      ...WAITING,
      allowedUsers: idsIn(values.BOT_USERS),
    },
    wecomBot: wecomBotSettings(values),
    wecomApp: wecomAppSettings(values),
    dingtalk: dingtalkSettings(values),
    feishu: feishuSettings(values),
  };
}

/** True where a chat platform is connected; otherwise nothing of it is loaded. */
export function hasBots({ wecomBot, wecomApp, dingtalk, feishu }: BotSettings): boolean {
  return [wecomBot, wecomApp, dingtalk, feishu].some((channel) => channel !== null);
}
