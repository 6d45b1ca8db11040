import { afterAll, describe, expect, it } from 'vitest';
import { searchForm } from '../../src/language/normalise.ts';
import { asksEither, readRegions, regionNames } from '../../src/retrieval/regions.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);
const read = (question: string) => readRegions(searchForm(question), index.documents, index.segmenter);

describe('regionNames', () => {
  it('adds the short form', () => {
    expect(regionNames('云溪区')).toEqual(['云溪区', '云溪']);
    expect(regionNames('滨海新区')).toEqual(['滨海新区', '滨海']);
  });

  it('makes no short form of a single character', () => {
    expect(regionNames('蓟县')).toEqual(['蓟县']);
  });
});

describe('asksEither', () => {
  it.each([
    ['这句话是云溪写的还是临浦写的', true],
    ['云溪区的还是临浦区的', true],
    ['云溪区和临浦区还是要分别说说', false],
    ['云溪区的社区食堂有多少个，还是说只有临浦区写了', false],
    ['这是云溪写的还是别的区写的', false],
  ])('%s: %s', (question, either) => {
    expect(asksEither(searchForm(question), read(question).named)).toBe(either);
  });
});

describe('readRegions', () => {
  it('finds named regions in order of mention, by long and short name, and takes them out', () => {
    const { named, documentIds, rest } = read('临浦和云溪区的社区食堂');
    expect(named).toEqual(['临浦区', '云溪区']);
    expect(documentIds.sort()).toEqual(['linpu', 'yunxi']);
    expect(rest).not.toMatch(/云溪|临浦/u);
    expect(rest).toContain('社区食堂');
  });

  it.each(['不问临浦了，云溪的护理型床位呢', '别说临浦，护理型床位占比', '除了临浦，护理型床位占比多少'])(
    'leaves out a region that is turned away from: %s',
    (question) => {
      expect(read(question).documentIds).toEqual(['yunxi']);
      expect(read(question).rest).not.toContain('临浦');
    },
  );

  it('takes 是不是 for a question, not for turning away', () => {
    expect(read('是不是临浦的护理型床位更多').named).toEqual(['临浦区']);
  });

  it('keeps to the documents of the regions named, and to all where none is', () => {
    expect(read('云溪区的社区食堂').documentIds).toEqual(['yunxi']);
    expect(read('社区食堂有多少个').documentIds).toHaveLength(2);
    expect(read('社区食堂有多少个').named).toEqual([]);
  });

  it('does not take the name of a school for its district', () => {
    expect(read('云溪中学怎么样').named).toEqual([]);
  });

  it.each(['两个区的床位', '两区床位对比', '各区的床位', '两份文件怎么说'])(
    'reads that all are asked for: %s',
    (question) => {
      expect(read(question).asksAll).toBe(true);
    },
  );

  it.each(['另一个区呢', '另外一个区的床位', '对方怎么做'])(
    'reads that the other is asked for: %s',
    (question) => {
      expect(read(question).asksOther).toBe(true);
    },
  );

  it.each(['社区食堂', '学区划分', '市级平台', '园区建设', '农村地区的养老'])(
    'takes no common word for a region: %s',
    (question) => {
      const { named, foreign, mentioned, asksAll, asksOther } = read(question);
      expect({ named, foreign, mentioned, asksAll, asksOther }).toEqual({
        named: [],
        foreign: [],
        mentioned: [],
        asksAll: false,
        asksOther: false,
      });
    },
  );

  it.each([
    ['浦东新区的床位', '浦东'],
    ['朝阳区有多少食堂', '朝阳区'],
    ['广东省怎么做', '广东'],
  ])('knows a region that no document speaks for: %s', (question, name) => {
    const { foreign, named } = read(question);
    expect(named).toEqual([]);
    expect(foreign.join()).toContain(name);
  });

  it('knows the municipality above as none of the documents', () => {
    expect(read('溪山市全市有多少食堂').foreign).not.toEqual([]);
    expect(read('溪山市云溪区有多少食堂').foreign).toEqual([]);
    expect(read('溪山市云溪区有多少食堂').named).toEqual(['云溪区']);
  });
});
