/** A message of a person, decoded: what every chat platform hands over, and how the answer finds its way back. */
export interface BotMessage {
  /** The way it came in and the answer goes out: `wecom-app`, `dingtalk`, … */
  lane: string;
  /** The same for a message that is delivered again, unique within its lane. */
  key: string;
  /** What shares a history and is answered in order: lane, tenant, single or group, chat, and in groups the sender. */
  conversation: string;
  userId: string;
  groupId: string | null;
  /** What was said, without the mention of the bot; '' where nothing can be read. */
  text: string;
  /** `welcome`: somebody came in; `unreadable`: a picture, a file or a recording without words. */
  kind: 'question' | 'welcome' | 'unreadable';
  /** What the lane needs to answer; kept as JSON, so that another process can. */
  address: Record<string, unknown>;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** An answer as one lane sends it. */
export interface BotReply {
  /** Messages in order. */
  pages: string[];
  /** What “继续” shows next; null leaves what is kept. */
  rest: string[] | null;
  /** For feedback; null where nothing was answered from documents. */
  answerId: string | null;
  /** Questions that could be asked next, for platforms with buttons. */
  suggestions: string[];
  /** What it adds to the conversation; null: nothing. */
  turn: Exchange | null;
}

/** A question and what was answered to it. */
export interface Exchange {
  question: string;
  answer: string;
}

/** A page alone, for notices and commands. */
export function plainReply(text: string): BotReply {
  return { pages: [text], rest: null, answerId: null, suggestions: [], turn: null };
}

/** The key under which a conversation is kept; in groups every sender has one, so that nobody reads another's history. */
export function conversationKey(parts: {
  lane: string;
  tenant: string;
  userId: string;
  groupId: string | null;
}): string {
  const { lane, tenant, userId, groupId } = parts;
  // Ids may hold any character; as JSON two different lists never become one key.
  return JSON.stringify(
    groupId === null ? [lane, tenant, 'single', userId] : [lane, tenant, 'group', groupId, userId],
  );
}
