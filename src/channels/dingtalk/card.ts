import { createHash } from 'node:crypto';
import { DeliveryError } from '../bots/bot-channel.ts';
import type { Job } from '../bots/bot-store.ts';
import type { DingtalkApi } from './api.ts';
import type { DingtalkSettings } from './config.ts';
import { encodeCard } from './encode.ts';

const ELSEWHERE = '回答在下面的消息里。';
/** Of a card that is written no more. */
const FINISHED = '3';

/** An AI card: made at the first words, filled as they come, closed with the last. */
export class AnswerCards {
  readonly #api: DingtalkApi;
  readonly #card: NonNullable<DingtalkSettings['card']>;
  /** Cards that are on people's screens already. */
  readonly #shown = new Map<number, Promise<void>>();

  constructor(api: DingtalkApi, card: NonNullable<DingtalkSettings['card']>) {
    this.#api = api;
    this.#card = card;
  }

  /** Shows the words so far. */
  async show(job: Job, words: string): Promise<void> {
    await this.#open(job);
    await this.#write(job, words, false);
  }

  /** Shows all words and closes the card; doing so again changes nothing. */
  async finish(job: Job, words: string): Promise<void> {
    await this.#open(job);
    await this.#write(job, words, true);
    this.#shown.delete(job.id);
  }

  /** Says on a card that was shown and cannot be filled where the answer is; needs no permission to stream. */
  async giveUp(job: Job): Promise<void> {
    const opened = this.#shown.get(job.id);
    if (opened === undefined) return;
    this.#shown.delete(job.id);
    // One that is just being made can only be closed once it is there.
    await opened;
    await this.#api.call('PUT', '/v1.0/card/instances', {
      outTrackId: this.#trackId(job),
      cardData: { cardParamMap: { [this.#card.variable]: ELSEWHERE, flowStatus: FINISHED } },
      cardUpdateOptions: { updateCardDataByKey: true },
    });
  }

  /** One card for a message, whoever makes it. */
  #trackId({ message }: Job): string {
    return createHash('sha256').update(`${message.lane}\n${message.key}`).digest('hex').slice(0, 32);
  }

  #open(job: Job): Promise<void> {
    const known = this.#shown.get(job.id);
    if (known !== undefined) return known;
    const opened = this.#create(job).catch((error: unknown) => {
      this.#shown.delete(job.id);
      throw error;
    });
    this.#shown.set(job.id, opened);
    return opened;
  }

  async #create(job: Job): Promise<void> {
    const { conversationId, staffId, robotCode } = job.message.address;
    if (job.message.groupId === null && typeof staffId !== 'string')
      throw new DeliveryError('never', '钉钉卡片：发信人没有 staffId');
    const space =
      job.message.groupId === null
        ? {
            openSpaceId: `dtv1.card//IM_ROBOT.${staffId}`,
            imRobotOpenSpaceModel: { supportForward: true },
            imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
          }
        : {
            openSpaceId: `dtv1.card//IM_GROUP.${conversationId}`,
            imGroupOpenSpaceModel: { supportForward: true },
            imGroupOpenDeliverModel: { robotCode },
          };
    await this.#api.call('POST', '/v1.0/card/instances/createAndDeliver', {
      cardTemplateId: this.#card.templateId,
      outTrackId: this.#trackId(job),
      cardData: { cardParamMap: { [this.#card.variable]: '' } },
      callbackType: 'STREAM',
      userIdType: 1,
      ...space,
    });
  }

  async #write(job: Job, words: string, isLast: boolean): Promise<void> {
    const outTrackId = this.#trackId(job);
    const content = encodeCard(words);
    await this.#api.call('PUT', '/v1.0/card/streaming', {
      outTrackId,
      // The same write has the same id and takes effect once.
      guid: createHash('sha256').update(`${outTrackId}\n${isLast}\n${content}`).digest('hex').slice(0, 32),
      key: this.#card.variable,
      content,
      isFull: true,
      isFinalize: isLast,
      isError: false,
    });
  }
}
