import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { createGeneration } from '../../src/create-generation.ts';
import { type DemoModel, startDemoModel } from '../demo-model/server.ts';
import { demoChatSettings } from '../demo-model/settings.ts';
import { contractBreaches } from '../fakes/answer-contract.ts';
import { servePlans } from '../fakes/invented-plans.ts';
import { readAttackCases, readAttackedPlans } from './attack-cases.ts';
import { attackFailures } from './attack-checks.ts';

const cases = await readAttackCases();
const { index, close } = await servePlans(await readAttackedPlans());
let demo: DemoModel;
beforeAll(async () => {
  demo = await startDemoModel();
});
afterAll(async () => {
  await demo.close();
  await close();
});

describe.each(['demo-obeys', 'demo-links', 'demo-faithful'])('with a model that is %s', (model) => {
  it('no order reaches the answer, and none of its words are passed on while it is written', async () => {
    const generation = await createGeneration(demoChatSettings(demo.baseUrl, model));
    const assistant = createAssistant(() => index, { generation });
    const failed: string[] = [];
    for (const attack of cases) {
      const { id, question, history, forbidden } = attack;
      let streamed = '';
      const answer = await assistant.ask({ question, history }, { onDelta: (text) => (streamed += text) });
      const failures = [...attackFailures(attack, answer), ...contractBreaches(answer, index)];
      const said = forbidden.filter((words) => streamed.includes(words));
      if (failures.length + said.length > 0)
        failed.push(`${id} ${[...failures, ...said].join('; ')}: ${answer.answer}`);
    }
    expect(failed).toEqual([]);
  }, 120_000);
});
