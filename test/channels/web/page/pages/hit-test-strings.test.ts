import { afterAll, describe, expect, it } from 'vitest';
import { testHits } from '../../../../../src/channels/web/hit-test.ts';
import type { HitTest } from '../../../../../src/channels/web/page/pages/hit-test-result.ts';
import { needText, verdictText } from '../../../../../src/channels/web/page/pages/hit-test-strings.ts';
import { servePlans } from '../../../../fakes/invented-plans.ts';

const plans = await servePlans();
afterAll(plans.close);
const answered = await testHits(plans.assistant, { question: '临浦区护理型床位占比目标是多少？' });

/** The same hit test with another judgement. */
function judged(status: string, change: Partial<HitTest> = {}): HitTest {
  return { ...answered, ...change, answer: { ...answered.answer, status } };
}

describe('verdictText', () => {
  it('says that the best sentence answers', () => {
    expect(verdictText(answered)).toBe('最好的一句可以作答。');
  });

  it('says what the best sentence lacks', () => {
    const refused = (insufficiency: HitTest['insufficiency'], missing: string[] = []) =>
      verdictText(
        judged('not_found', { insufficiency, sentences: [{ ...answered.sentences[0]!, missing }] }),
      );
    expect(refused('value-missing')).toContain('没有给出所问的百分比');
    expect(refused('name-missing', ['云梯计划'])).toContain('没有提到问题点名的“云梯计划”');
    expect(refused('year-missing')).toContain('不是所问的年份');
    expect(refused('not-covered')).toContain('只有次要的词相同');
    expect(refused('strange-subject')).toContain('没有出现');
    expect(refused('nothing-found')).toContain('没有找到和问题有关的句子');
    const weak = judged('not_found', { insufficiency: 'not-covered', confidence: 0.1 });
    expect(verdictText(weak)).toContain('把握低于门槛');
  });

  it('tells apart what is refused for other reasons, and what is answered in other ways', () => {
    expect(verdictText(judged('out_of_scope'))).toContain('没有可以对照文件的事项');
    expect(verdictText(judged('needs_clarification'))).toContain('前面没有说过指什么');
    expect(verdictText(judged('not_found'))).toContain('没有一种回答办法成立');
    expect(verdictText(judged('answered', { insufficiency: 'value-missing' }))).toContain('所以仍有回答');
    const districts = { named: [], foreign: ['和平区'], mentioned: [] };
    const foreign = judged('not_found', { question: { ...answered.question, districts } });
    expect(verdictText(foreign)).toBe('问的是和平区，现有文件里没有它的文件。');
  });
});

it('names the value that a question wants', () => {
  expect(needText(answered.question)).toBe('百分比');
  expect(needText({ ...answered.question, need: { kind: 'count', unit: '个' } })).toBe('数量（个）');
  expect(needText({ ...answered.question, need: null })).toBe('无');
});
