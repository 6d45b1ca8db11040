import { describe, expect, it } from 'vitest';
import { measureEvidence, measureLatency } from '../../../eval/bench/evidence.ts';
import {
  adaptQuestions,
  collectSentences,
  createRandom,
  generateDocuments,
  shuffle,
} from '../../../eval/bench/generate-documents.ts';
import { assertSameVectors, cosineDistance, recallByDistance } from '../../../eval/bench/recall.ts';
import { readStoredVectors } from '../../../eval/bench/stored-vectors.ts';
import { VectorIndex } from '../../../src/indexing/vector-index.ts';
import { knownCase } from '../known-answer.ts';

const TEXT = [
  '# 南开区教育规划',
  '## 一、发展基础',
  '全区23所中小学被评为全国青少年校园足球特色学校，5所幼儿园被评为特色幼儿园。',
  '加快公办幼儿园建设，积极扶持普惠性民办园，到2025年南开区普惠率达到93%。',
  '（责任单位：区教育局、区财政局）',
  '1. 深化改革。推进集团化办学，扩大优质教育资源覆盖面，办好家门口的学校。',
].join('\n');

describe('generated documents', () => {
  it('use whole plain sentences only', () => {
    expect(collectSentences([TEXT])).toContain(
      '加快公办幼儿园建设，积极扶持普惠性民办园，到2025年南开区普惠率达到93%。',
    );
    expect(collectSentences([TEXT]).join()).not.toMatch(/责任单位|一、|1\./);
  });

  it('are the same for the same seed and others for another', () => {
    const make = (seed: number) => generateDocuments({ texts: [TEXT], clauses: 450, seed });
    expect(make(1)).toEqual(make(1));
    expect(make(1)[0]!.text).not.toBe(make(2)[0]!.text);
  });

  it('hold the clauses asked for under headings of three kinds, each for its own district', () => {
    const documents = generateDocuments({ texts: [TEXT], clauses: 450 });
    expect(documents.map(({ file }) => file)).toEqual(['plan-0001.txt', 'plan-0002.txt', 'plan-0003.txt']);
    expect(new Set(documents.map(({ region }) => region)).size).toBe(3);
    const paragraphs = documents.flatMap(({ text }) =>
      text
        .split('\n')
        .slice(1)
        .filter((line) => line !== '' && !/^([一二三四五]、|（[一二三四]）)/.test(line)),
    );
    expect(paragraphs).toHaveLength(450);
    const { text, region } = documents[0]!;
    expect(text).toMatch(/^一、/m);
    expect(text).toMatch(/^（一）/m);
    expect(text).toMatch(/^1\. \S+。/m);
    expect(text).toContain(region);
    expect(text).not.toContain('南开');
    expect(text).toContain('2025年');
  });

  it('are asked about by district and all together, in turn', () => {
    const questions = adaptQuestions(['南开区有几所？', '西青的目标？'], ['东山区', '西川区']);
    expect(questions).toEqual(['东山区有几所？', '的目标？']);
  });

  it('are asked about in an order of its own for each connection, every question once', () => {
    const questions = Array.from({ length: 50 }, (_, i) => i);
    const [one, two] = [shuffle(createRandom(0), questions), shuffle(createRandom(1), questions)];
    expect(one).not.toEqual(two);
    expect(one.toSorted((a, b) => a - b)).toEqual(questions);
  });

  it('draw evenly', () => {
    const random = createRandom(7);
    const mean = Array.from({ length: 2000 }, random).reduce((sum, one) => sum + one, 0) / 2000;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});

describe('recall by distance', () => {
  const vectors = [
    [1, 0],
    [0, 1],
    [1, 0],
    [-1, 0],
  ].map((vector) => Float32Array.from(vector));

  it('measures cosine distance', () => {
    expect(cosineDistance([2, 0], [1, 0])).toBeCloseTo(0);
    expect(cosineDistance([1, 0], [-3, 0])).toBeCloseTo(2);
    expect(cosineDistance([0, 0], [1, 0])).toBe(1);
  });

  it('takes any of equally near vectors, and misses farther ones', () => {
    const recall = (found: number[], limit: number) =>
      recallByDistance({ vectors, query: [1, 0], found, limit });
    expect(recall([2], 1)).toBe(1);
    expect(recall([2, 1], 2)).toBe(0.5);
    expect(recall([0, 0], 2)).toBe(0.5);
    expect(recall([0, 2, 1, 3], 10)).toBe(1);
  });
});

describe('the vectors that recall is measured on', () => {
  // Ordinals 0 and 2 are twins, which the index keeps once; 1 and 3 come after and before them in the graph.
  const given = [
    [1, 0],
    [0, 1],
    [1, 0],
    [0.6, 0.8],
    [0, 1],
    [-1, 0],
  ];

  it('are paired with ordinals as the index pairs them, equal vectors included', async () => {
    const index = VectorIndex.build(given);
    const stored = await readStoredVectors(index);
    expect(stored).toHaveLength(given.length);
    for (const [ordinal, vector] of given.entries())
      expect(cosineDistance(stored[ordinal]!, vector)).toBeCloseTo(0);
    for (const query of given) {
      const hits = index.search(query, 3);
      expect(() => assertSameVectors({ vectors: stored, query, hits })).not.toThrow();
      expect(
        recallByDistance({ vectors: stored, query, found: hits.map((hit) => hit.ordinal), limit: 3 }),
      ).toBe(1);
    }
  });

  it('stop the bench when they are paired wrongly, instead of passing for a low recall', () => {
    const hits = VectorIndex.build(given).search([0, 1], 2);
    const shifted = [...given.slice(1), given[0]!];
    expect(() => assertSameVectors({ vectors: shifted, query: [0, 1], hits })).toThrow('recall 无法测量');
    expect(() => assertSameVectors({ vectors: [], query: [0, 1], hits })).toThrow('recall 无法测量');
  });
});

describe('latency', () => {
  it('times every question and says which was slowest', async () => {
    const slow = (question: string) =>
      new Promise((resolve) => setTimeout(resolve, question === '慢' ? 40 : 0));
    const figures = await measureLatency(['快', '慢', '快'], slow);
    expect(figures).toMatchObject({ asked: 3, wanted: 3 });
    expect(figures.maxMs).toBeGreaterThanOrEqual(35);
    expect(figures.p50Ms).toBeLessThan(35);
  });

  it('stops when the time allowed is over, and says how many it timed', async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 20));
    expect(await measureLatency(['甲', '乙', '丙'], slow, 10)).toMatchObject({ asked: 1, wanted: 3 });
  });
});

describe('evidence among the first results', () => {
  it('counts a result that holds a gold quote whole, white space and marks aside', async () => {
    const results = ['无关', '| 普惠性幼儿园 |\n覆盖率达到 93% |', '普惠性幼儿园覆盖率达到'];
    const figures = await measureEvidence([knownCase()], async () => results);
    expect(figures).toMatchObject({ found: { at1: 0, at5: 1, at10: 1 }, foundInBudget: 1 });
    const far = await measureEvidence([knownCase()], async () => ['长'.repeat(990), results[1]!]);
    expect(far).toMatchObject({ found: { at5: 1 }, foundInBudget: 0 });
    expect((await measureEvidence([knownCase()], async () => results.slice(2))).found.at10).toBe(0);
  });
});
