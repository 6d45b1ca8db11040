import type { ParallelList } from '../facts/parallel-lists.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { membersAsked } from '../retrieval/enumerations.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { speakerOf } from './writer.ts';

/** How the members of a list are said to look; null where the question does not say. */
interface Shape {
  /** Every member begins, ends with this, or holds it. */
  begins: string;
  ends: string;
  holds: string;
  /** What every member, told in a sentence of its own, is one of. */
  kind: string;
  /** One of the members, given as an example. */
  example: string | null;
  /** Characters of a member, members of the list. */
  length: number | null;
  count: number | null;
}

/** “××制”, “做什么样的……”: a name with a gap in it. */
const GAP_IN_QUOTES =
  /[“‘「]([\p{Script=Han}]{0,8}?)(?:[×✕*＊○]+|x{2,}|某某|什么样|什么|\.{2,}|…+)([\p{Script=Han}]{1,8})[”’」]/u;
const GAP = /(?:[×✕*＊○]{2,}|x{2,}|什么什么|某某)(\p{Script=Han}{1,4})/u;
/** “校什么、校什么”, 什么力、什么力: what every member begins or ends with. */
const REPEATED =
  /(\p{Script=Han})(?:什么|啥|某|×|x)[、，和]?\1(?:什么|啥|某|×|x)|(?:什么|啥|某|×|x)(\p{Script=Han})[、，和]?(?:什么|啥|某|×|x)\2/u;
/** 五“同”, “五同”, 五个“力”: so many, each with that character. */
const SHARED =
  /(?:(?:[“‘「哪这那]|^)([二两三四五六七八九十])个?[“‘「]?|([二两三四五六七八九十])个[“‘「])(\p{Script=Han})[”’」]/u;
/** 哪几种“制”: what every member ends with. */
const ENDS = /几[种类个项][“‘「](\p{Script=Han})[”’」]/u;
/** 每对八个字, 三字短语, 四个字的词. */
const EACH_LONG =
  /每[\p{Script=Han}]{0,2}?([两二三四五六七八九十])个字|([两二三四五六七八九十])个?字(?:的)?(?:短语|词|口诀|诀|短句|句)/u;
/** 分成哪几种文化: what each member is one of. */
const KINDS_OF = /[哪这那分]?几(?:种|类|个|样)(\p{Script=Han}{2,3}?)(?=$|[，,。？?来抓建入着下]|分别|都)/u;
const EXAMPLE =
  /[“‘「]?(?:什么|像|比如|例如|譬如|如)?[“‘「]?(\p{Script=Han}{2,8}?)[”’」]?(?:之类|这样的|这类|打头|开头|领头)/u;

function shapeAsked(topic: string): Shape | null {
  const gap = GAP_IN_QUOTES.exec(topic);
  const repeated = REPEATED.exec(topic);
  const open = gap || repeated ? null : GAP.exec(topic);
  const ending = ENDS.exec(topic);
  const shared = SHARED.exec(topic);
  const long = EACH_LONG.exec(topic);
  const length = long?.[1] ?? long?.[2];
  const kind = KINDS_OF.exec(topic)?.[1] ?? '';
  const example = EXAMPLE.exec(topic)?.[1] ?? null;
  const shape: Shape = {
    begins: repeated?.[1] ?? gap?.[1] ?? '',
    ends: repeated ? (repeated[2] ?? '') : (gap?.[2] ?? open?.[1] ?? ending?.[1] ?? ''),
    holds: shared?.[3] ?? '',
    kind,
    example,
    length: length === undefined ? null : parseChineseNumber(length),
    count: shared
      ? parseChineseNumber((shared[1] ?? shared[2])!)
      : membersAsked(long ? topic.replace(long[0], '') : topic),
  };
  const tells = [gap, repeated, open, ending, shared, example].some((one) => one !== null) || kind !== '';
  const asksPhrases = shape.count !== null || /几个[^，,。？?]{0,8}(?:短语|口诀|短句)/u.test(topic);
  return tells || (shape.length !== null && asksPhrases) ? shape : null;
}

/** Share of the question's matters that the list's clause and headings must speak of. */
const MIN_SPOKEN = 0.3;

function hasShape({ members, length, sentences }: ParallelList, shape: Shape): boolean {
  return (
    (shape.kind === '' || (sentences.length > 1 && members.every((member) => member.includes(shape.kind)))) &&
    (shape.count === null || members.length === shape.count) &&
    (shape.length === null || length === shape.length) &&
    (shape.example === null || members.some((member) => member.startsWith(shape.example!))) &&
    members.every(
      (member) =>
        member.startsWith(shape.begins) && member.endsWith(shape.ends) && member.includes(shape.holds),
    )
  );
}

/** A list told by how its members look (哪五“同”, 每对八个字, “××育人”); null where no list looks so. */
export function answerParallel(findings: Findings): Draft | null {
  const { question, index } = findings;
  const shape = shapeAsked(question.topic);
  if (!shape) return null;
  const draft = newDraft(findings);
  const known = question.concepts.filter(({ isKnown }) => isKnown);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  for (const document of askedDocuments(findings)) {
    const { clauses } = index.outlines.get(document.id)!;
    const matching = index.facts.get(document.id)!.parallels.filter((list) => hasShape(list, shape));
    const weighed = matching.map((list) => {
      const clause = clauses.find(({ id }) => id === list.clauseId)!;
      const form = searchForm(`${document.title}${clause.path.join('')}${clause.text}`);
      const spoken = spokenWeight(known, form);
      return { list, clause, spoken };
    });
    const best = weighed.sort((a, b) => b.spoken - a.spoken)[0];
    if (!best || best.spoken < MIN_SPOKEN * total) continue;
    const { list, clause } = best;
    const sentences = list.sentences.map(({ start }) => clause.sentences.find((one) => one.start === start)!);
    const place = clause.path.at(-1) ? `（${clause.path.at(-1)}）` : '';
    const said =
      sentences.length === 1
        ? `${list.members.join('；')}${draft.cited.sentence(clause, sentences[0]!)}`
        : list.members
            .map((member, i) => `${member}${draft.cited.sentence(clause, sentences[i]!)}`)
            .join('；');
    draft.lines.push(`${speakerOf(document)}${place}共 ${list.members.length} 项：${said}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
