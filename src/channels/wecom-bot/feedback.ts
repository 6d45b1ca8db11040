import type { BotDesk } from '../bots/bot-channel.ts';
import type { BotEvent } from './decode.ts';
import { feedbackOf } from './send.ts';

/** Hands a verdict on, with the answer that its stream was. A verdict that is taken back changes nothing. */
export async function reportFeedback(
  desk: BotDesk,
  { feedbackId, verdict, comment }: Extract<BotEvent, { kind: 'feedback' }>,
): Promise<void> {
  const answerId = await desk.store.value(feedbackOf(feedbackId), desk.now());
  if (answerId !== null && verdict !== null) await desk.feedback(answerId, verdict, comment);
}
