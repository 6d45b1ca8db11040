import { describe, expect, it } from 'vitest';
import { scoreFacts } from '../../eval/score-facts.ts';
import { splitClauses } from '../../src/clauses/split-clauses.ts';
import { readDocuments } from '../../src/documents/read-documents.ts';
import { readDuties } from '../../src/facts/duties.ts';
import { readTargets } from '../../src/facts/targets.ts';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { documents } = await readDocuments(new URL('../../seeds', import.meta.url).pathname);
const outlines = documents.map(splitClauses);

describe('facts of the two plans', () => {
  const targets = documents.flatMap((document, i) => readTargets(document, outlines[i]!));

  it('agree with the lists made by hand', async () => {
    const score = await scoreFacts(
      targets,
      documents.flatMap((document, i) => readDuties(document.source, outlines[i]!)),
    );
    expect(score.wrongDuties).toEqual([]);
    expect(score.recall, score.missed.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(score.precision, score.extra.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('each point at the words they were read from', () => {
    for (const { documentId, start, end, words } of targets) {
      const { source } = documents.find(({ id }) => id === documentId)!;
      expect(stripMarks(source.slice(start, end))).toBe(stripMarks(words));
    }
  });
});

describe('readTargets', () => {
  const read = async (text: string) => {
    const { index, close } = await servePlans({ 'plan.md': `青石区教育计划\n\n一、任务\n\n${text}\n` });
    const { targets } = [...index.facts.values()][0]!;
    await close();
    return targets.map(({ name, value, upper, unit, comparator, by, frequency }) =>
      [name, comparator, value, upper, unit, by, frequency]
        .filter((part) => part !== null && part !== '')
        .join('|'),
    );
  };

  it.each([
    ['到2030年，学前三年毛入园率达到96%以上。', ['学前三年毛入园率|达到…以上|96|%|2030']],
    ['学前三年毛入园率达到百分之九十六。', ['学前三年毛入园率|达到|96|%']],
    ['近视率控制在学生总数的百分之三十以内。', ['近视率|控制在…以内|30|%']],
    ['新增学位3600个，新建公办幼儿园12所。', ['学位|新增|3600|个', '公办幼儿园|新建|12|所']],
    [
      '到2030年增加小学学位3600个、中学学位1200个。',
      ['小学学位|增加|3600|个|2030', '中学学位|增加|1200|个|2030'],
    ],
    ['每学期组织家访不少于2次。', ['组织家访|不少于|2|次|每学期']],
    ['每两年举办一届技能大赛。', ['技能大赛|1|届|每两年']],
    ['每年召开家长代表座谈。', ['召开家长代表座谈|每年']],
    ['确保2028年达到省级验收标准。', ['省级验收标准|达到|2028']],
    ['打造3—5个特色品牌。', ['特色品牌|3|5|个']],
    ['按照每年生均200元的标准安排活动经费。', ['活动经费|200|元|每年']],
    ['入学比例逐年提高，达到九成以上。', ['入学比例|达到…以上|90|%']],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it.each([
    '实施七项攻坚行动和三年行动计划。',
    '健全两个发展机制，建立“三个课堂”。',
    '依托我区6所基地校推进融合。',
    '提升两支队伍的业务水平。',
    '落实体育、艺术“2+1项目”。',
  ])('sets nothing: %s', async (text) => {
    expect(await read(text)).toEqual([]);
  });

  it('tells work done from what is set', async () => {
    const { index, close } = await servePlans();
    const past = [...index.facts.values()].flatMap(({ targets }) =>
      targets.filter(({ isPast }) => isPast).map(({ name, value }) => `${name} ${value}`),
    );
    await close();
    expect(past).toContain('社区食堂 28');
    expect(past).not.toContain('社区食堂 45');
  });
});
