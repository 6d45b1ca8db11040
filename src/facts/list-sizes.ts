import { remembered } from '../language/remembered.ts';

const ORDINALS = '一二三四五六七八九十';

/** Two members and no more: 以甲项工作和乙项工作为重点. */
const JOINED_PAIR = /以[^，。；、]{2,12}[和与及][^，。；、]{2,12}为(?:重点|主|载体|抓手|核心|基础|依托)/u;

/** Sizes of the lists that a sentence holds: 一是…二是…, and runs with 、 between their members. */
export const listSizes = remembered(readListSizes);

function readListSizes(text: string): number[] {
  let spoken = 0;
  while (text.includes(`${ORDINALS[spoken]}是`)) spoken++;
  const runs = text.split(/[，。；：:！？,;]/u).map((run) => {
    const members = run.split('、').length;
    // The last two may be joined by 和, which also joins words inside a member: both readings count.
    return members > 1 ? [members, ...(/[和与及](?=[^、]*$)/u.test(run) ? [members + 1] : [])] : [];
  });
  return [...(spoken >= 2 ? [spoken] : []), ...(JOINED_PAIR.test(text) ? [2] : []), ...runs.flat()];
}
