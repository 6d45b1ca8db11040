/** How a fake service misbehaves; every switch may be turned while it runs. */
export interface FaultSwitches {
  /** Milliseconds before a request is looked at; it is carried out even if the client has left by then. */
  delayMs: number;
  /** How many of the next requests are answered with status 503. */
  status5xx: number;
  /** How many of the next connections are broken off without a word. */
  dropConnection: number;
  /** How many of the next requests are carried out and then broken off: the caller cannot know. */
  loseAnswer: number;
  /** Answers every call as one too many, in the words of the platform. */
  rateLimited: boolean;
}

/** Nothing wrong. */
export function createFaultSwitches(): FaultSwitches {
  return { delayMs: 0, status5xx: 0, dropConnection: 0, loseAnswer: 0, rateLimited: false };
}
