import { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { allOrNone, idsIn, platformUrl } from '../bots/settings.ts';

/** A robot of an app of DingTalk (企业内部应用机器人). */
export interface DingtalkSettings {
  /** Client ID, also AppKey. */
  clientId: string;
  /** Client Secret, also AppSecret. */
  clientSecret: string;
  robotCode: string;
  /** `stream`: over a connection that 问规 opens, no public address needed; `http`: DingTalk calls `/bots/dingtalk`. */
  mode: 'stream' | 'http';
  displayName: string | null;
  /** Corporations whose members may ask; empty: every one that the robot is in. */
  corpIds: string[];
  /** An AI card that streams answers; null: Markdown messages. */
  card: { templateId: string; variable: string } | null;
  apiBase: string;
  oapiBase: string;
}

export const DINGTALK_ENVIRONMENT = {
  DINGTALK_CLIENT_ID: z.string().min(1).optional(),
  DINGTALK_CLIENT_SECRET: z.string().min(1).optional(),
  DINGTALK_ROBOT_CODE: z.string().min(1).optional(),
  DINGTALK_MODE: z.enum(['stream', 'http']).default('stream'),
  DINGTALK_BOT_NAME: z.string().min(1).max(64).optional(),
  DINGTALK_CORP_IDS: z.string().default(''),
  DINGTALK_CARD_TEMPLATE: z.string().min(1).optional(),
  DINGTALK_CARD_VARIABLE: z.string().min(1).default('msgContent'),
  DINGTALK_API_BASE: platformUrl('https://api.dingtalk.com'),
  DINGTALK_OAPI_BASE: platformUrl('https://oapi.dingtalk.com'),
};

type Values = z.infer<z.ZodObject<typeof DINGTALK_ENVIRONMENT>>;

/** @throws ConfigError naming what is missing. */
export function dingtalkSettings(values: Values): DingtalkSettings | null {
  const set = allOrNone('钉钉机器人', values, ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET']);
  if (set === null) {
    if (values.DINGTALK_CARD_TEMPLATE === undefined && values.DINGTALK_ROBOT_CODE === undefined) return null;
    throw new ConfigError('钉钉机器人的设置不全，还缺 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET');
  }
  return {
    clientId: set.DINGTALK_CLIENT_ID,
    clientSecret: set.DINGTALK_CLIENT_SECRET,
    robotCode: values.DINGTALK_ROBOT_CODE ?? set.DINGTALK_CLIENT_ID,
    mode: values.DINGTALK_MODE,
    displayName: values.DINGTALK_BOT_NAME ?? null,
    corpIds: idsIn(values.DINGTALK_CORP_IDS),
    card:
      values.DINGTALK_CARD_TEMPLATE === undefined
        ? null
        : { templateId: values.DINGTALK_CARD_TEMPLATE, variable: values.DINGTALK_CARD_VARIABLE },
    apiBase: values.DINGTALK_API_BASE,
    oapiBase: values.DINGTALK_OAPI_BASE,
  };
}
