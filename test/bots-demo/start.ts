import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { byteLength } from '../../src/channels/bots/reply-style.ts';
import { type FakePlatform, PLATFORMS } from '../channels/bots/platforms.ts';
import { bubble } from './bubbles.ts';
import { DIALOGUE } from './dialogue.ts';
import { PLATFORM_FACTS, type PlatformFacts } from './platform-facts.ts';
import { startStage } from './stage.ts';

/** Nobody waits longer for a demonstration. */
const LIMIT_MS = 120_000;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Plays the dialogue on every platform and ends. */
async function play(isWhole: boolean): Promise<void> {
  const chosen = PLATFORMS.filter(({ name }) => name in PLATFORM_FACTS);
  const platforms = await Promise.all(chosen.map(({ start }) => start()));
  try {
    const stage = await startStage(Object.assign({}, ...platforms.map(({ settings }) => settings)));
    try {
      say(`问规 + 本机上的四个仿真聊天平台：不联网，不需要任何账号。索引：${stage.about}。`);
      for (const [i, platform] of platforms.entries())
        await playOn(platform, { stage, isWhole, hasGroups: chosen[i]!.hasGroups });
    } finally {
      await stage.close();
    }
  } finally {
    await Promise.all(platforms.map((platform) => platform.close()));
  }
  say('演示结束，临时数据已清理。接入真实平台见 README 的 “WeCom, DingTalk and Feishu” 一节。');
}

interface Setting {
  stage: Awaited<ReturnType<typeof startStage>>;
  isWhole: boolean;
  hasGroups: boolean;
}

async function playOn(platform: FakePlatform, setting: Setting): Promise<void> {
  const facts = PLATFORM_FACTS[platform.name]!;
  say(`\n━━━━━━ ${facts.title} ━━━━━━`);
  say(`地址：${facts.check}`);
  say(`回答：${facts.way}；${facts.limit}\n`);
  const started = performance.now();
  await platform.connect(setting.stage.url);
  say(`  ✓ 地址 …/bots/${platform.name.split('-http')[0]} 可用，${ms(performance.now() - started)}\n`);
  for (const line of DIALOGUE) {
    if (line.isInGroup && !setting.hasGroups) say('  （自建应用收不到群消息，群聊用智能机器人）\n');
    else await exchange(line, platform, { ...setting, facts });
  }
}

async function exchange(
  { shows, text, isInGroup = false }: (typeof DIALOGUE)[number],
  platform: FakePlatform,
  { stage, isWhole, facts }: Setting & { facts: PlatformFacts },
): Promise<void> {
  say(`  【${shows}】`);
  const { seen } = platform;
  const before = { seen: seen.items.length, answered: stage.answered.items.length };
  const who = isInGroup ? { userId: 'li', groupId: 'demo-group' } : { userId: 'zhang' };
  const started = performance.now();
  const said = platform.say({ text, ...who });
  await stage.answered.count(before.answered + 1);
  const { pages } = stage.answered.items[before.answered]!;
  const { statuses, ackMs } = await said;
  await seen.count(before.seen + pages);
  const tookMs = performance.now() - started;
  const acknowledged = `${statuses.join('、')} 已确认，用时 ${ms(ackMs ?? 0)}（平台最多等 ${facts.ackMs / 1000} 秒）`;
  const asker = isInGroup ? '李科长（教育规划群）' : '张老师';
  const words = isInGroup ? `@问规 ${text}` : text;
  say(bubble(asker, words, { side: 'right', facts: acknowledged, isWhole }));
  seen.items.slice(before.seen).forEach((answer, i) => {
    const bytes = byteLength(answer);
    const told = `这次的第 ${i + 1} 条（共 ${pages} 条），${bytes} 字节（上限 ${facts.mostBytes}）${i + 1 === pages ? `，从提问起 ${ms(tookMs)}` : ''}`;
    say(bubble('问规', answer, { side: 'left', facts: told, isWhole }));
  });
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} 毫秒`;
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
  const late = sleep(LIMIT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${LIMIT_MS / 1000} 秒内没有演示完`);
  });
  await Promise.race([play(values.full), late]);
}

await start().catch((error: Error) => {
  // The boundary between the program and the person; what hangs must not keep the terminal.
  process.stderr.write(`演示没有完成：${error.message}\n`);
  process.exit(1);
});
