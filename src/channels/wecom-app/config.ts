import { z } from 'zod';
import { allOrNone, platformUrl } from '../bots/settings.ts';

/** The self-built app of WeCom (自建应用): single chats, answered by push. */
export interface WecomAppSettings {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  aesKey: string;
  /** `text` for members who read in WeChat, which shows no Markdown of WeCom. */
  format: 'markdown' | 'text';
  apiBase: string;
}

export const WECOM_APP_ENVIRONMENT = {
  WECOM_CORP_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  WECOM_APP_SECRET: z.string().min(1).optional(),
  WECOM_APP_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  WECOM_APP_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional(),
  WECOM_APP_FORMAT: z.enum(['markdown', 'text']).default('markdown'),
  WECOM_API_BASE: platformUrl('https://qyapi.weixin.qq.com'),
};

type Values = z.infer<z.ZodObject<typeof WECOM_APP_ENVIRONMENT>>;

const NEEDED = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_APP_SECRET',
  'WECOM_APP_TOKEN',
  'WECOM_APP_AES_KEY',
] as const;

/** @throws ConfigError naming what is missing. */
export function wecomAppSettings(values: Values): WecomAppSettings | null {
  const set = allOrNone('企业微信自建应用', values, NEEDED);
  if (set === null) return null;
  return {
    corpId: set.WECOM_CORP_ID,
    agentId: Number(set.WECOM_AGENT_ID),
    secret: set.WECOM_APP_SECRET,
    token: set.WECOM_APP_TOKEN,
    aesKey: set.WECOM_APP_AES_KEY,
    format: values.WECOM_APP_FORMAT,
    apiBase: values.WECOM_API_BASE,
  };
}
