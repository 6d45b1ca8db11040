import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../../src');

/** Everything that is loaded with a file before any of it runs: packages by name, files by path. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(file, 'utf8');
  for (const [, target] of text.matchAll(/^(?:import|export)(?! type)[^;]*?from '([^']+)'/gmu)) {
    const path = target!.startsWith('.') ? resolve(dirname(file), target!) : target!;
    if (seen.has(path)) continue;
    seen.add(path);
    if (path.endsWith('.ts')) loadedWith(path, seen);
  }
  return seen;
}

it('loads neither the MCP SDK nor anything of the model path at start', () => {
  const loaded = [...loadedWith(resolve(SRC, 'commands/serve.ts'))];
  expect(loaded).toContain(resolve(SRC, 'channels/mcp/mcp-routes.ts'));
  expect(loaded).toContain('hono/streaming');
  expect(
    loaded.filter((path) =>
      /^(?:@modelcontextprotocol|openai|@langchain\/openai|@langchain\/core\/(?:messages|callbacks)|langchain$|@opentelemetry|cockatiel|lru-cache)/.test(
        path,
      ),
    ),
  ).toEqual([]);
});
