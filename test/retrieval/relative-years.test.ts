import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'rules.md': `青石区渡口补助实施细则

第一条 渡口认定有效期为两年，每个渡口补助三千元。

第二条 补助按季度申领，申请人应当在每季度首月十五日前提出申请。

第三条 建立渡口联席会议制度，由分管副区长召集，每季度召开一次会议。
`,
});
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('what was last year', () => {
  it('is told by no rule that is undated', async () => {
    expect((await ask('青石区去年认定了多少个渡口？')).status).toBe('not_found');
  });

  it('does not turn away a question that only mentions it', async () => {
    const { status, answer } = await ask('我家去年搬到河边，青石区每个渡口补助多少钱？');
    expect(status).toBe('answered');
    expect(answer).toContain('三千元');
  });
});

describe('how often', () => {
  it.each([
    ['青石区渡口联席会议多久开一次？', '每季度'],
    ['青石区渡口补助多久申领一次？', '按季度'],
  ])('%s', async (question, said) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain(said);
  });
});
