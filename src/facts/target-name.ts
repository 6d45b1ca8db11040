import type { Quantity } from '../language/numerals.ts';

/** What a value is of, and how it compares. */
export interface TargetName {
  name: string;
  comparator: string;
}

/** Comparators before a value; a base may stand between (控制在适龄残疾儿童总数的10%以内). */
const AHEAD =
  /(?:(控制在|保持在|稳定在|维持在|不(?:得|应)?(?:少于|低于|高于|超过|多于|小于|大于)|达到|超过|占)([\p{Script=Han}]{2,14}的)|(控制在|保持在|稳定在|维持在|不(?:得|应)?(?:少于|低于|高于|超过|多于|小于|大于)|达到|达|超过|超|至少|增至|增加到|提高到|提高至|提升到|提升至|扩大到|发展到|降(?:低)?至|增加|增长|提高|提升|降低|下降|占比?|为|共计|累计|共|约|近|有))$/u;
const BEHIND = /^(以上|以下|以内|之内|内|左右|及以上|及以下|以上的)/u;
/** What opens a part of a sentence without belonging to the name. */
const OPENING =
  /^(?:第[一二三四五六七八九十百零\d]+条|[（(][一二三四五六七八九十\d]+[）)]|已|应当|可以|应|建成|其中|并|且|同时|将|使|让|确保|力争|实现|争取|努力|推动|全区|我区|我市|全市|每(?:隔)?[一二两三四五六七八九十\d]*个?(?:学年|学期|季度|年|月|周)|(?:到|至|在|于|截[至止])?\s?20\d{2}年(?:底|末|前|以前|度)?|“?[一二三四五六七八九十]{2}五”?(?:期间|末)|逐年|逐步|总体|基本|重点|计划|预计|新(?![增建设创打])|再|各|、|，|和|与|及|以及)+/u;
/** Verbs by which a thing counted is made or had. */
const MAKING =
  /(?:新打造|打造|新建成|新建|改扩建|扩建|改建|建设|建成|建立|设立|成立|组建|组织|开展|举办|培养|培育|引进|招聘|聘请|选派|选树|认定|创建|评选|完成|实施|开发|开设|提供|新增|增加|增设|扩充|购置|配备|配置|推送|参加|接受|进行|掌握|完善和升级|升级|改造|评估|发放|安排|投入|落实|支持|资助|覆盖|服务|惠及)$/u;
/** Things that are there already or are only used. */
const MERELY_USED =
  /(?:依托|深入|发挥|利用|借助|围绕|结合|根据|按|对|从|由|分|各|这|上述|以下|以上|前|后|另|其他|某|哪)(?:我区|我市|全区|现有)?$/u;
/** 增加小学学位3240个, 新增12所幼儿园: verbs that say how the value compares. */
const GROWING = /(?:新增|增加|增设|新建|扩建|改建|减少)$/u;
const GROWN = /^(?:新增|增加|增设|新建|扩建|改建|减少)(?=\p{Script=Han}{2})/u;
const TRAILING =
  /(?:每(?:隔)?[一二两三四五六七八九十\d]*个?(?:学年|学期|季度|年|月|周)|逐年(?:提高|增加|提升|上升)?|[较比]\s?20\d{2}年|与\s?20\d{2}年相比|均|都|要|应|须|需|必须|分别|力争|进一步|平均|不断提高|的)+$/u;

function trimmed(text: string): string {
  return text
    .replace(/^\d{1,3} /u, '')
    .replace(OPENING, '')
    .replace(TRAILING, '')
    .replace(/^[的在为以]|[，,：:]$/u, '');
}

/** The words right before the value that can name it: behind the last mark of a list, unless that opens the part. */
function wordsAhead(segment: string, start: number): string {
  const ahead = segment.slice(0, start);
  // 一、二年级 names two of them and lists nothing.
  const marks = [...ahead.matchAll(/、(?![一二三四五六七八九十\d]+(?:年级|[年级期批]))/gu)];
  const list = Math.max(
    marks.at(-1)?.index ?? -1,
    ahead.search(/\d[%个名所项次人元]\p{Script=Han}*?[和及与](?=\p{Script=Han}+$)/u),
  );
  const tail =
    list >= 0 && /[\d一二三四五六七八九十百千万%]/u.test(ahead.slice(0, list))
      ? ahead.slice(list + 1)
      : ahead;
  return tail;
}

function wordsBehind(segment: string, end: number): string {
  const behind = segment.slice(end).replace(BEHIND, '');
  const run = /^(?:的标准(?:安排|落实|拨付|核定|配备)?)?(.*)$/su.exec(behind)![1]!;
  return run
    .split(/[，,；;。：:]|[和与及](?=[\d一二两三四五六七八九十])/u)[0]!
    .replace(/^(?:的|全)(?=\p{Script=Han})/u, '');
}

/** Names what a value of a part of a sentence is of; null where it sets nothing (依托我区6所基地校). */
export function nameTarget(segment: string, quantity: Quantity, previous: string): TargetName | null {
  const tail = wordsAhead(segment, quantity.start);
  const compared = AHEAD.exec(tail);
  const after = BEHIND.exec(segment.slice(quantity.end))?.[1] ?? '';
  const comparator = joined(compared?.[1] ?? compared?.[3] ?? '', after);
  const ahead = compared ? tail.slice(0, compared.index) : tail;
  const behind = wordsBehind(segment, quantity.end);
  if (!compared && MERELY_USED.test(ahead)) return null;
  const isShare = quantity.kind === 'percent';
  const least = comparator === '' && /至少|不少于/u.exec(segment.slice(0, quantity.start))?.[0];
  const counted = !isShare && /^[\p{Script=Han}“]{2,}/u.test(behind) ? behind : '';
  const subject = trimmed(ahead.replace(MAKING, ''));
  if (counted !== '')
    return { name: counted, comparator: comparator || least || (GROWING.exec(ahead)?.[0] ?? '') };
  if (subject.length >= 2)
    return {
      name: subject.replace(/^至少/u, '').replace(GROWN, ''),
      comparator: comparator || least || (GROWN.exec(subject)?.[0] ?? ''),
    };
  const earlier = trimmed(previous.replace(/[，,]$/u, ''));
  if (comparator !== '' && earlier.length >= 2) return { name: earlier, comparator };
  return null;
}

/** 控制在 and 以内 → 控制在…以内; 达到 and 以上 → 达到…以上. */
function joined(ahead: string, behind: string): string {
  if (ahead !== '' && behind !== '') return `${ahead}…${behind}`;
  return ahead || behind;
}
