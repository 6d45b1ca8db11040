import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';
import { shareOf } from './overlap.ts';

/** What is done, and the signs of past and future by which a source tells which of them it is. */
const DEED = '(?:建成|建设|建立|新建|新增|增加|达到|完成|实现|提高|提升|成立|形成|开展)';
const SAYS_DONE = new RegExp(`已经?${DEED}|(?:建成|完成|实现)了`, 'u');
const SAYS_PLANNED = new RegExp(`(?:将|拟|力争|预计|计划)${DEED}`, 'u');
const PAST = /截[至止]|已|了|以来|期间|目前|现有/u;
const FUTURE = /到\d{4}年|将|拟|力争|争取|预计|计划|目标/u;

/** Words by which a statement says done of what its cited words plan, or planned of what is done; else null. */
export function wrongTense(text: string, { cited }: Grounds): string | null {
  const done = SAYS_DONE.exec(text)?.[0];
  if (done !== undefined && FUTURE.test(cited) && !PAST.test(cited)) return done;
  const planned = SAYS_PLANNED.exec(text)?.[0];
  return planned !== undefined && PAST.test(cited) && !FUTURE.test(cited) ? planned : null;
}

/** 已达到, 已经启动: the deed that is said to be done. */
const DONE_DEED = /已(?:经)?([\p{Script=Han}]{2})/gu;
const TOLD_DONE = /已|了|截[至止]|共有|现有/u;
const PARTS = /[，,；;。：:\n]/u;

/** A deed that a statement calls done (已达到) where no part of its cited words with that deed does; else null. */
export function claimedDone(text: string, { cited }: Grounds): string | null {
  // 截至2030年底，全区建成…: the part before may say so.
  const parts = cited.split(PARTS).map((part, at, all) => `${all[at - 1] ?? ''}，${part}`);
  for (const { 0: words, 1: deed } of searchForm(text).matchAll(DONE_DEED)) {
    const telling = parts.filter((part) => part.split('，').at(-1)!.includes(deed!));
    if (!(telling.length > 0 ? telling : parts).some((part) => TOLD_DONE.test(part))) return words;
  }
  return null;
}

/** Words that say that it is so now: 如今, 拥有, 云溪区有9所, 打造了. 有效 and 了解 are other words. */
const NOW =
  /现在|如今|当前|眼下|今日|现状|处于|位居|位列|拥有|建有|设有|(?<=[区县市镇乡])有(?![效序力关利助机意条益针待望])[^，。；]{2}|\p{Script=Han}{2}了(?!解)/gu;

/** A word by which a statement says that it is so now, where its cited words say neither that nor that anything is done; else null. */
export function toldAsNow(text: string, { cited }: Grounds): string | null {
  if (PAST.test(cited)) return null;
  return (
    searchForm(text)
      .match(NOW)
      ?.find((word) => !cited.includes(word)) ?? null
  );
}

/** A goal with its year, up to the end of the sentence. */
const BY_YEAR = /(?<year>到\d{4}年(?:底|末)?)(?<reached>[^。；\n]*)/gu;
/** Words by which a statement leaves it to the future. */
const AHEAD = /\d{4}年|将|拟|力争|争取|预计|计划|目标|提出|规划|要|应|确保|须|使|推动|努力/u;
/** Words by which it reads as reached; 新增9所 is still to be done. */
const REACHED = /达到|达|超过|超|高于|建成|形成|实现|完成|为|占/u;
/** Share of a part's neighbouring characters by which a statement is about it. */
const ABOUT = 0.5;
const SHORTEST_PART = 4;

/** 到2035年 of the cited words that a statement on what is reached by then leaves out, as if it were reached; else null. */
export function droppedYear(text: string, { cited }: Grounds): string | null {
  const form = searchForm(text);
  if (AHEAD.test(form)) return null;
  const reads = form.split(PARTS).filter((part) => REACHED.test(part));
  for (const { groups } of cited.matchAll(BY_YEAR)) {
    const { year, reached } = groups as { year: string; reached: string };
    const goals = reached.split(/[，,、]/u).filter((part) => part.length >= SHORTEST_PART);
    if (goals.some((goal) => reads.some((part) => shareOf(goal, part) >= ABOUT))) return year;
  }
  return null;
}
