import { parseArgs } from 'node:util';
import { createAssistant } from '../assistant.ts';
import { answerText } from '../channels/terminal/print-answer.ts';
import { QUESTION_LIMIT, TURN_LIMIT, textFault } from '../channels/text-rules.ts';
import { loadConfig } from '../config.ts';
import { openCurrentIndex } from './current-index.ts';
import { loadGeneration } from './generation.ts';
import { UsageError } from './usage-error.ts';

/** `ask "问题" [--json] [--history "上一问"]…`: one answer on stdout; everything else goes to stderr. */
export async function ask(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, history: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) throw new UsageError('ask 需要一个问题，带空格时请加引号');
  const question = checked('问题', positionals[0]!, QUESTION_LIMIT);
  const history = (values.history ?? []).map((turn) => ({
    role: 'user' as const,
    content: checked('--history', turn, TURN_LIMIT),
  }));
  const config = loadConfig();
  const index = await openCurrentIndex(config, (line) => process.stderr.write(`${line}\n`));
  const { generation } = await loadGeneration(config);
  if (generation) generation.onFallback = (_, message) => process.stderr.write(`${message}\n`);
  const assistant = createAssistant(() => index, generation ? { generation } : {});
  const answer = await assistant.ask({ question, history });
  await generation?.flush?.();
  process.stdout.write(`${values.json ? JSON.stringify(answer) : answerText(answer)}\n`);
}

function checked(name: string, text: string, limit: number): string {
  const trimmed = text.trim();
  const fault = textFault(trimmed, limit);
  if (fault !== null) throw new UsageError(`${name}${fault}`);
  return trimmed;
}
