const ASKED = /(\d{1,3})(?:多|来)?(?:周)?岁|(\d0)后/u;
const CONDITION =
  /(?:年满)?(\d{1,3})(?:周)?岁?(?:至|到|—|-|~|～)(\d{1,3})(?:周)?岁|(?:年满)?(\d{1,3})(?:周)?岁(?:及)?(以上|以下|以内)?/gu;

/** The age of the person that a question is about (82岁的老人); null where it names none. */
export function ageAsked(topic: string): number | null {
  const age = Number(ASKED.exec(topic)?.[1] ?? Number.NaN);
  return Number.isNaN(age) ? null : age;
}

/** Whether a text speaks for somebody of this age: true or false by the ages it names, null where it names none. */
export function speaksForAge(age: number, text: string): boolean | null {
  const conditions = [...text.matchAll(CONDITION)];
  if (conditions.length === 0) return null;
  return conditions.some(([whole, from, to, one, bound]) => {
    if (from !== undefined) return age >= Number(from) && age <= Number(to);
    const limit = Number(one);
    if (bound === '以下' || bound === '以内') return age <= limit;
    return bound === '以上' || whole.startsWith('年满') ? age >= limit : age === limit;
  });
}
