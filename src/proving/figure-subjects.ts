import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import type { Grounds } from './grounds.ts';

/** What stands right before a figure and right behind it, and names what it is of. */
interface Placed {
  figure: Quantity;
  beside: string;
}

/** A part of a sentence ends here; what is joined has figures of its own. */
const ENDS = /[，,；;。：:、！？!?\n]|[和与及或并](?=[^，,；;。]*$)/u;
const STARTS = /[，,；;。：:、！？!?\n]|(?<=\p{Script=Han})[和与及或并](?=\p{Script=Han})/u;
/** Words that say how much rather than of what. */
const HOW_MUCH =
  /^(?:达到|达|不少于|不低于|不超过|不高于|至少|超过|以上|以下|以内|左右|实现|完成|增加|新增|建成|建设|提高|提升|控制|开展|进行|比例|占比|总数|数量|要求|标准|目标|工作|教育|学校|学生|教师|活动)$/u;
/** Words between what a figure is of and the figure. */
const BOUND =
  /(?:(?:要|应|能|将|共|约|为|至|到|达|占)|达到|不少于|不低于|不超过|不高于|至少|至多|超过|实现|完成|增加|新增|提高到|提升到|控制在)+$/u;
/** Words on either side of a figure that are looked at. */
const NEAREST = 3;
const NAMES = /^(?:n|vn|an|[jlix])/u;

/** Every figure of a text with the words beside it, up to the next sign or figure on either side. */
function placed(form: string): Placed[] {
  const figures = findQuantities(form).filter(
    ({ kind }) => kind !== 'year' && kind !== 'date' && kind !== 'ordinal',
  );
  return figures.map((figure, i) => {
    const from = figures[i - 1]?.end ?? 0;
    const to = figures[i + 1]?.start ?? form.length;
    const before = form.slice(from, figure.start).split(ENDS).at(-1)!;
    const behind = form.slice(figure.end, to).split(STARTS)[0]!;
    return { figure, beside: `${before}，${behind}` };
  });
}

/** How many characters right before or right behind a figure tell what it is of: 小学学位 beside 中学学位. */
const TELLING = [3, 4];

/** The characters right before and right behind a figure, bounds and verbs of reaching left out. */
function besideOf({ beside }: Placed): string[] {
  const [before, behind] = beside.split('，') as [string, string];
  const ahead = before.replace(BOUND, '');
  // 2座灯塔: what follows may be no longer than a word.
  const short = /^\p{Script=Han}{2}$/u.test(behind) ? [behind] : [];
  return TELLING.flatMap((length) => [
    ...short,
    ...(ahead.length >= length ? [ahead.slice(-length)] : []),
    ...(behind.length >= length ? [behind.slice(0, length)] : []),
  ]);
}

/** The words that name things right before and right behind a figure. */
function namesBeside({ beside }: Placed, { segmenter }: PolicyIndex): string[] {
  const [before, behind] = beside.split('，') as [string, string];
  const naming = (words: string[]) =>
    words.filter((word) => word.length > 1 && NAMES.test(segmenter.tagOf(word)) && !HOW_MUCH.test(word));
  return [
    ...naming(segmenter.words(before).slice(-NEAREST)),
    ...naming(segmenter.words(behind).slice(0, NEAREST)),
  ];
}

const PART = /[，,；;。：:\n]/u;

/** The parts of the cited words that hold a figure, each with the one before it, and all the other parts. */
function partsOf(cited: string, canonical: string): { own: string; others: string } {
  const parts = cited.split(PART);
  const holds = parts.map((part) => findQuantities(part).some((figure) => figure.canonical === canonical));
  const isOwn = (i: number) => holds[i] || holds[i + 1];
  return {
    own: parts.filter((_, i) => isOwn(i)).join('。'),
    others: parts.filter((_, i) => !isOwn(i)).join('。'),
  };
}

/**
 * The words by which a statement gives a figure of its grounds to something else of theirs: 中学学位3240个 where they
 * say 小学学位3240个、中学学位2700个. Null where every figure stands with words that it has there.
 */
export function movedFigure(text: string, { cited }: Grounds, index: PolicyIndex): string | null {
  const sources = placed(cited);
  for (const one of placed(searchForm(text))) {
    const isSame = ({ figure }: Placed) => figure.canonical === one.figure.canonical;
    const own = sources
      .filter(isSame)
      .map(({ beside }) => beside)
      .join('。');
    if (own === '') continue;
    const others = sources
      .filter((other) => !isSame(other))
      .map(({ beside }) => beside)
      .join('。');
    const isMoved = (words: string) => !own.includes(words) && others.includes(words);
    const parts = partsOf(cited, one.figure.canonical);
    const names = namesBeside(one, index);
    const isElsewhere = (words: string) =>
      !parts.own.includes(words) && (others + parts.others).includes(words);
    const isStrange = names.some(isElsewhere) && names.every((word) => !own.includes(word));
    const moved = besideOf(one).find(isMoved) ?? (isStrange ? names.find(isElsewhere) : undefined);
    if (moved !== undefined) return `${moved}…${one.figure.text}`;
  }
  return null;
}
