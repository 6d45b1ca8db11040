import { beforeEach, describe, expect, it } from 'vitest';
import { type DingtalkRest, startDingtalkRest } from '../../fakes/bots/dingtalk-rest.ts';
import { callPlatform, tokenHeader } from '../../fakes/bots/platform-call.ts';

describe('card', () => {
  const outTrackId = 'card-1';
  const deliverTo = {
    openSpaceId: 'dtv1.card//IM_GROUP.cidG==',
    imGroupOpenDeliverModel: { robotCode: 'ding-robot' },
    userIdType: 1,
  };
  const creation = {
    outTrackId,
    cardTemplateId: 'any.schema',
    cardData: { cardParamMap: { flowStatus: '1' } },
  };
  let ding: DingtalkRest;
  let token: Record<string, string>;
  const call = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    callPlatform(ding.base, { method, path, body, headers });
  const stream = (guid: string, content: string, more: object = {}) =>
    call(
      'PUT',
      '/v1.0/card/streaming',
      { outTrackId, guid, key: 'msgContent', content, isFull: true, isFinalize: false, ...more },
      token,
    );
  beforeEach(async () => {
    ding = await startDingtalkRest();
    token = await tokenHeader(ding);
    await call('POST', '/v1.0/card/instances', creation, token);
    return () => ding.close();
  });

  it('is seen once it is delivered, and while it is written', async () => {
    expect(ding.sent).toEqual([]);
    await call('POST', '/v1.0/card/instances/deliver', { outTrackId, ...deliverTo }, token);
    expect(ding.sent).toMatchObject([{ via: 'card', to: 'cidG==', text: '' }]);
    const param = { cardParamMap: { flowStatus: '2' } };
    await call('PUT', '/v1.0/card/instances', { outTrackId, cardData: param }, token);
    await stream('1', '第一');
    const done = ding.waitForSent((message) => message.card?.status === 'final');
    await stream('2', '第一第二', { isFinalize: true });
    expect(await done).toMatchObject([{ text: '第一第二' }]);
    expect(await stream('2', '第一第二', { isFinalize: true })).toMatchObject({ status: 200 });
    expect((await stream('3', '第三')).status).toBe(400);
    expect(ding.state.cards.get(outTrackId)?.updates.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(ding.sent).toHaveLength(1);
  });

  it('is made and delivered in one step', async () => {
    const body = {
      ...creation,
      outTrackId: 'card-2',
      openSpaceId: 'dtv1.card//IM_ROBOT.u1',
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
      cardData: { cardParamMap: { msgContent: '正在查' } },
    };
    const path = '/v1.0/card/instances/createAndDeliver';
    expect((await call('POST', path, body, token)).body).toMatchObject({ success: true });
    expect(ding.sent).toMatchObject([{ to: 'u1', text: '正在查' }]);
    const bad = { ...body, outTrackId: 'card-3', openSpaceId: 'IM_ROBOT.u1' };
    expect((await call('POST', path, bad, token)).body).toMatchObject({ code: 'param.openSpaceIdInvalid' });
    const number = { ...body, outTrackId: 'card-4', cardData: { cardParamMap: { flowStatus: 2 } } };
    expect((await call('POST', path, number, token)).status).toBe(400);
  });

  it('wants the full text, a size below the limit that was set, permission and patience', async () => {
    expect((await stream('1', '半', { isFull: false })).status).toBe(400);
    expect((await stream('2', '字'.repeat(2000))).status).toBe(200);
    ding.state.cardContentLimit = 1024;
    expect((await stream('3', '字'.repeat(400))).body).toMatchObject({
      code: 'param.stream.content',
      message: 'param.stream.content: content is too large',
    });
    ding.state.hasStreamingPermission = false;
    expect(await stream('4', '字')).toMatchObject({
      status: 403,
      body: { accessdenieddetail: { requiredScopes: ['Card.Streaming.Write'] } },
    });
    ding.state.hasStreamingPermission = true;
    const before = ding.calls.filter(({ path }) => path.startsWith('/v1.0/card/')).length;
    ding.state.cardQps = before + 1;
    expect((await stream('q', '字')).status).toBe(200);
    expect(await stream('5', '字')).toMatchObject({
      status: 403,
      body: { code: expect.stringContaining('Qps') },
    });
    ding.state.cardQps = undefined;
    ding.expireTokens();
    expect((await stream('6', '字')).status).toBe(400);
  });
});
