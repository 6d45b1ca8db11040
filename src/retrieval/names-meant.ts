import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { KIND_OF_SCHOOL } from './concepts.ts';
import type { Evidence } from './evidence.ts';
import { holdsText } from './plain-source.ts';
import type { Question } from './question.ts';
import { ordinalAsked, titlePicked } from './sections.ts';

const INSTITUTION = /(?:中学|小学|幼儿园|学校|大学|学院)/gu;
/** A name of its own is longer than a kind of school: 公办幼儿园. */
const OWN_NAME = { shortest: 6, longest: 14 };

/** The school or the like that a question names as the documents do: 江月第二幼儿园; null where it names none. */
function institutionNamed(text: string, index: PolicyIndex): string | null {
  const form = searchForm(text);
  for (const { 0: tail, index: at } of form.matchAll(INSTITUTION)) {
    for (let length = OWN_NAME.longest; length >= OWN_NAME.shortest; length--) {
      const from = at + tail.length - length;
      const name = form.slice(Math.max(0, from), at + tail.length);
      const isName = from >= 0 && /^\p{Script=Han}+$/u.test(name) && !KIND_OF_SCHOOL.test(name);
      if (isName && holdsText(index.documents, name)) return name;
    }
  }
  return null;
}

/** The name that the earlier answer gave and the earlier question did not: what 它 stands for. */
export function answeredName(
  earlier: Question,
  evidence: Evidence | undefined,
  index: PolicyIndex,
): string | null {
  const own = institutionNamed(earlier.text, index);
  if (own !== null) return own;
  const n = ordinalAsked(earlier.topic);
  const picked = n === null ? null : titlePicked(earlier, n, index);
  if (picked !== null) return `“${picked}”`;
  if (!evidence) return null;
  const asked = searchForm(earlier.text);
  const text = searchForm(`${evidence.clause.path.at(-1) ?? ''}${evidence.sentence.text}`);
  const names = [
    ...text.matchAll(
      /[“《]([^”》]{2,20})[”》]|([\p{Script=Han}]{2,8}(?:中学|小学|一中|二中|三中|四中|大学|学院|幼儿园|中心|工程|计划|行动|平台|基地))/gu,
    ),
  ];
  const words = names
    .flatMap((match) => index.segmenter.words(match[1] ?? match[2]!))
    .filter((word) => word.length >= 3 && !asked.includes(word));
  return words[0] ?? null;
}

/** Words that names of schools end in. */
const SCHOOL = /(?:中学|小学|幼儿园|学校|大学|学院|[一二三四五六七八九十]中)$/u;
/** Parts of speech that a school's own name is made of, a word that no dictionary knows among them. */
const OF_NAME = /^(?:n|x|m|s|b|f|j|l)/u;
/** A name has at most so many words. */
const LONGEST_NAME = 4;

/** Schools by their names, in the order named: a name goes back from its ending as far as words can be part of one. */
function schoolsNamed(text: string, { segmenter }: PolicyIndex): string[] {
  return text.split(/[^\p{Script=Han}\d]+/u).flatMap((part) => {
    const words = segmenter.words(part);
    return words.flatMap((word, at) => {
      if (!SCHOOL.test(word)) return [];
      let from = at;
      while (from > 0 && at - from < LONGEST_NAME && OF_NAME.test(segmenter.tagOf(words[from - 1]!))) from--;
      const name = words.slice(from, at + 1).join('');
      return KIND_OF_SCHOOL.test(name) || /^(?:\p{Script=Han}{2})$/u.test(name) ? [] : [name];
    });
  });
}

/** The schools that the earlier answer names, as one reads them out: 甲校和乙校; null where it does not name several. */
export function answeredNames(evidence: Evidence | undefined, index: PolicyIndex): string | null {
  if (!evidence) return null;
  const text = searchForm(`${evidence.clause.path.at(-1) ?? ''}，${evidence.sentence.text}`);
  const distinct = [...new Set(schoolsNamed(text, index))];
  return distinct.length > 1 ? distinct.join('和') : null;
}

/** The coinage of the turn before that a quoted piece of it (那个“3”) is a part of. */
export function coinageOfPart(text: string, { concepts }: Question): string | null {
  const form = searchForm(text);
  const piece =
    /[“‘「"]([^”’」"]{1,4})[”’」"]/u.exec(form)?.[1] ??
    /^(?:那)?(\d{1,2})(?:呢|是|指|代表|$)/u.exec(form)?.[1];
  if (piece === undefined) return null;
  const whole = concepts.find(
    ({ isQuoted, text: name }) => isQuoted && name.length > piece.length && name.includes(piece),
  );
  return whole?.text ?? null;
}
