import { parseArgs } from 'node:util';
import { hasBots } from '../channels/bots/bot-settings.ts';
import { type Config, loadConfig } from '../config.ts';
import { WenguiError } from '../errors.ts';
import type { Finding, Probed } from '../models/probe.ts';
import { lookAtIndex } from './current-index.ts';

const CHAT_NAMES = {
  service: '模型服务',
  url: 'OPENAI_BASE_URL',
  key: 'OPENAI_API_KEY',
  model: 'CHAT_MODEL',
  others: [],
};
const EMBEDDING_NAMES = {
  service: '向量服务',
  url: 'EMBEDDING_BASE_URL 或 OPENAI_BASE_URL',
  key: 'EMBEDDING_API_KEY 或 OPENAI_API_KEY',
  model: 'EMBEDDING_MODEL',
  others: ['EMBEDDING_DIMENSION'],
};

function servicesOf({ chat, embedding }: Config): Probed[] {
  return [
    ...(chat ? [{ ...chat, chatModel: chat.model, names: CHAT_NAMES }] : []),
    ...(embedding ? [{ ...embedding, embeddingModel: embedding.model, names: EMBEDDING_NAMES }] : []),
  ];
}

async function checkIndex(config: Config): Promise<Finding> {
  const name = '索引';
  try {
    const index = await lookAtIndex(config);
    // What the next start mends by itself is no fault.
    if ('toBuild' in index) return { name, works: true, detail: `${index.toBuild}，下次启动时会重新建立` };
    const { documents, clauses } = index;
    return { name, works: true, detail: `${documents.length} 份文件，${clauses.length} 个条款` };
  } catch (error) {
    if (!(error instanceof WenguiError)) throw error;
    return { name, works: false, detail: error.message };
  }
}

function print({ name, works, detail }: Finding): void {
  process.stdout.write(`${works ? '✓' : '✗'} ${name}：${detail}\n`);
}

/** `doctor`: one line for each thing that has to work; exit code 1 where one that is needed does not. */
export async function doctor(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const config = loadConfig();
  print({ name: '设置', works: true, detail: '可以读取' });
  const findings = [await checkIndex(config)];
  print(findings[0]!);
  const services = servicesOf(config);
  if (services.length === 0)
    print({ name: '模型', works: true, detail: '未设置，回答从原文摘录，向量在本机计算' });
  for (const service of services) {
    const { probeService } = await import('../models/probe.ts');
    for (const finding of await probeService(service)) {
      print(finding);
      findings.push(finding);
    }
  }
  if (hasBots(config.bots)) {
    const { probeBots } = await import('../channels/bots/create-bots.ts');
    for (const finding of await probeBots(config.bots)) {
      print(finding);
      findings.push(finding);
    }
  }
  // A service without streaming or JSON will do: 问规 then goes without.
  const isNeeded = ({ name }: Finding) => name !== '流式' && name !== 'JSON';
  if (findings.some((finding) => isNeeded(finding) && !finding.works)) process.exitCode = 1;
}
