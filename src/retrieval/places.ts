/** What sort of place a question asks for by name. */
export type PlaceKind = '国家' | '省' | '城市' | '镇' | '街道' | '村';

const ASKED =
  /哪(?:一|几|些|[两二三四五六七八九十])?个?(国家|国(?!家)|省份?|城市|镇|乡|街镇|街道|村)(?!的?级)/u;
const KIND: Record<string, PlaceKind> = {
  国: '国家',
  省份: '省',
  乡: '镇',
  街镇: '镇',
};

/** The sort of place asked for (哪个国家, 哪几个镇), null where none is. */
export function placeAsked(text: string): PlaceKind | null {
  const noun = ASKED.exec(text)?.[1];
  return noun === undefined ? null : (KIND[noun] ?? (noun as PlaceKind));
}

/** Region codes of ISO 3166 are two capital letters; codes that name nothing give the code itself back. */
function countryNames(): string[] {
  const names = new Intl.DisplayNames('zh-Hans', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => names.of(first + second)))
    .filter(
      (name) => name !== undefined && name !== '中国' && /^\p{Script=Han}{2,}$/u.test(name),
    ) as string[];
}

let countries: RegExp | undefined;

/** What stands before 镇, 街道, 村 without naming one: 各街镇, 每个社区, 全区农村. */
const NO_NAME = '各街乡城集村农山新老全区所在个级本属地远郊涉试点、，。；：和与及或的';

/** 东山、西坪、北河三个乡镇: several by their short names. */
const SEVERAL_PLACES =
  /\p{Script=Han}{2,4}、\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4})*等?(?:\d+|[两二三四五六七八九十])个?(?:乡镇|街镇|镇街|镇|乡|街道|村|社区)/u;

/** True where the text holds the proper name of such a place. */
export function namesPlace(kind: PlaceKind, text: string): boolean {
  if (SEVERAL_PLACES.test(text) && /[镇街村]/u.test(kind)) return true;
  if (kind === '国家') {
    countries ??= new RegExp(countryNames().join('|'), 'u');
    return countries.test(text);
  }
  if (kind === '省') return /\p{Script=Han}{2,3}(?:(?<!各|外|本|全)省(?!级|市)|自治区)/u.test(text);
  if (kind === '城市')
    return /\p{Script=Han}{2,3}(?<!各|外|本|全|省|城|超)市(?!级|场|民|区|直|属|政|容)/u.test(text);
  return new RegExp(`[^\\P{Script=Han}${NO_NAME}]{2}(?:${kind}|街道|镇)`, 'u').test(text);
}
