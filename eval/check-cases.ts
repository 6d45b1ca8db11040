import type { EvalCase } from './case.ts';
import type { Sources } from './scorers/citations-verbatim.ts';
import { comparable } from './scorers/normalise.ts';

/** A shorter gold can match no citation, since the shared run must be 8 characters. */
const SHORTEST_GOLD = 8;

/** Faults of the cases themselves, which would make a right answer fail: for whoever writes them. */
export function findCaseFaults(cases: EvalCase[], sources: Sources): string[] {
  const texts = new Map([...sources].map(([id, source]) => [id, comparable(source)]));
  return cases.flatMap((one) => {
    const faults = one.gold.flatMap(({ doc, quote }) => {
      const text = texts.get(doc);
      if (text === undefined) return [`依据所在的文件“${doc}”不存在`];
      if ([...comparable(quote)].length < SHORTEST_GOLD)
        return [`依据“${quote}”不足 ${SHORTEST_GOLD} 字，无法匹配`];
      return text.includes(comparable(quote)) ? [] : [`依据“${quote}”不是“${doc}”的原文`];
    });
    if (one.answerable && one.gold.length === 0) faults.push('可答的题没有依据（gold），不可能通过');
    return faults.map((fault) => `${one.id}：${fault}`);
  });
}
