import type { PolicyDocument } from '../documents/document.ts';

/** Which districts a question speaks of. */
export interface RegionReading {
  /** Documents of the regions named, or every document where none is. */
  documentIds: string[];
  /** Regions named that some document speaks for, in order of mention. */
  named: string[];
  /** Regions named that no document speaks for: 和平区. */
  foreign: string[];
  /** The question asks for all of them side by side: 两个区. */
  asksAll: boolean;
  /** The question asks for the one not named before: 另一个区. */
  asksOther: boolean;
  /** The question with the region names taken out. */
  rest: string;
}

const ALL =
  /(?:两|二|2|几|各|每)(?:个|地|家)?(?:区|县|市)(?!级|域|管|内)|两地|两份(?:文件|规划|方案)|两边|(?:都|分别)(?:是)?哪(?:个|些)区/u;
const OTHER =
  /(?:另外?(?:一|那)?(?:个|边)?区?|别的区|对方|那(?:一|个)?边|隔壁区?|人家区?)(?=呢|怎|如|有|是|的|也|说|要|那|$|[，。？?])/u;
/** Words that make a district's name part of another name: 南开中学 is a school. */
const NAME_TAIL = /^(?:中学|大学|小学|学院|医院|精神|学子|新优质)/u;
const PLACE =
  /(北京|上海|重庆|天津(?!市?[\p{Script=Han}]{2}区)|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)|([\p{Script=Han}]{2}新?区|[\p{Script=Han}]{2}[县市])/gu;
const NO_PLACE =
  /^(?:.*(?:哪|两|各|每|我|本|全|该|学|校|社|城|园|小|地|市|跨|外|片|辖|老|新|个|在|是|的|和|与|跟|把|由|对|从|到|给|这|那|山|景|特|战|郊|牧|林|矿|禁|盲|误)区|(?:.*(?:城|都|超|上|全|本|我|外|在|是|的|和|跟|各)市)|.*(?:各|全|在|是|的|和)县)$/u;

/** Short and long forms in which people name a region: 天津市西青区 → 天津市西青区, 西青区, 西青. */
export function regionNames(region: string): string[] {
  const short = region.replace(/(?:新区|自治县|区|县|市|旗|镇)$/u, '');
  return short.length >= 2 && short !== region ? [region, short] : [region];
}

interface Mention {
  at: number;
  length: number;
  region: string;
}

function mentions(question: string, regions: string[]): Mention[] {
  const found: Mention[] = [];
  for (const region of regions) {
    for (const name of regionNames(region)) {
      for (let at = question.indexOf(name); at >= 0; at = question.indexOf(name, at + 1)) {
        const isCovered = found.some((other) => at >= other.at && at < other.at + other.length);
        if (isCovered || NAME_TAIL.test(question.slice(at + name.length))) continue;
        found.push({ at, length: name.length, region });
      }
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

function foreignRegions(text: string): string[] {
  const names = [...text.matchAll(PLACE)].map((match) => match[0]);
  return [...new Set(names)].filter((name) => !NO_PLACE.test(name) && name !== '天津');
}

/** Reads which regions `question` (in search form) names; documents without a region answer every question. */
export function readRegions(question: string, documents: PolicyDocument[]): RegionReading {
  const regions = [...new Set(documents.flatMap(({ region }) => region ?? []))];
  const found = mentions(question, regions);
  const named = [...new Set(found.map(({ region }) => region))];
  let rest = question;
  for (const { at, length } of found.reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
  const asksAll = ALL.test(rest);
  const asksOther = OTHER.test(rest);
  const spoken =
    named.length > 0
      ? documents.filter(({ region }) => region === null || named.includes(region))
      : documents;
  return {
    documentIds: (spoken.length > 0 ? spoken : documents).map(({ id }) => id),
    named,
    foreign: foreignRegions(rest),
    asksAll,
    asksOther,
    rest: rest.replace(ALL, ' ').replace(OTHER, ' '),
  };
}
