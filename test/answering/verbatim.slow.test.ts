import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { buildIndex } from '../../src/build-index.ts';
import { openIndex } from '../../src/indexing/index-store.ts';
import { contractBreaches } from '../fakes/answer-contract.ts';
import { generateQuestions } from '../fakes/generated-questions.ts';

const indexDir = await mkdtemp(join(tmpdir(), 'verbatim-'));
afterAll(() => rm(indexDir, { recursive: true }));
await buildIndex({ docsDir: resolve(import.meta.dirname, '../../seeds'), indexDir });
const index = await openIndex(indexDir);
const assistant = createAssistant(() => index, { now: () => new Date('2025-06-01') });

describe('answers on the two seeds', () => {
  it('keeps the contract for 2,400 generated questions, streams what it answers and answers the same twice', async () => {
    const breaches: string[] = [];
    const statuses = new Set<string>();
    for (const asked of generateQuestions(index, 2400, 1)) {
      let streamed = '';
      const answer = await assistant.ask(asked, { onDelta: (text) => (streamed += text) });
      const again = await assistant.ask(asked);
      statuses.add(answer.status);
      const found = contractBreaches(answer, index);
      if (streamed !== answer.answer) found.push('joined deltas differ from the answer');
      if (again.answer !== answer.answer) found.push('the second answer differs');
      breaches.push(...found.map((breach) => `${JSON.stringify(asked)}: ${breach}`));
    }
    expect(breaches).toEqual([]);
    expect([...statuses].sort()).toEqual(['answered', 'needs_clarification', 'not_found', 'out_of_scope']);
  });
});
