import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'prompts');

/** Every prompt, with the variables it must use: no fewer, or what was meant to be said would be missing, and no others. */
const VARIABLES = {
  'answer-system': ['limit'],
  'answer-user': ['material'],
  'repair-user': ['rejected'],
  'split-system': ['most'],
  'split-user': ['material'],
  /** For the evaluation alone. */
  'judge-system': [],
} as const;

type PromptName = keyof typeof VARIABLES;
type Values<Name extends PromptName> = Record<(typeof VARIABLES)[Name][number], string>;

/** The prompts of `prompts/`, checked. */
export interface Prompts {
  /** The text of a prompt with its variables put in. */
  fill<Name extends PromptName>(name: Name, values: Values<Name>): string;
  /** Changes with any of the texts. */
  version: string;
}

const VARIABLE = /\{\{\s*([^{}\s]*)\s*\}\}/gu;

function readPrompt(folder: string, name: PromptName): string {
  const file = join(folder, `${name}.md`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`提示词 prompts/${name}.md 无法读取`, { cause: error });
  }
  const used = new Set([...text.matchAll(VARIABLE)].map(([, variable]) => variable!));
  const wanted = new Set<string>(VARIABLES[name]);
  const missing = [...wanted].filter((variable) => !used.has(variable));
  const unknown = [...used].filter((variable) => !wanted.has(variable));
  if (missing.length > 0) throw new ConfigError(`提示词 prompts/${name}.md 缺少变量 {{${missing[0]}}}`);
  if (unknown.length > 0)
    throw new ConfigError(
      `提示词 prompts/${name}.md 里有不认识的变量 {{${unknown[0]}}}，可用的是 ${[...wanted].join('、')}`,
    );
  return text.trim();
}

/**
 * Reads and checks all prompts.
 * @throws ConfigError naming the file and the variable.
 */
export function readPrompts(folder = FOLDER): Prompts {
  const names = Object.keys(VARIABLES) as PromptName[];
  const texts = new Map(names.map((name) => [name, readPrompt(folder, name)]));
  return {
    // One pass: a variable's value is never looked into for further variables.
    fill: (name, values) =>
      texts
        .get(name)!
        .replace(VARIABLE, (_, variable: string) => (values as Record<string, string>)[variable]!),
    version: createHash('sha256')
      .update([...texts.values()].join('\0'))
      .digest('hex')
      .slice(0, 12),
  };
}
