/** What the demonstration tells of a platform beside what happens on it. */
export interface PlatformFacts {
  title: string;
  /** How the platform makes sure that the address is ours. */
  check: string;
  /** How an answer comes to the person. */
  way: string;
  /** UTF-8 bytes of one message, and whose limit that is. */
  mostBytes: number;
  limit: string;
  /** Longest wait for an acknowledgement, in milliseconds. */
  ackMs: number;
}

/** By the names of the fakes. */
export const PLATFORM_FACTS: Record<string, PlatformFacts> = {
  'wecom-bot': {
    title: '企业微信智能机器人（回调）',
    check: '管理后台保存地址时，企业微信发来加密的 echostr，1 秒内要解密后原样返回',
    way: '流式消息：企业微信每隔一会儿来取最新内容，直到回答结束',
    mostBytes: 20_480,
    limit: '一条流式消息 20480 字节',
    ackMs: 5_000,
  },
  'wecom-app': {
    title: '企业微信自建应用',
    check: '管理后台保存地址时，企业微信发来加密的 echostr，1 秒内要解密后原样返回',
    way: '立即返回空的 200，答好后调用 message/send 推送',
    mostBytes: 2_048,
    limit: '一条消息 2048 字节，超出会被企业微信截断',
    ackMs: 5_000,
  },
  'dingtalk-http': {
    title: '钉钉机器人（HTTP 模式；Stream 模式的回答一样，不需要公网地址）',
    check: '钉钉不校验地址，每条消息的请求头里带时间戳和签名',
    way: '立即确认，答好后发到消息里的 sessionWebhook',
    mostBytes: 15_000,
    limit: '主动消息 15000 字节，sessionWebhook 没有写明',
    ackMs: 5_000,
  },
  feishu: {
    title: '飞书机器人',
    check: '开发者后台保存地址时，飞书发来加密的 challenge，1 秒内要解密后返回',
    way: '立即确认，答好后用消息卡片回复原消息',
    mostBytes: 30_720,
    limit: '一张卡片 30 KB',
    ackMs: 3_000,
  },
};
