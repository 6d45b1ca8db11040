import fc from 'fast-check';
import { type Setting, wrapParagraph } from './wrapping.ts';

/** A piece of a generated document, before it is set as text or Markdown. */
type Block =
  | { kind: 'heading'; level: number; number: string; title: string; body: string | null }
  | { kind: 'text'; text: string }
  | { kind: 'units'; text: string }
  | { kind: 'table'; rows: string[][] };

/** What a heading of a generated document must be understood as. */
interface ExpectedHeading {
  title: string;
  parent: string | null;
}

export interface GeneratedDocument {
  title: string;
  blocks: Block[];
  headings: ExpectedHeading[];
}

type Numbering = (n: number) => string;

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const chinese = (n: number) => CHINESE[n - 1]!;
const FAMILIES = {
  章: (n) => `第${chinese(n)}章　`,
  篇: (n) => `第${chinese(n)}篇　`,
  节: (n) => `第${chinese(n)}节　`,
  部分: (n) => `第${chinese(n)}部分　`,
  一: (n) => `${chinese(n)}、`,
  括: (n) => `（${chinese(n)}）`,
  半括: (n) => `(${chinese(n)})`,
  点: (n) => `${n}. `,
  全点: (n) => `${n}．`,
  顿: (n) => `${n}、`,
  数括: (n) => `（${n}）`,
  圈: (n) => String.fromCodePoint(0x2460 + n - 1),
} satisfies Record<string, Numbering>;

/** Families as documents mix them, from the outermost to the innermost. */
const MIXES: Numbering[][] = [
  [FAMILIES.一, FAMILIES.括, FAMILIES.点, FAMILIES.数括],
  [FAMILIES.篇, FAMILIES.章, FAMILIES.节, FAMILIES.一],
  [FAMILIES.章, FAMILIES.一, FAMILIES.半括, FAMILIES.全点],
  [FAMILIES.部分, FAMILIES.一, FAMILIES.顿, FAMILIES.圈],
  [FAMILIES.章, FAMILIES.节, FAMILIES.括, FAMILIES.点],
  [FAMILIES.一, FAMILIES.点, FAMILIES.数括],
];

const VERBS = ['推进', '完善', '健全', '优化', '加强', '落实', '提升', '扩大', '深化', '规范'];
const MATTERS = [
  '学前教育资源',
  '养老服务体系',
  '公共文化供给',
  '城市绿地布局',
  '社区食堂',
  '教研队伍',
  '河湖治理',
  '托管服务',
];
const RESULTS = ['普惠优质发展', '全面覆盖', '提质增效', '规范运行', '均衡布局', '开放共享'];
const FACTS = [
  '到2030年覆盖率达到93.5%',
  '新增学位3240个',
  '每年不少于2次',
  '安排资金1.5亿元',
  '惠及居民12万人',
];
const UNITS = ['区教育局', '区民政局', '区财政局', '区文化和旅游局', '各街道办事处', '市规划资源局'];

const phrase = fc.tuple(
  fc.constantFrom(...VERBS),
  fc.constantFrom(...MATTERS),
  fc.constantFrom(...RESULTS, ''),
);
const title = phrase.map((parts) => parts.join(''));
const shortTitle = fc
  .tuple(fc.constantFrom(...VERBS), fc.constantFrom(...MATTERS))
  .map((parts) => parts.join(''));
const NAMES = ['书香', '青蓝', '暖心', '领航', '清水', '银龄'];
const PROGRAMMES = ['建设工程', '提升行动', '攻坚计划'];
const longTitle = fc
  .tuple(phrase, fc.constantFrom('实施', '开展'), fc.constantFrom(...NAMES), fc.constantFrom(...PROGRAMMES))
  .map(([begin, verb, name, programme]) => `${begin.join('')}，${verb}“${name}${programme}”`);
const anyTitle = fc.oneof({ weight: 2, arbitrary: shortTitle }, { weight: 1, arbitrary: longTitle });
const part = fc.oneof({ weight: 4, arbitrary: title }, { weight: 1, arbitrary: fc.constantFrom(...FACTS) });
/** Two phrases or more: a single short one would be a run-in title. */
const sentence = fc.array(part, { minLength: 2, maxLength: 5 }).map((parts) => `${parts.join('，')}。`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const units = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([names, isHalf]) => `${isHalf ? '(' : '（'}责任单位：${names.join('、')}${isHalf ? ')' : '）'}`);
const table = fc
  .array(fc.tuple(title, fc.constantFrom(...UNITS), fc.constantFrom(...FACTS)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) => [['任务', '单位', '目标'], ['---', '---', '---'], ...rows]);

interface Node {
  title: string;
  body: string[];
  /** Numbered whole sentences, which are no headings. */
  items: string[];
  units: string | null;
  table: string[][] | null;
  children: Row;
}

/** The parts of one division: all are titles on lines of their own, or all run into their text. */
interface Row {
  isRunIn: boolean;
  /** 具体举措： above them. */
  isLabelled: boolean;
  nodes: Node[];
}

const NO_PARTS: Row = { isRunIn: false, isLabelled: false, nodes: [] };

function node(depth: number): fc.Arbitrary<Node> {
  const items = fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(sentence, { minLength: 2, maxLength: 5 }) },
  );
  return fc.record({
    title: anyTitle,
    body: fc.array(paragraph, { minLength: 1, maxLength: 3 }),
    items,
    units: fc.option(units, { freq: 4 }),
    table: fc.option(table, { freq: 8 }),
    children: depth === 0 ? fc.constant(NO_PARTS) : row(depth - 1, 0),
  });
}

function row(depth: number, minLength: number): fc.Arbitrary<Row> {
  return fc.record({
    isRunIn: fc.boolean(),
    isLabelled: fc.boolean(),
    nodes: fc.array(node(depth), { minLength, maxLength: 4 }),
  });
}

function flatten(top: Row, mix: Numbering[]): Pick<GeneratedDocument, 'blocks' | 'headings'> {
  const blocks: Block[] = [];
  const headings: ExpectedHeading[] = [];
  const visit = ({ nodes, isRunIn }: Row, level: number, parent: string | null) => {
    // Divisions (第X章) are never run in, and what is run in has no parts.
    const runsIn = isRunIn && level > 0 && !mix[level]!(1).startsWith('第');
    nodes.forEach((one, i) => {
      const number = mix[level]!(i + 1);
      const [first, ...others] = one.body;
      const printed = (number + one.title).replace(/\s/gu, '');
      blocks.push({ kind: 'heading', level, number, title: one.title, body: runsIn ? first! : null });
      headings.push({ title: printed, parent });
      for (const text of runsIn ? others : one.body) blocks.push({ kind: 'text', text });
      const inner = mix[level + 1];
      const hasParts = !runsIn && inner !== undefined && one.children.nodes.length > 0;
      if (inner && !hasParts && !inner(1).startsWith('第'))
        blocks.push(...one.items.map((text, k) => ({ kind: 'text' as const, text: inner(k + 1) + text })));
      if (one.units) blocks.push({ kind: 'units', text: one.units });
      if (one.table) blocks.push({ kind: 'table', rows: one.table });
      if (!hasParts) return;
      if (one.children.isLabelled) blocks.push({ kind: 'text', text: '具体举措：' });
      visit(one.children, level + 1, one.children.isLabelled ? '具体举措' : printed);
    });
  };
  visit(top, 0, null);
  return { blocks, headings };
}

/** Documents of mixed numbering families with text, tables and unit lists, and the headings they must give. */
export const generatedDocument: fc.Arbitrary<GeneratedDocument> = fc
  .record({
    mix: fc.constantFrom(...MIXES),
    preamble: paragraph,
    top: row(2, 2),
  })
  .map(({ mix, preamble, top }) => {
    const { blocks, headings } = flatten(top, mix);
    const documentTitle = '云溪区公共服务发展行动方案';
    return { title: documentTitle, blocks: [{ kind: 'text', text: preamble }, ...blocks], headings };
  });

function tableLines(rows: string[][]): string[] {
  return rows.map((cells) => `| ${cells.join(' | ')} |`);
}

function textOf(block: Exclude<Block, { kind: 'table' }>): string {
  return block.kind === 'heading'
    ? `${block.number}${block.title}${block.body === null ? '' : `。${block.body}`}`
    : block.text;
}

/** Sets a document as plain text, hard-wrapped where a setting is given; tables stay as they are. */
export function asText({ title: heading, blocks }: GeneratedDocument, setting?: Setting): string {
  const indent = setting?.isIndented && setting.keepsIndent ? '　　' : '';
  const wrap = (text: string) =>
    setting ? wrapParagraph(text, setting).map((line, i) => (i === 0 ? indent + line : line)) : [text];
  const lines = blocks.flatMap((block) =>
    block.kind === 'table' ? tableLines(block.rows) : wrap(textOf(block)),
  );
  return `${[heading, ...lines].join(setting?.hasBlankLines ? '\n\n' : '\n')}\n`;
}

/** Sets a document as Markdown whose levels are as unreliable as those of OCR. */
export function asMarkdown({ title: heading, blocks }: GeneratedDocument, levels: number[]): string {
  const paragraphs = blocks.map((block, i) => {
    if (block.kind === 'table') return tableLines(block.rows).join('\n');
    if (block.kind !== 'heading' || block.body !== null) return textOf(block);
    const level = levels[i % levels.length]!;
    const text = textOf(block);
    return level === 0 ? text : level === 7 ? `**${text}**` : `${'#'.repeat(level)} ${text}`;
  });
  return `# ${heading}\n\n${paragraphs.join('\n\n')}\n`;
}
