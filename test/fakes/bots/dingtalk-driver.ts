import { type BotExchange, type BotRequest, postToBot } from './bot-post.ts';
import { dingtalkSign, robotMessage, type UserMessage } from './dingtalk-message.ts';
import type { DingtalkRest } from './dingtalk-rest.ts';

/** What is wrong with a request. */
interface DriverFlaws {
  /** `bad` is signed with another secret, `none` has no headers. */
  sign?: 'good' | 'bad' | 'none';
  /** Minutes that the timestamp is old; the documented limit is 60. */
  ageMinutes?: number;
}

/** DingTalk as it calls a robot in the HTTP mode. */
export interface DingtalkDriver {
  /** Posts what a user wrote; an earlier `msgId` makes it a repetition. */
  send(message: UserMessage, flaws?: DriverFlaws): Promise<BotExchange>;
  /** Posts any body with any headers. */
  raw(request: BotRequest): Promise<BotExchange>;
  /** Posts the same bytes with the same headers. */
  replay(exchange: BotExchange): Promise<BotExchange>;
}

const PATIENCE_MS = 10_000;

/** @param options `url` is the robot's; `rest` gives the addresses for the answers. */
export function createDingtalkDriver(options: {
  url: string;
  appSecret: string;
  rest: DingtalkRest;
  patienceMs?: number;
}): DingtalkDriver {
  const { url, appSecret, rest, patienceMs = PATIENCE_MS } = options;
  const raw = (request: BotRequest) => postToBot(url, request, patienceMs);
  return {
    raw,
    replay: ({ request }) => raw(request),
    send(message, { sign = 'good', ageMinutes = 0 } = {}) {
      const body = JSON.stringify(robotMessage(rest.state, rest.base, message));
      const timestamp = String(rest.state.now() - ageMinutes * 60_000);
      const secret = sign === 'bad' ? `${appSecret}x` : appSecret;
      const headers = sign === 'none' ? {} : { timestamp, sign: dingtalkSign(timestamp, secret) };
      return raw({ body, headers });
    },
  };
}
