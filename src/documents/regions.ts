const UNIT = '(?:自治区|自治州|自治县|特别行政区|新区|省|市|区|县|旗|镇|乡)';
const PLACE = new RegExp(`^[\\p{Script=Han}]{2,8}?${UNIT}`, 'u');
/** Words that end like a place and are none: 社区教育, 义务教育学区, 产业园区, 城镇. */
const NO_PLACE =
  /(?:社|学|校|园|小|景|片|灾|辖|地|全|本|各|我|示范|先行|试验|实验|创建|功能|开放|保护|保税)区$|^(?:全|本|各|我|中心|主|老|新)|[城集各]镇$|城市$|[超都]市$/u;
/** Words that no place name holds: the match ran on into a sentence. */
const RUNNING_TEXT =
  /关于|加强|推进|印发|建设|发展|教育|管理|实施|促进|支持|规范|完善|深化|开展|落实|服务|养老|[的与及在对为、]/u;
/** 县域, 市场, 区间: the unit belongs to the next word. */
const NEXT_WORD = /^[域场间块]/u;

/** The district or city that a title or issuer begins with: 天津市西青区人民政府 → 西青区; null where it names none. */
export function regionOf(name: string): string | null {
  let rest = name;
  let region: string | null = null;
  for (;;) {
    const place = PLACE.exec(rest)?.[0];
    if (!place || NO_PLACE.test(place) || RUNNING_TEXT.test(place)) return region;
    rest = rest.slice(place.length);
    if (NEXT_WORD.test(rest)) return region;
    region = place;
  }
}
