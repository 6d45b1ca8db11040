import { randomUUID } from 'node:crypto';
import { agree, type Delivered, type DingtalkState, isAudited, refuse } from './dingtalk-state.ts';
import { asObject, type JsonObject, parseObject, type RestCall, type RestReply } from './loopback-rest.ts';

const MOST_USERS = 20;
const PARAM_BYTES = 15_000;
const PROACTIVE_KEY = /^sample(?:Text|Markdown|Link|ImageMsg|File|ActionCard[2-6]?)$/;

/** `POST /robot/sendBySession`: whatever is wrong is said in the errcode of a 200. */
export function sendBySession(state: DingtalkState, call: RestCall): RestReply {
  const session = state.sessions.get(call.query.get('session') ?? '');
  // github.com/agentscope-ai/QwenPaw/issues/2221 shows this body for a session that was too old.
  if (!session || session.expiresAtMs <= state.now()) return complain(300001, 'session 不存在');
  const { msgtype } = call.body;
  if (typeof msgtype !== 'string') return complain(40035, '缺少参数 msgtype');
  const content = asObject(call.body[msgtype]);
  const text = msgtype === 'text' ? content.content : content.text;
  const isKnown = ['text', 'markdown', 'actionCard'].includes(msgtype);
  // The codes of the two next lines are this fake's: the documents name none.
  if (!isKnown) return complain(40035, `不合法的参数 msgtype ${msgtype}`);
  if (typeof text !== 'string' || text === '') return complain(40035, '缺少参数 content');
  if (msgtype !== 'text' && typeof content.title !== 'string') return complain(40035, '缺少参数 title');
  if (state.faults.rateLimited) return complain(410100, '发送速度太快而限流');
  if (isAudited(state, text)) return complain(430102, '消息内容包含违规文本');
  const { via, to } = session;
  state.sent.add({ via, to, msgtype, text, title: String(content.title ?? ''), at: asObject(call.body.at) });
  return agree({ errcode: 0, errmsg: 'ok' });
}

/** `POST /v1.0/robot/oToMessages/batchSend`: users who are not reached are listed in a success. */
export function batchSend(state: DingtalkState, { body }: RestCall): RestReply {
  const { userIds } = body;
  if (!Array.isArray(userIds) || userIds.length === 0)
    return refuse(400, 'invalidParameter.userIds.empty', 'userIds不能为空');
  if (userIds.length > MOST_USERS)
    return refuse(400, 'invalidParameter.userIds.tooLong', `userIds最多${MOST_USERS}个`);
  const message = readProactive(state, body);
  if ('status' in message) return message;
  const flowControlledStaffIdList: string[] = [];
  const invalidStaffIdList: string[] = [];
  for (const to of userIds.map(String)) {
    if (state.unknownStaff.has(to)) invalidStaffIdList.push(to);
    else if (state.flowControlled.has(to)) flowControlledStaffIdList.push(to);
    else state.sent.add({ ...message, via: 'single', to });
  }
  return agree({ processQueryKey: randomUUID(), invalidStaffIdList, flowControlledStaffIdList });
}

/** `POST /v1.0/robot/groupMessages/send`. */
export function sendToGroup(state: DingtalkState, { body }: RestCall): RestReply {
  const to = body.openConversationId;
  if (typeof to !== 'string' || to === '')
    return refuse(400, 'invalidParameter.openConversationId.empty', 'openConversationId不能为空');
  const message = readProactive(state, body);
  if ('status' in message) return message;
  state.sent.add({ ...message, via: 'group', to });
  return agree({ processQueryKey: randomUUID() });
}

/** What both proactive addresses check; neither knows of an @. */
function readProactive(state: DingtalkState, body: JsonObject): Omit<Delivered, 'via' | 'to'> | RestReply {
  const { robotCode, msgKey, msgParam } = body;
  if (robotCode !== state.robotCode) return refuse(400, 'robot.oto.notExist', '机器人不存在');
  if (typeof msgKey !== 'string' || !PROACTIVE_KEY.test(msgKey))
    return refuse(400, 'invalidParameter.msgKey.invalid', `msgKey ${msgKey} 不合法`);
  const param = parseObject(msgParam);
  if (!param) return refuse(400, 'invalidParameter.msgParam.invalid', 'msgParam不是JSON字符串');
  if (Buffer.byteLength(String(msgParam)) > PARAM_BYTES)
    return refuse(400, 'invalidParameter.msgParam.tooLong', `msgParam超过${PARAM_BYTES}字节`);
  if (state.faults.rateLimited) return refuse(400, 'send.too.fast', '发送过快');
  const text = msgKey === 'sampleText' ? param.content : param.text;
  if (isAudited(state, String(text))) return refuse(400, 'contain.notAllowed.text', '包含不允许的文本');
  return { msgtype: msgKey, text: String(text ?? ''), title: String(param.title ?? ''), at: {} };
}

function complain(errcode: number, errmsg: string): RestReply {
  return agree({ errcode, errmsg });
}
