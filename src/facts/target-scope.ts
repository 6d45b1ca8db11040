/** 每所“强校工程”学校, 每名学生: one by one; 每学期 and 每次 say how often. */
const EACH =
  /每(?:所|名|位|个|家|户|校|张|班|间|区|镇|街镇)(?!年|月|周|季)[^，,；;。、：:]{0,16}?(?=至少|不少于|不低于|不超过|应|要|须|必须|需|掌握|培养|配备|达到|不得|均|都|有|$|[，,；;。、])/u;
/** 生均300元: for each pupil. */
const AVERAGE = /(?:生|师|人|校|户|班)均/u;
/** The people whom a share or a count is of. */
const WHOM =
  /(?:全体|全区|适龄|残疾|随迁|专任|骨干|在园|困难|特殊|青年|中小学|幼儿园|公办园|“[^”]{2,6}”)*(?:儿童青少年|儿童少年|儿童|青少年|学生|幼儿(?!园|保育|教育)|教师|校长|老年人|教职工|干部|子女|家长)/gu;

/** For whom, or for each of what, a part of a sentence sets a value, as printed; null where it does not say. */
export function appliesTo(segment: string): string | null {
  const each = EACH.exec(segment)?.[0];
  if (each !== undefined && each.length > 2) return each;
  const average = AVERAGE.exec(segment)?.[0];
  if (average !== undefined) return average;
  const people = segment.match(WHOM) ?? [];
  return people.sort((a, b) => b.length - a.length)[0] ?? null;
}
