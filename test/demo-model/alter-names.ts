import { type Alter, choose, chooseUnknown, prefixed, swapped } from './change.ts';
import type { Prompt, Statement } from './read-prompt.ts';

const INVENTED_TITLES = ['《天津市教育优先发展条例》', '《学校办学质量评价细则》', '《教育强区建设纲要》'];
const OTHER_KIND: [RegExp, string][] = [
  [/规划|纲要/u, '条例'],
  [/方案|办法/u, '规定'],
  [/计划|意见/u, '细则'],
  [/20\d\d/u, '2042'],
];

/** Another 《title》, or one that does not exist. */
export const changeTitle: Alter = (statement, prompt) =>
  swapped(statement, prompt, { pattern: /《[^》]+》/gu, other: ([title]) => otherTitle(title!) }) ??
  prefixed(statement, prompt, `根据${chooseUnknown(INVENTED_TITLES, statement.text, prompt)}，`);

function otherTitle(title: string): string {
  const fitting = OTHER_KIND.filter(([kind]) => kind.test(title));
  if (fitting.length === 0) return title.replace('》', '实施细则》');
  const [kind, other] = choose(fitting, title);
  return title.replace(kind, other);
}

const UNIT =
  /(?<level>[市区县])?(?:教育局|教育委员会|教委|卫健委|卫生健康委|财政局|人社局|人力社保局|发展改革委|发改委|民政局|公安局|住建委|规划和自然资源[^，。、]{0,2}局|文旅局|文化和旅游局|体育局|科技局|科协|残联|团[市区]委|妇联|司法局|应急局|市场监管局|委组织部|委宣传部|委编办|政府教育督导室|关工委)/gu;
const OTHER_UNITS = ['卫健委', '民政局', '城管委', '体育局', '税务局', '气象局', '农业农村委'];
const SCHOOL = /(?<proper>[\u4e00-\u9fff]{2})(?<kind>(?<!中)小学|中学|幼儿园|大学|学院)/gu;
/** Before 小学 and the like, these make a sort of school and not a name. */
const NO_NAME = /[各全所名个类本该级等和与性]|特色|示范|公办|民办|优质|普通/u;
const OTHER_SCHOOLS = ['华明', '翠湖', '云岭', '松江', '育德'];

/** Another unit or another school. */
export const changeOrganisation: Alter = (statement, prompt) => {
  const other = chooseUnknown(OTHER_UNITS, statement.text, prompt);
  const school = chooseUnknown(OTHER_SCHOOLS, statement.text, prompt);
  return (
    swapped(statement, prompt, {
      pattern: UNIT,
      other: ({ groups }) => (groups!.level ?? '区') + other,
    }) ??
    swapped(statement, prompt, {
      pattern: SCHOOL,
      other: ({ groups }) => (NO_NAME.test(groups!.proper!) ? null : school + groups!.kind!),
    }) ??
    prefixed(statement, prompt, `由区${other}牵头，`)
  );
};

const DISTRICTS = ['西青区', '南开区', '河西区', '北辰区'];

/** What one district says, said of the other. */
export const changeDistrict: Alter = (statement, prompt) => {
  const own = districtOf(statement, prompt);
  const given = prompt.clauses.map(({ district }) => district).filter((one) => typeof one === 'string');
  const other = [...given, ...DISTRICTS].find((one) => one !== own && one !== '')!;
  const name = own?.replace(/[市区县]$/u, '');
  // The short name first: it is part of the long one.
  const found = name
    ? swapped(statement, prompt, {
        pattern: new RegExp(`${name}[市区县]?`, 'gu'),
        other: ([said]) => (said === name ? other.replace(/[市区县]$/u, '') : other),
      })
    : null;
  return found ?? prefixed(statement, prompt, other);
};

/** The district of the first clause that a statement cites. */
function districtOf({ handles }: Statement, { clauses }: Prompt): string | undefined {
  return clauses.find(({ handle }) => handles.includes(handle))?.district ?? undefined;
}
