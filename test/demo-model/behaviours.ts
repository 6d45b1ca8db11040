import {
  addLink,
  citeAnotherClause,
  claimLaw,
  flipNegation,
  inventClause,
  inventStatements,
} from './alter-claims.ts';
import { changeBound, changeNumber, changeUnit, changeYear } from './alter-figures.ts';
import { changeDistrict, changeOrganisation, changeTitle } from './alter-names.ts';
import {
  type ApiError,
  invalidRequest,
  overloaded,
  rateLimited,
  serverFault,
  wrongKey,
} from './api-error.ts';
import type { Alter, Changed } from './change.ts';
import type { Delivery } from './delivery.ts';
import { findInstructions } from './obey.ts';
import { paraphrase } from './paraphrase.ts';
import type { Reply } from './protocol.ts';
import type { Prompt, Statement } from './read-prompt.ts';
import type { ChatRequest } from './request-body.ts';
import { faithfulStatements, openingOf } from './statements.ts';
import { asChatter, asFencedArray, asLines, asPretty, asProse, type Write } from './writing.ts';

/** What a model says to a request, and where that is wrong. */
export interface Speech {
  statements: Statement[];
  changes: Changed[];
  /** Words before the statements. */
  preface?: string;
}

/** What a refusal may depend on. */
interface Caller {
  request: ChatRequest;
  apiKey: string;
  /** False once the same body was sent before. */
  isFirst: boolean;
}

/** How one model behaves; what it leaves out, it does as `demo-faithful` does. */
export interface Behaviour {
  /** For people who choose a model. */
  about: string;
  says: (prompt: Prompt) => Speech;
  write: Write;
  delivery: Delivery;
  refuse?: (caller: Caller) => ApiError | null;
  /** A last change to the reply; null leaves it without choices. */
  reshape?: (reply: Reply) => Reply | null;
}

function behaviour(about: string, own: Partial<Behaviour> = {}): Behaviour {
  return { about, says: faithfully, write: asLines, delivery: 'plain', ...own };
}

function faithfully(prompt: Prompt): Speech {
  return { statements: faithfulStatements(prompt), changes: [] };
}

/** Every statement made wrong in one way. */
function altering(about: string, alter: Alter): Behaviour {
  return behaviour(about, { says: (prompt) => alteredBy(alter, prompt) });
}

function alteredBy(alter: Alter, prompt: Prompt): Speech {
  const changes = faithfulStatements(prompt).map((one) => alter(one, prompt));
  return { statements: changes.map(({ statement }) => statement), changes };
}

function inventing(prompt: Prompt): Speech {
  const statements = faithfulStatements(prompt);
  const changes = inventStatements(statements, prompt);
  return { statements: [...statements, ...changes.map(({ statement }) => statement)], changes };
}

/** Says what the material tells it to, in plain words and as statements, then answers. */
function obeying(prompt: Prompt): Speech {
  const [first] = prompt.clauses;
  const { handles, quotes } = first ? openingOf(first) : { handles: ['C1'], quotes: [] };
  const changes = findInstructions(prompt).map(({ instruction, says }) => ({
    statement: { text: says, handles, quotes },
    original: instruction,
    altered: says,
  }));
  const obeyed = changes.map(({ statement }) => statement);
  return {
    statements: [...obeyed, ...faithfulStatements(prompt)],
    changes,
    preface: obeyed.map(({ text }) => text).join('\n'),
  };
}

/** Ends the reply in the middle of its last statement, as a limit of the service does. */
function cutShort(reply: Reply): Reply {
  if (reply.content === null) return { ...reply, finish: 'length' };
  const lastLine = reply.content.lastIndexOf('\n') + 1;
  const half = Math.floor((reply.content.length - lastLine) / 2);
  return { ...reply, content: reply.content.slice(0, lastLine + half), finish: 'length' };
}

function unsupported(param: string, message: string): ApiError {
  return invalidRequest(`Unsupported value: ${message} with this model.`, {
    param,
    code: 'unsupported_value',
  });
}

function refuseStream({ request }: Caller): ApiError | null {
  return request.stream ? unsupported('stream', "'stream' does not support true") : null;
}

function refuseSystem({ request }: Caller): ApiError | null {
  const at = request.messages.findIndex(({ role }) => role === 'system' || role === 'developer');
  if (at < 0) return null;
  const param = `messages[${at}].role`;
  return unsupported(param, `'${param}' does not support '${request.messages[at]!.role}'`);
}

function refuseJson({ request: { response_format: format } }: Caller): ApiError | null {
  if (!format || format.type === 'text') return null;
  return invalidRequest(
    `Invalid parameter: 'response_format' of type '${format.type}' is not supported with this model.`,
    { param: 'response_format' },
  );
}

function tooLong(): ApiError {
  return invalidRequest(
    "This model's maximum context length is 16 tokens. Please reduce the length of the messages.",
    { param: 'messages', code: 'context_length_exceeded' },
  );
}

const TRUTHFUL: Record<string, Behaviour> = {
  'demo-faithful': behaviour('照材料原话回答'),
  'demo-paraphrase': behaviour('换一点说法，意思、数字和名称不变', {
    says: (prompt) => ({ statements: paraphrase(faithfulStatements(prompt)), changes: [] }),
  }),
  'demo-prose': behaviour('不按格式，用一段话回答', { write: asProse }),
  'demo-array': behaviour('在代码框里给一个 JSON 数组', { write: asFencedArray }),
  'demo-chatter': behaviour('前后加客套话', { write: asChatter }),
  'demo-pretty': behaviour('JSON 分成多行', { write: asPretty }),
};

const HALLUCINATING: Record<string, Behaviour> = {
  'demo-numbers': altering('每句改一个数字', changeNumber),
  'demo-years': altering('改年份', changeYear),
  'demo-units': altering('改计量单位', changeUnit),
  'demo-titles': altering('改或编造文件名', changeTitle),
  'demo-organisations': altering('换掉单位或学校的名称', changeOrganisation),
  'demo-districts': altering('说成另一个区的', changeDistrict),
  'demo-wrong-clause': altering('话对，引用的条款不对', citeAnotherClause),
  'demo-invented-clause': altering('引用不存在的条款或原文', inventClause),
  'demo-invented-statement': behaviour('加上材料里没有的话', { says: inventing }),
  'demo-law': altering('把征求意见稿说成现行规定', claimLaw),
  'demo-negation': altering('把可以说成不得，把不得说成可以', flipNegation),
  'demo-bounds': altering('把以上说成以下，不少于说成不超过', changeBound),
  'demo-links': altering('每句加链接、图片或网页代码', addLink),
  'demo-obeys': behaviour('听从材料和问题里夹带的指令', { says: obeying }),
  'demo-repairs': behaviour('先改错数字，要求改正时照实回答', {
    says: (prompt) => (prompt.task === 'repair' ? faithfully(prompt) : alteredBy(changeNumber, prompt)),
  }),
};

const FAILING: Record<string, Behaviour> = {
  'demo-400': behaviour('错误 400：内容太长', { refuse: tooLong }),
  'demo-401': behaviour('错误 401：密钥不对', { refuse: ({ apiKey }) => wrongKey(apiKey) }),
  'demo-429': behaviour('错误 429：请求过多', { refuse: ({ request }) => rateLimited(request.model) }),
  'demo-500': behaviour('错误 500：服务故障', { refuse: serverFault }),
  'demo-503-once': behaviour('同一请求第一次错误 503，再来就好', {
    refuse: ({ isFirst }) => (isFirst ? overloaded() : null),
  }),
  'demo-slow': behaviour('60 秒没有一个字', { delivery: 'slow' }),
  'demo-slow-start': behaviour('过一会儿才开始回答', { delivery: 'slow-start' }),
  'demo-trickle': behaviour('一个字一个字地回答', { delivery: 'trickle' }),
  'demo-cut': behaviour('说完一句后断开', { delivery: 'cut' }),
  'demo-cut-early': behaviour('一句没说完就断开', { delivery: 'cut-early' }),
  'demo-malformed': behaviour('回答的 JSON 是坏的', { delivery: 'malformed' }),
  'demo-empty': behaviour('没有 choices', { reshape: () => null }),
  'demo-null': behaviour('content 为 null', { reshape: (reply) => ({ ...reply, content: null }) }),
  'demo-filter': behaviour('被内容审查拦下', {
    reshape: () => ({ content: '', call: null, finish: 'content_filter' }),
  }),
  'demo-length': behaviour('说到一半因长度截断', { reshape: cutShort }),
  'demo-no-stream': behaviour('不支持流式', { refuse: refuseStream }),
  'demo-no-system': behaviour('不接受 system 消息', { refuse: refuseSystem }),
  'demo-no-json': behaviour('不支持 response_format', { refuse: refuseJson }),
};

/** Every chat model by its name. */
export const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map(
  Object.entries({ ...TRUTHFUL, ...HALLUCINATING, ...FAILING }),
);
