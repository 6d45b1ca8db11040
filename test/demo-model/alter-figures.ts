import { type Alter, appended, choose, edited, swapped } from './change.ts';

/** Digits that are no year and no ordinal. */
const NUMBER = /(?<![\d.第])\d+(?:\.\d+)?(?![\d.])(?!\s*年)/gu;
const CHINESE_NUMBER =
  /(?<![零一二两三四五六七八九十百千万第])[二两三四五六七八九十](?=[个项所名次类大套支处门条级种步人])/gu;
const OTHER_NUMERAL: Record<string, string> = {
  二: '四',
  两: '五',
  三: '五',
  四: '六',
  五: '七',
  六: '八',
  七: '九',
  八: '六',
  九: '七',
  十: '八',
};

/** Another figure: one number of the statement is changed. */
export const changeNumber: Alter = (statement, prompt) =>
  swapped(statement, prompt, {
    pattern: NUMBER,
    other: ([digits]) => (isYear(digits!) ? null : otherNumber(digits!)),
  }) ??
  swapped(statement, prompt, { pattern: CHINESE_NUMBER, other: ([one]) => OTHER_NUMERAL[one!] ?? null }) ??
  appended(statement, prompt, '，共 977 个');

function isYear(digits: string): boolean {
  return /^(?:19|20)\d\d$/.test(digits);
}

/** One more, one less, ten times, or the digits turned round. */
function otherNumber(digits: string): string {
  const value = Number(digits);
  const turned = [...digits].reverse().join('').replace(/^0+/, '');
  const others = [String(value + 1), String(value * 10), turned, String(value - 1)];
  return choose(
    others.filter((one) => one !== digits && Number(one) > 0 && Number(one) !== value),
    digits,
  );
}

const YEAR = /(?<!\d)(?:19|20)\d{2}(?![\d.])(?!\s*[个所名元亩人次%％])/gu;
const PLAN = /十[一二三四]五(?!个)/gu;
const NEXT_NUMERAL: Record<string, string> = { 一: '二', 二: '三', 三: '四', 四: '五' };

/** Another year or another plan period. */
export const changeYear: Alter = (statement, prompt) =>
  swapped(statement, prompt, {
    pattern: YEAR,
    other: ([year]) => String(Number(year) + choose([1, -1, 3, 10], statement.text)),
  }) ??
  swapped(statement, prompt, { pattern: PLAN, other: ([plan]) => `十${NEXT_NUMERAL[plan![1]!]}五` }) ??
  appended(statement, prompt, '，于 2037 年完成');

const OTHER_UNIT: Record<string, string> = {
  个百分点: '%',
  '%': '个',
  '％': '个',
  平方米: '亩',
  万元: '亿元',
  亿元: '万元',
  学时: '次',
  小时: '分钟',
  公里: '米',
  人次: '人',
  个: '所',
  所: '个',
  名: '个',
  人: '所',
  次: '个',
  元: '人',
  亩: '个',
  项: '%',
  处: '万元',
  套: '项',
  门: '个',
  周: '个月',
};

/** 第十四个五年规划 counts nothing. */
const UNIT = new RegExp(
  `(?<=[\\d万亿一二两三四五六七八九十]\\s*)(?:${Object.keys(OTHER_UNIT).join('|')})(?!五年)`,
  'gu',
);

/** The same number of something else. */
export const changeUnit: Alter = (statement, prompt) =>
  swapped(statement, prompt, { pattern: UNIT, other: ([unit]) => OTHER_UNIT[unit!] ?? null }) ??
  appended(statement, prompt, '，共 3 万亩');

const OTHER_BOUND: Record<string, string> = {
  不少于: '不超过',
  不低于: '不高于',
  不高于: '不低于',
  不超过: '不少于',
  不大于: '不小于',
  不小于: '不大于',
  至少: '至多',
  至多: '至少',
  最多: '最少',
  最少: '最多',
  超过: '低于',
  高于: '低于',
  低于: '高于',
  以上: '以下',
  以下: '以上',
  以内: '以上',
};
/** 以上 and the like bound a figure only right behind it. */
const BOUND =
  /不少于|不低于|不高于|不超过|不[大小]于|至[少多]|最[少多]|超过|[高低]于|(?<=[\d%％][^，。；]{0,4})以[上下内]/gu;
const MEASURED = /\d(?:[\d.]*)\s*(?:个百分点|平方米|万元|亿元|学时|小时|[%％个所名人次元亩项处套门周])/u;

/** A least turned into a most, or a bound where there was none. */
export const changeBound: Alter = (statement, prompt) => {
  const found = swapped(statement, prompt, {
    pattern: BOUND,
    other: ([bound]) => OTHER_BOUND[bound!] ?? null,
  });
  if (found) return found;
  const measured = MEASURED.exec(statement.text);
  if (!measured) return appended(statement, prompt, '，且不超过 97 个');
  return edited(statement, prompt, { at: measured.index + measured[0].length, length: 0, words: '以下' });
};
