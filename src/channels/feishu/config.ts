import { z } from 'zod';
import { allOrNone, platformUrl } from '../bots/settings.ts';

/** A robot of an app of Feishu (飞书). */
export interface FeishuSettings {
  appId: string;
  appSecret: string;
  encryptKey: string;
  verificationToken: string;
  displayName: string | null;
  apiBase: string;
}

export const FEISHU_ENVIRONMENT = {
  FEISHU_APP_ID: z.string().min(1).optional(),
  FEISHU_APP_SECRET: z.string().min(1).optional(),
  FEISHU_ENCRYPT_KEY: z.string().min(1).optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().min(1).optional(),
  FEISHU_BOT_NAME: z.string().min(1).max(64).optional(),
  FEISHU_API_BASE: platformUrl('https://open.feishu.cn'),
};

type Values = z.infer<z.ZodObject<typeof FEISHU_ENVIRONMENT>>;

const NEEDED = [
  'FEISHU_APP_ID',
  'FEISHU_APP_SECRET',
  'FEISHU_ENCRYPT_KEY',
  'FEISHU_VERIFICATION_TOKEN',
] as const;

/** @throws ConfigError naming what is missing. */
export function feishuSettings(values: Values): FeishuSettings | null {
  const set = allOrNone('飞书机器人', values, NEEDED);
  if (set === null) return null;
  return {
    appId: set.FEISHU_APP_ID,
    appSecret: set.FEISHU_APP_SECRET,
    encryptKey: set.FEISHU_ENCRYPT_KEY,
    verificationToken: set.FEISHU_VERIFICATION_TOKEN,
    displayName: values.FEISHU_BOT_NAME ?? null,
    apiBase: values.FEISHU_API_BASE,
  };
}
