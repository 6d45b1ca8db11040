import { z } from 'zod';
import { allOrNone } from '../bots/settings.ts';

/** The bot of WeCom (智能机器人): single and group chats, streamed. It is connected by callback or by long connection. */
export interface WecomBotSettings {
  /** As members mention it; null: what stands behind the first @ is taken for it. */
  displayName: string | null;
  callback: { token: string; aesKey: string } | null;
  connection: { botId: string; secret: string; url: string | null } | null;
}

export const WECOM_BOT_ENVIRONMENT = {
  WECOM_BOT_NAME: z.string().min(1).max(64).optional(),
  WECOM_BOT_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  WECOM_BOT_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional(),
  WECOM_BOT_ID: z.string().min(1).optional(),
  WECOM_BOT_SECRET: z.string().min(1).optional(),
  WECOM_AIBOT_WS_URL: z.url({ protocol: /^wss?$/ }).optional(),
};

type Values = z.infer<z.ZodObject<typeof WECOM_BOT_ENVIRONMENT>>;

/** @throws ConfigError naming what is missing. */
export function wecomBotSettings(values: Values): WecomBotSettings | null {
  const callback = allOrNone('企业微信智能机器人（回调）', values, ['WECOM_BOT_TOKEN', 'WECOM_BOT_AES_KEY']);
  const connection = allOrNone('企业微信智能机器人（长连接）', values, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']);
  if (callback === null && connection === null) return null;
  return {
    displayName: values.WECOM_BOT_NAME ?? null,
    callback: callback && { token: callback.WECOM_BOT_TOKEN, aesKey: callback.WECOM_BOT_AES_KEY },
    connection: connection && {
      botId: connection.WECOM_BOT_ID,
      secret: connection.WECOM_BOT_SECRET,
      url: values.WECOM_AIBOT_WS_URL ?? null,
    },
  };
}
