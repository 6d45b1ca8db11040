import type { MappedText } from '../language/mapped-text.ts';
import type { ClauseKind } from './clause.ts';
import type { FamilyOrder } from './family-order.ts';
import { HeadingTree } from './heading-tree.ts';
import type { ReadParagraph } from './headings.ts';
import { opensUnitList } from './responsible-units.ts';
import { bareRunInLength } from './titles.ts';

/** Body text waiting to become a clause: one paragraph, or several that belong together. */
export interface Draft {
  kind: ClauseKind;
  path: string[];
  heading: number | null;
  mapped: MappedText;
  /** Characters at its start (。：——) that only set the title before it off. */
  from: number;
  /** Text positions at which a joined paragraph begins: no sentence runs across them. */
  seams: number[];
  /** Those of them at which a page ended inside a paragraph. */
  cuts: number[];
}

/** What separates a run-in title from its text. */
const DELIMITER = /^(?:[。：:]|——|—)+/u;

function tail({ text, offsets }: MappedText, from: number): MappedText {
  return { text: text.slice(from), offsets: offsets.slice(from) };
}

/** What sort of body a paragraph is; an ornament is a page number or a rule. */
type Sort = 'table-row' | 'article' | 'contents' | 'ornament' | 'text';

function sortOf({ paragraph, mapped, marker, isContents, isInArticle }: ReadParagraph): Sort {
  if (paragraph.isTableRow) return 'table-row';
  if (paragraph.lines[0]!.isPageNumber || !/[\p{L}\p{N}]/u.test(mapped.text)) return 'ornament';
  if (isContents) return 'contents';
  return isInArticle || marker?.family === '条' ? 'article' : 'text';
}

/** Longest title of an article, in characters. */
const MAX_ARTICLE_TITLE = 16;

/** How titles of articles open and end; a rule in one short sentence (室外场地免费开放。) does neither. */
const OPENS_TITLE =
  /^(?:完善|加强|加快|加大|建立|健全|推进|推动|强化|深化|优化|提升|提高|落实|实施|规范|扩大|构建|打造|支持|创新|改革|做好|开展|保障|明确|严格|促进|拓展|引导|培育|发挥|坚持)/u;
const ENDS_TITLE =
  /(?:机制|制度|体系|建设|管理|职责|目标|范围|原则|定义|依据|保障|监督|责任|程序|标准|条件|要求|措施|分工|解释|施行|培训|激励|考核|评价|服务)$/u;
/** Words that lay something down, which a title does not. */
const LAYS_DOWN = /[\d“]|每|不得|不能|不予|应当|必须|可以|免费|禁止|由|为|是|有效|负责|承担|实行/u;

/** 第三条, with the title that runs in behind it where there is one: 第三条完善保障机制（。对……）. */
function articleTitle(text: string, marker: number): string {
  const length = bareRunInLength(text.slice(marker));
  const words = text.slice(marker, marker + length);
  const isTitle =
    length <= MAX_ARTICLE_TITLE &&
    (OPENS_TITLE.test(words) || ENDS_TITLE.test(words)) &&
    !LAYS_DOWN.test(words);
  return text.slice(0, isTitle ? marker + length : marker);
}

/** Collects the body paragraphs of a document under their headings. */
export class DraftCollector {
  readonly tree: HeadingTree;
  readonly drafts: Draft[] = [];
  /** 第X条 as printed with its title, while its article is open. */
  #article: string | null = null;
  /** What the last paragraph was, null right behind a heading. */
  #last: Sort | null = null;
  #hasBoxTable = false;

  constructor(order: FamilyOrder) {
    this.tree = new HeadingTree(order);
  }

  read(read: ReadParagraph): void {
    this.#closeBox(read);
    if (read.heading) this.#addHeading(read);
    else this.#addBody(read);
  }

  #addHeading({ heading, mapped, seams }: ReadParagraph): void {
    this.tree.add(heading!);
    this.#article = null;
    this.#last = null;
    this.#hasBoxTable = false;
    const rest = tail(mapped, heading!.length);
    const from = DELIMITER.exec(rest.text)?.[0].length ?? 0;
    if (from === rest.text.length) this.#extendHeading(rest);
    else this.#add({ mapped: rest, from, seams: seams.map((seam) => seam - heading!.length) }, 'text');
    // Without a number nothing says that later paragraphs still belong to a title written into this one.
    if (heading!.kind === 'run-in' && heading!.style === 'stop') this.tree.close();
  }

  /** A stop or colon with nothing behind it belongs to the heading, so that headings and clauses hold every character. */
  #extendHeading(rest: MappedText): void {
    if (rest.offsets.length > 0) this.tree.headings.at(-1)!.end = rest.offsets.at(-1)! + 1;
  }

  #addBody(read: ReadParagraph): void {
    const { mapped, seams, marker } = read;
    const now = sortOf(read);
    const opensArticle = now === 'article' && !read.isInArticle;
    if (opensArticle) this.#article = articleTitle(mapped.text, marker!.length);
    if (this.#joins(now, opensArticle, mapped.text)) this.#append(mapped, seams);
    else this.#add({ mapped, from: 0, seams }, now);
    if (now === 'table-row') this.#hasBoxTable = true;
  }

  #joins(now: Sort, opensArticle: boolean, text: string): boolean {
    if (this.#last === null || opensArticle) return false;
    if (now !== 'text') return now === this.#last;
    return this.#last === 'text' && opensUnitList(text);
  }

  #append(mapped: MappedText, seams: number[]): void {
    const draft = this.drafts.at(-1)!;
    const length = draft.mapped.text.length;
    const cuts = seams.map((seam) => seam + length);
    draft.seams.push(length, ...cuts);
    draft.cuts.push(...cuts);
    draft.mapped = {
      text: draft.mapped.text + mapped.text,
      offsets: [...draft.mapped.offsets, ...mapped.offsets],
    };
  }

  #add(piece: Pick<Draft, 'mapped' | 'from' | 'seams'>, sort: Sort): void {
    const path = this.#article === null ? this.tree.path : [...this.tree.path, this.#article];
    const kind = sort === 'contents' || sort === 'ornament' ? 'front' : sort;
    const seams = piece.seams.filter((seam) => seam > 0);
    this.drafts.push({ ...piece, kind, path, heading: this.tree.current, seams, cuts: [...seams] });
    this.#last = sort;
  }

  /** A box ends with its table (and the notes below it); what comes then belongs to the part around it. */
  #closeBox({ paragraph, mapped }: ReadParagraph): void {
    if (!this.#hasBoxTable || paragraph.isTableRow || paragraph.lines[0]!.isPageNumber) return;
    if (/^(?:注|说明|备注|资料来源)[：:]?/u.test(mapped.text)) return;
    this.tree.closeBox();
    this.#hasBoxTable = false;
    this.#last = null;
  }
}
