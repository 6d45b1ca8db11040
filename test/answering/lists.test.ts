import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);
const ask = (question: string) => assistant.ask({ question });
const ACTIONS = ['助餐便利行动', '助浴上门行动', '适老改造行动', '智慧守护行动', '银龄课堂行动'];

describe('a counted list', () => {
  it.each(['云溪区五项暖心行动是哪五项？', '云溪区5项暖心行动分别叫什么？'])(
    '%s is read off the headings, complete, in order and with 共 N 项',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toMatch(/共\s*5\s*项/u);
      const places = ACTIONS.map((title) => answer.indexOf(title));
      expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true);
      for (const title of ACTIONS) expect(citations.some(({ quote }) => quote.includes(title))).toBe(true);
    },
  );

  it.each([
    ['云溪区六项暖心行动是哪六项？', '6'],
    ['云溪区三大暖心行动有哪些？', '3'],
  ])('%s is corrected to the count that the document states', async (question, wrong) => {
    const { status, answer, citations } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toMatch(/共\s*5\s*项/u);
    expect(answer).toMatch(new RegExp(`(?:没有|不是)\\s*${wrong}\\s*项`, 'u'));
    expect(citations[0]!.quote).toContain('五项暖心行动');
  });

  it('has no parts where the district asked about has no such list', async () => {
    const { answer } = await ask('临浦区五项暖心行动是哪五项？');
    for (const title of ACTIONS) expect(answer).not.toContain(title);
  });
});

describe('one part of a list', () => {
  it.each([
    ['云溪区五项暖心行动的第三项是什么？', '适老改造行动'],
    ['云溪区五项暖心行动第5项是什么？', '银龄课堂行动'],
    ['云溪区重点任务的第二项是什么？', '完善运营扶持政策'],
  ])('%s is the heading in that place, and no other', async (question, title) => {
    const { answer, citations } = await ask(question);
    expect(answer).toContain(title);
    for (const other of ACTIONS.filter((name) => name !== title)) expect(answer).not.toContain(other);
    expect(citations).toHaveLength(1);
  });
});

describe('an item picked by its number', () => {
  it('is no count of items', async () => {
    const { answer } = await ask('云溪区第三项暖心行动是啥');
    expect(answer).toContain('适老改造行动');
    expect(answer).not.toContain('没有 3 项');
  });

  it('beyond the end of the list is said not to be there', async () => {
    const { answer, status } = await ask('云溪区第八项重点任务是什么？');
    expect(status).toBe('answered');
    expect(answer).toContain('没有第 8 项');
  });
});

describe('a section', () => {
  it('is listed by its parts where it has some', async () => {
    const { answer } = await ask('云溪区重点任务有哪些？');
    for (const title of ['暖心行动', '完善运营扶持政策', '加强人才队伍建设']) expect(answer).toContain(title);
  });

  it('is found by its number of parts', async () => {
    expect((await ask('云溪区重点任务有几项？')).answer).toMatch(/3/u);
  });

  it('is summed up over all its paragraphs', async () => {
    const { answer } = await ask('概括临浦区的主要任务');
    for (const word of ['村级幸福院', '家庭病床', '邻里守望']) expect(answer).toContain(word);
  });

  it('that admits shortcomings answers what is lacking, and only where there is one', async () => {
    const { answer } = await ask('临浦区养老服务存在哪些问题？');
    expect(answer).toContain('设施不足');
    expect(answer).toContain('智慧养老建设滞后');
    expect((await ask('云溪区存在哪些问题？')).status).toBe('not_found');
  });

  it('is named with its whole path when the place is asked for', async () => {
    const { answer, citations } = await ask('云溪区适老改造写在哪一部分？');
    for (const title of ['重点任务', '暖心行动', '适老改造行动']) expect(answer).toContain(title);
    expect(citations[0]!.path.at(-1)).toContain('适老改造行动');
  });
});
