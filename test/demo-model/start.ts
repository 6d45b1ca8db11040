import { BEHAVIOURS } from './behaviours.ts';
import { EMBEDDING_MODEL, startDemoModel } from './server.ts';

const DEFAULT_PORT = 8790;

/** Serves until it is stopped, and says how to use it. */
async function start(): Promise<void> {
  const port = Number(process.env.DEMO_MODEL_PORT || DEFAULT_PORT);
  const { baseUrl } = await startDemoModel({ port });
  const models = [...BEHAVIOURS].map(([name, { about }]) => `  ${name.padEnd(26)}${about}`);
  const lines = [
    '演示模型已就绪。它不联网，也不需要账号；密钥随意填写。',
    '把下面两行写进 .env，再启动问规：',
    '',
    `OPENAI_BASE_URL=${baseUrl}`,
    'CHAT_MODEL=demo-faithful',
    '',
    '可以换用的模型：',
    ...models,
    `  ${EMBEDDING_MODEL.padEnd(26)}向量`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await start().catch((error: NodeJS.ErrnoException) => {
  // The boundary between the program and the person.
  const reason = error.code === 'EADDRINUSE' ? '端口已被占用，请设置 DEMO_MODEL_PORT' : error.message;
  process.stderr.write(`演示模型没有启动：${reason}\n`);
  process.exitCode = 1;
});
