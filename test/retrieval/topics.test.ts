import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../src/indexing/lexicon.ts';
import { OTHER_TOPIC, topicOf } from '../../src/retrieval/topics.ts';

const { topics } = createLexicon({ 'topics.txt': '航运: 船, 码头\n岸线: 堤, 栈桥\n数字化: 数字, 5G\n' });
const topic = (words: string, ...path: string[]) => topicOf(words, path, topics);

describe('topicOf', () => {
  it('is told by the heading right above, then by the own words', () => {
    expect(topic('更换栈桥桥板', '一、码头建设')).toBe('航运');
    expect(topic('更换栈桥桥板', '一、码头建设', '（一）今年任务')).toBe('岸线');
  });

  it('is told by the nearest heading that tells one', () => {
    expect(topic('更换桥板', '一、码头建设', '（一）堤岸加固')).toBe('岸线');
    expect(topic('更换桥板', '一、码头建设', '（一）今年任务')).toBe('航运');
  });

  it('is the first in the order of the lexicon where the words tell two', () => {
    expect(topic('栈桥旁的码头')).toBe('航运');
  });

  it('reads words in whatever width and case', () => {
    expect(topic('５ｇ巡检')).toBe('数字化');
  });

  it('is that of all others where nothing tells one', () => {
    expect(topic('更换桥板', '一、今年任务')).toBe(OTHER_TOPIC);
    expect(topicOf('码头', [], [])).toBe(OTHER_TOPIC);
  });
});
