import { describe, expect, it } from 'vitest';
import { readParallelLists } from '../../src/facts/parallel-lists.ts';
import { outlineOf } from '../clauses/documents.ts';

const listsOf = (...paragraphs: string[]) =>
  readParallelLists(outlineOf(['青石区渡口管理方案', '一、摆渡许可', ...paragraphs, ''].join('\n\n')));
const membersOf = (text: string) => listsOf(text).map(({ members }) => members);

describe('readParallelLists', () => {
  it('frees the first and last member of what stands around the list', () => {
    expect(membersOf('坚持修船利民、增渡便民、减费惠民，办好渡口。')).toContainEqual([
      '修船利民',
      '增渡便民',
      '减费惠民',
    ]);
    expect(membersOf('实行走船制、轮班制、领航制等用工制度。')).toContainEqual([
      '走船制',
      '轮班制',
      '领航制',
    ]);
  });

  it('reads members in quotation marks side by side', () => {
    const [list] = listsOf('开展“做守时的船工”“做热心的船工”“做细心的船工”等活动。');
    expect(list!.members).toEqual(['做守时的船工', '做热心的船工', '做细心的船工']);
    expect(list!.length).toBe(6);
  });

  it('reads pairs between commas, and does not cut words to make a member', () => {
    expect(
      membersOf('本着立足当前、着眼长远，突出重点、统筹推进，问题导向、注重实效的原则办好渡口。'),
    ).toContainEqual(['立足当前、着眼长远', '突出重点、统筹推进', '问题导向、注重实效']);
    expect(membersOf('完善台账，健全制度，提高船工队伍的水平。')).toEqual([]);
  });

  it('reads sentences that open alike, each with its own place', () => {
    const [list] = listsOf(
      '强化渡口安全建设，配齐救生衣。抓好码头安全建设，修好栏杆。注重船只安全建设，每年检修。',
    );
    expect(list!.members).toEqual(['强化渡口安全建设', '抓好码头安全建设', '注重船只安全建设']);
    expect(list!.sentences).toHaveLength(3);
    expect(list!.length).toBeNull();
  });

  it('takes no list of responsible units for one', () => {
    expect(membersOf('办好渡口。（责任单位：区交通局、区水务局、区财政局、区应急局）')).toEqual([]);
  });
});
