import { findQuantities } from '../language/numerals.ts';

const ASKED = /(\d{1,3})(?:多|来)?(?:周)?岁/u;
const FROM_TO =
  /(\d{1,3})岁?(?:\(含\))?(?:以上)?(?:[、，,]|且|并且)?(?:至|到|—|–|-|~|不满|未满|不超过)(\d{1,3})岁(?:\(含\))?(?:以下)?|(\d{1,3})岁(?:\(含\))?(?:及)?以上[、，,]?(?:且)?(\d{1,3})岁(?:\(含\))?(?:及)?以下/gu;
const FROM = /(?<!不|未)(?:年)?满(\d{1,3})岁|(\d{1,3})岁(?:\(含\))?(?:及)?以上/gu;
const BELOW = /(?:不满|未满)(\d{1,3})岁|(\d{1,3})岁(?:\(含\))?(?:及)?以[下内]/gu;
const EXACTLY = /(\d{1,3})岁/gu;

/** The age of the person that a question is about (82岁的老人); null where it names none. */
export function ageAsked(topic: string): number | null {
  const age = ASKED.exec(withDigits(topic))?.[1];
  return age === undefined ? null : Number(age);
}

/** Ages in digits: 六十周岁 → 60岁. */
function withDigits(text: string): string {
  let plain = '';
  let at = 0;
  for (const { start, end, value, upper, unit } of findQuantities(text)) {
    if (!/^周?岁$/u.test(unit)) continue;
    plain += `${text.slice(at, start)}${upper === undefined ? value : `${value}-${upper}`}岁`;
    at = end;
  }
  return (plain + text.slice(at)).replace(/周岁/gu, '岁').replace(/[（(]含[）)]/gu, '(含)');
}

/** Ages that a text names, each with the lowest and highest it holds for. */
function spansIn(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let rest = withDigits(text);
  const take = (pattern: RegExp, span: (a: number, b: number) => [number, number]) => {
    rest = rest.replace(pattern, (...groups: unknown[]) => {
      const [a = 0, b = 0] = groups
        .slice(1, -2)
        .filter((one) => one !== undefined)
        .map(Number);
      spans.push(span(a, b));
      return ' ';
    });
  };
  take(FROM_TO, (a, b) => [a, b]);
  take(BELOW, (a) => [0, a]);
  take(FROM, (a) => [a, Number.POSITIVE_INFINITY]);
  take(EXACTLY, (a) => [a, a]);
  return spans;
}

/** Whether a text speaks for somebody of this age: true or false by the ages it names, null where it names none. */
export function speaksForAge(age: number, text: string): boolean | null {
  const spans = spansIn(text);
  return spans.length === 0 ? null : spans.some(([from, to]) => age >= from && age <= to);
}
