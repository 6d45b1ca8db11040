const FREQUENCY =
  /每(?:隔)?(?:[一二两三四五六七八九十\d]+)?(?:个)?(?:学年|学期|季度|年度|年|月|周|天|日)(?:至少)?|逐年|[一两三]年(?=一[次届])|年度(?=至少|不少于)/u;

/** How often, as printed: 每学期, 每两年; null where the text does not say. */
export function readFrequency(text: string): string | null {
  return FREQUENCY.exec(text)?.[0].replace(/至少$/u, '') ?? null;
}

/** The same for frequencies that say the same: 每2年 and 每两年, 每年度 and 每年. */
export function canonicalFrequency(frequency: string): string {
  return frequency
    .replace(/隔|个|至少/gu, '')
    .replace(/2|二/gu, '两')
    .replace(/每?年度/u, '每年')
    .replace(/^[一1]年$/u, '每年');
}
