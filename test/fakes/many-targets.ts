import type { ServedIndex } from '../../src/channels/channel.ts';
import { FAKE_INDEX } from './policy-assistant.ts';
import { withSecondDocument } from './two-documents.ts';

/** What the first document aims at beside its own target: enough topics and years for a picture. */
const MORE = [
  { name: '小学学位', value: 900, unit: '个', comparator: '增加', by: 2024 },
  { name: '初中学位', value: 600, unit: '个', comparator: '增加', by: 2025 },
  { name: '教师培训', value: 40, unit: '学时', comparator: '不少于', by: null },
];

/** The two fake documents, the first with targets of three topics. */
export function withManyTargets(): ServedIndex {
  const index = withSecondDocument();
  const [first] = FAKE_INDEX.facts.get('mou')!.targets;
  const { targets, duties } = FAKE_INDEX.facts.get('mou')!;
  const more = MORE.map((target) => ({ ...first!, ...target }));
  return {
    ...index,
    facts: new Map([...index.facts, ['mou', { targets: [...targets, ...more], duties }]]),
    lexicon: {
      topics: [
        ...index.lexicon.topics,
        { name: '义务教育', words: ['小学', '初中'] },
        { name: '教师队伍', words: ['教师'] },
      ],
    },
  };
}
