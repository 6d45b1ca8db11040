import { afterAll, describe, expect, it } from 'vitest';
import { searchForm } from '../../src/language/normalise.ts';
import { readConcepts, withoutScaffold } from '../../src/retrieval/concepts.ts';
import { matchConcept } from '../../src/retrieval/matching.ts';
import { holdsText } from '../../src/retrieval/plain-source.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);
const holds = (text: string) => holdsText(index.documents, text);
const vocabulary = { ...index, holds, isSearched: holds };
const read = (question: string, names: string[] = []) =>
  readConcepts(searchForm(question), names, vocabulary);
const find = (question: string, word: string) => read(question).find(({ text }) => text.includes(word));

describe('withoutScaffold', () => {
  it.each([
    ['社区食堂有多少个', '社区食堂'],
    ['请问什么是家庭病床', '家庭病床'],
    ['助浴服务怎么办', '助浴服务'],
  ])('leaves of %s what it asks about', (question, matter) => {
    const left = withoutScaffold(question);
    expect(left).toContain(matter);
    expect(left).not.toMatch(/多少|什么|怎么|请问/u);
  });

  it('leaves nothing of mere asking words', () => {
    expect(withoutScaffold('是什么意思呢').replace(/\s/gu, '')).toBe('');
  });
});

describe('readConcepts', () => {
  it('names the matters of a question and not its asking words', () => {
    const words = read('独居老年人怎么安装烟感报警器？')
      .map(({ text }) => text)
      .join(' ');
    for (const word of ['独居', '老年人', '安装']) expect(words).toContain(word);
    expect(words).not.toContain('怎么');
  });

  it('tells words of the documents from others', () => {
    expect(find('养老护理员和宇航员有多少', '宇航员')!.isKnown).toBe(false);
    expect(find('食堂和宇航员有多少', '食堂')!.isKnown).toBe(true);
  });

  it('weighs a noun that few clauses hold above one that names no matter', () => {
    expect(find('家庭病床工作', '病床')!.weight).toBeGreaterThan(find('家庭病床工作', '工作')!.weight);
  });

  it('takes a quoted name as it stands', () => {
    const [name] = read('“邻里守望”是什么活动');
    expect(name).toMatchObject({ text: '邻里守望', isQuoted: true, isKnown: true });
    expect(read('“银杏行动”是什么').find(({ isQuoted }) => isQuoted)).toMatchObject({
      text: '银杏行动',
      isKnown: false,
    });
  });

  it('takes the names it is given as they stand', () => {
    expect(read('一校三站由谁负责', ['一校三站'])[0]).toMatchObject({ text: '一校三站', isQuoted: true });
  });

  it('sees a word that the segmenter cuts to characters as the word it is', () => {
    expect(read('冬季供暖谁来管').map(({ text }) => text)).toContain('供暖');
    expect(find('冬季供暖谁来管', '供暖')).toMatchObject({ isKnown: false, isStrange: true });
  });

  it('parts a compound that no document holds, so that its unknown half is seen', () => {
    const words = read('养老贷款怎么办').map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['养老', '贷款']));
    expect(find('养老贷款怎么办', '贷款')!.isStrange).toBe(true);
  });

  it('calls no word strange that the documents hold, nor a compound of two such words, nor a word of talk', () => {
    for (const [question, word] of [
      ['养老护理员有多少', '护理员'],
      ['食堂床位有多少', '床位'],
      ['护理员的要点', '要点'],
      ['护理员平台有哪些', '平台'],
    ] as const)
      expect(find(question, word)!.isStrange).toBe(false);
  });

  it('calls a word strange that only a document not searched holds', () => {
    const isElsewhere = { ...vocabulary, isSearched: (text: string) => text !== '食堂' };
    const concepts = readConcepts(searchForm('食堂的平台'), [], isElsewhere);
    expect(concepts.find(({ text }) => text === '食堂')).toMatchObject({
      isKnown: true,
      isTold: false,
      isStrange: false,
    });
    const noSynonym = { ...isElsewhere, lexicon: { ...index.lexicon, alternatives: () => [] } };
    const [stranger] = readConcepts(searchForm('食堂的平台'), [], noSynonym);
    expect(stranger).toMatchObject({ text: '食堂', isKnown: true, isStrange: true });
  });

  it('weighs a word of talk that no document holds as next to nothing', () => {
    expect(find('护理员的口径', '口径')!.weight).toBeLessThan(
      0.25 * find('宇航员的护理', '宇航员')!.weight + 0.01,
    );
  });

  it('lets what stands beside the asking words be the matter where they name none', () => {
    const beside = find('学籍登记错了，哪里给改', '学籍')!.weight;
    const apart = find('学籍登记错了，护理型床位有多少', '学籍')!.weight;
    expect(beside).toBeGreaterThan(apart);
  });

  it('names no matter in a question that has none', () => {
    expect(read('是什么呢？')).toEqual([]);
    expect(read('')).toEqual([]);
  });
});

describe('matchConcept', () => {
  it('matches the word itself fully, a synonym by its weight and a stranger not at all', () => {
    const concept = {
      text: '老人',
      alternatives: [
        { word: '老人', weight: 1 },
        { word: '老年人', weight: 0.8 },
      ],
      weight: 2,
      isKnown: true,
      isQuoted: false,
      isTold: false,
      isStrange: false,
    };
    expect(matchConcept(concept, '为老人服务')).toBe(1);
    expect(matchConcept(concept, '为老年人服务')).toBe(0.8);
    expect(matchConcept(concept, '为儿童服务')).toBe(0);
  });

  it('matches a long word by most of its character pairs, at a discount', () => {
    const concept = {
      text: '适老化改造',
      alternatives: [{ word: '适老化改造', weight: 1 }],
      weight: 2,
      isKnown: true,
      isQuoted: false,
      isTold: false,
      isStrange: false,
    };
    const partial = matchConcept(concept, '适老化设施改造');
    expect(partial).toBeGreaterThan(0.3);
    expect(partial).toBeLessThan(1);
    expect(matchConcept(concept, '改造道路')).toBe(0);
  });
});
