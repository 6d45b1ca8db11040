import { searchForm } from '../../language/normalise.ts';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { firstQuestions } from '../web/first-questions.ts';
import { listTargets, topicNames } from '../web/target-list.ts';
import { type BotReply, plainReply } from './bot-message.ts';
import type { BotStore } from './bot-store.ts';
import { type ChatSettings, pagedReply } from './chat-answer.ts';
import { harmless } from './chat-words.ts';
import { splitPages } from './split-pages.ts';

/** Words that are no question but an order to the bot. */
type Command = 'help' | 'new' | 'documents' | 'more' | 'plain' | 'formatted' | { targetsOf: string };

const WORDS: Record<string, Command> = {
  帮助: 'help',
  help: 'help',
  你好: 'help',
  您好: 'help',
  新对话: 'new',
  新会话: 'new',
  重新开始: 'new',
  文件: 'documents',
  文件列表: 'documents',
  继续: 'more',
  下一页: 'more',
  纯文字: 'plain',
  恢复排版: 'formatted',
  指标: { targetsOf: '' },
};
const TARGETS = /^指标[\s:：]+(.{1,40})$/u;

/** The order that a message is, or null. */
export function readCommand(text: string): Command | null {
  const words = text
    .trim()
    .replace(/^\/(?=\S)/u, '')
    .replace(/[。.!！?？]$/u, '');
  const order = words.toLowerCase();
  // Every object has a constructor; the word orders nothing.
  if (Object.hasOwn(WORDS, order)) return WORDS[order]!;
  const topic = TARGETS.exec(words)?.[1]?.trim();
  return topic === undefined ? null : { targetsOf: topic };
}

const HELP = ['我只根据收录的规划文件回答，每句话都带出处，文件没写的会直说没写。', '直接提问即可，例如：'];
const ORDERS = [
  '可以回复：',
  '· 文件：看收录了哪些文件',
  '· 指标 学前教育：列出某个主题的指标',
  '· 继续：接着看没有显示完的回答',
  '· 新对话：不再接着前面的话题',
  '· 纯文字：只发文字（微信里看不到排版时用），恢复排版：换回来',
];

/** What somebody is told who comes in or asks for help. */
export function helpText(index: ServedIndex): string {
  const examples = firstQuestions(index)
    .slice(0, 3)
    .map((question) => `· ${harmless(question)}`);
  return [...HELP, ...examples, '', ...ORDERS].join('\n');
}

/** Under this name a person's wish for plain text is kept. */
export function plainPreference(conversation: string): string {
  return `plain:${conversation}`;
}

/** A year: a preference nobody used for longer is forgotten. */
const PREFERENCE_MS = 365 * 86_400_000;

/** Where an order is carried out. */
interface Context {
  assistant: PolicyAssistant;
  store: BotStore;
  conversation: string;
  settings: ChatSettings;
  now: number;
}

/** Carries out an order and tells what came of it. */
export async function runCommand(command: Command, context: Context): Promise<BotReply> {
  const { assistant, store, conversation, settings, now } = context;
  if (command === 'help') return plainReply(helpText(assistant.index()));
  if (command === 'new') {
    await store.forget(conversation);
    return plainReply('好的，已开始新的对话，请提问。');
  }
  if (command === 'plain' || command === 'formatted') return setPlain(command === 'plain', context);
  if (command === 'documents') return paged(documentLines(assistant.index()), settings);
  if (command === 'more') {
    const pages = await store.rest(conversation, now);
    if (pages.length === 0) return plainReply('没有还没显示的内容了，请直接提问。');
    return { ...plainReply(''), ...pagedReply(pages, settings, null) };
  }
  return paged(targetLines(assistant.index(), command.targetsOf), settings);
}

async function setPlain(isPlain: boolean, { store, conversation, now }: Context): Promise<BotReply> {
  await store.setValue(plainPreference(conversation), String(isPlain), now + PREFERENCE_MS);
  return plainReply(isPlain ? '好的，以后只发纯文字。回复“恢复排版”可以换回来。' : '好的，已恢复排版。');
}

function paged(lines: string[], settings: ChatSettings): BotReply {
  const pages = splitPages(lines, settings.style.pageBytes);
  return { ...plainReply(''), ...pagedReply(pages, settings, null) };
}

function documentLines({ documents }: ServedIndex): string[] {
  const lines = documents.map(({ title, status, region, period }) => {
    const years = period === null ? '' : `，规划期 ${period.fromYear}—${period.toYear} 年`;
    return `· 《${harmless(title)}》（${region === null ? '' : `${region}，`}${status}${years}）`;
  });
  return [`收录了 ${documents.length} 份文件：`, ...lines];
}

function targetLines(index: ServedIndex, topic: string): string[] {
  const names = topicNames(index);
  const known = names.find((name) => searchForm(name) === searchForm(topic));
  const { targets, total } = listTargets(index, known === undefined ? { q: topic } : { topic: known });
  if (topic === '') return ['想看哪个主题的指标？例如回复“指标 学前教育”。主题有：', names.join('、')];
  if (total === 0) return [`没有找到“${harmless(topic)}”的指标。可选主题：${names.join('、')}`];
  const drafts = new Set(index.documents.filter(({ status }) => status === '征求意见稿').map(({ id }) => id));
  const lines = targets.map((row) => {
    const draft = drafts.has(row.documentId) ? '（征求意见稿）' : '';
    const place = `${row.path.at(-1) ?? ''}${row.page === null ? '' : ` 第 ${row.page} 页`}`;
    return `· ${harmless(row.words)}——《${harmless(row.documentTitle)}》${draft}${harmless(place)}`;
  });
  return [`“${harmless(topic)}”的指标共 ${total} 项：`, ...lines];
}
