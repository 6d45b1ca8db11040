const FREQUENCY =
  /每(?:隔)?(?:[一二两三四五六七八九十\d]+)?(?:个)?(?:学年|学期|季度|年度|年|月|周|天|日)(?:至少)?|逐年|[一两三]年(?=一[次届])|年度(?=至少|不少于)/u;

/** How often, as printed: 每学期, 每两年; null where the text does not say. */
export function readFrequency(text: string): string | null {
  return FREQUENCY.exec(text)?.[0].replace(/至少$/u, '') ?? null;
}
