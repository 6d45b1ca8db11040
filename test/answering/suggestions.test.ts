import { afterAll, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);

it.each(['云溪区护理型床位占比要达到多少？', '云溪区工作目标是什么？', '临浦区护理型床位占比目标是多少？'])(
  'proposes only what sets measures out after %s',
  async (question) => {
    const { suggestions } = await assistant.ask({ question });
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) expect(suggestion).not.toMatch(/“[^”]*(?:基础|目标|要求|形势)”/u);
  },
);
