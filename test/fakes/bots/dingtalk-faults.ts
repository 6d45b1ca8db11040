/** What goes wrong with the next requests of a fake platform; a test sets the fields while the fake runs. */
export interface Faults {
  /** Milliseconds before a request is looked at. */
  delayMs: number;
  /** Requests still to be answered with 503 instead of being looked at. */
  failWith5xx: number;
  /** Requests still to be cut off before they are looked at: nothing has happened. */
  dropConnection: number;
  /** Requests still to be obeyed and then cut off: the message was delivered, the caller cannot know. */
  loseAnswer: number;
  /** Every request that sends something is refused as too fast. */
  rateLimited: boolean;
  /** Which addresses the faults concern: a part of the path; all of them where it is empty. */
  onPath: string;
}

/** What becomes of one request. */
export type Fate = 'obeyed' | 'refused' | 'dropped' | 'answer lost';

/** A platform that works. */
export function noFaults(): Faults {
  return { delayMs: 0, failWith5xx: 0, dropConnection: 0, loseAnswer: 0, rateLimited: false, onPath: '' };
}

/** Uses up one of the faults that are counted. */
export function nextFate(faults: Faults, path: string): Fate {
  if (!path.includes(faults.onPath)) return 'obeyed';
  if (faults.dropConnection > 0) {
    faults.dropConnection--;
    return 'dropped';
  }
  if (faults.failWith5xx > 0) {
    faults.failWith5xx--;
    return 'refused';
  }
  if (faults.loseAnswer > 0) {
    faults.loseAnswer--;
    return 'answer lost';
  }
  return 'obeyed';
}
