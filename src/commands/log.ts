import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

/** What a service said may repeat the question, and logs hold no questions. */
export function withoutQuote(message: string): string {
  return message.replace(/[。，]?服务说：[\s\S]*$/u, '');
}

interface LoggedError {
  type: string;
  message: string;
  /** Where it was thrown, without the message that opens a stack; the same for what caused it. */
  stack: string;
  cause?: LoggedError;
}

/** An error as it is logged: of what a model service said, which may quote the person, nothing is left. */
export function loggedError(error: unknown): LoggedError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    type: name,
    message: withoutQuote(message),
    stack: frames.join('\n'),
    // The words of a foreign error are not ours to vouch for: its kind and place are enough.
    ...(cause instanceof Error && { cause: { ...loggedError(cause), message: '' } }),
  };
}

/** The log of a process, on stderr: stdout belongs to the address line or to a protocol. */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: loggedError },
    },
    pino.destination(2),
  );
}
