import MarkdownIt from 'markdown-it';

/** A run of an answer's text; `marker` is a citation's number. */
export type AnswerInline =
  | { kind: 'text'; text: string; isStrong: boolean }
  | { kind: 'marker'; marker: number }
  | { kind: 'break' };

/** A block of an answer: the little Markdown that answers use. */
export type AnswerBlock =
  | { kind: 'paragraph'; inlines: AnswerInline[] }
  | { kind: 'heading'; inlines: AnswerInline[] }
  | { kind: 'list'; isOrdered: boolean; start: number; items: AnswerBlock[][] }
  | { kind: 'quote'; blocks: AnswerBlock[] }
  | { kind: 'table'; rows: AnswerInline[][][] };

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

// No HTML, links, images or code: an answer has none, and what looks like one is text of a document.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true }).disable([
  'link',
  'image',
  'autolink',
  'html_inline',
  'html_block',
  'reference',
  'code',
  'fence',
  'backticks',
  'entity',
  'lheading',
  'hr',
]);

/** Parses the Markdown of an answer, complete or still arriving. */
export function parseAnswer(text: string): AnswerBlock[] {
  return readBlocks(markdown.parse(text, {}), { next: 0 });
}

/** Reads blocks up to the token that closes the container they are in. */
function readBlocks(tokens: Token[], at: { next: number }): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  while (at.next < tokens.length) {
    const token = tokens[at.next++]!;
    if (token.nesting < 0) return blocks;
    const block = readBlock(token, tokens, at);
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

function readBlock(token: Token, tokens: Token[], at: { next: number }): AnswerBlock | null {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', inlines: readLeaf(tokens, at) };
    case 'heading_open':
      return { kind: 'heading', inlines: readLeaf(tokens, at) };
    case 'blockquote_open':
      return { kind: 'quote', blocks: readBlocks(tokens, at) };
    case 'bullet_list_open':
    case 'ordered_list_open':
      return {
        kind: 'list',
        isOrdered: token.type === 'ordered_list_open',
        start: Number(token.attrGet('start') ?? 1),
        items: readItems(tokens, at),
      };
    case 'table_open':
      return { kind: 'table', rows: readRows(tokens, at) };
    default:
      return null;
  }
}

/** The inline content of a paragraph or heading, and past its closing token. */
function readLeaf(tokens: Token[], at: { next: number }): AnswerInline[] {
  const inline = tokens[at.next];
  at.next += 2;
  return readInlines(inline?.children ?? []);
}

function readItems(tokens: Token[], at: { next: number }): AnswerBlock[][] {
  const items: AnswerBlock[][] = [];
  while (tokens[at.next]?.type === 'list_item_open') {
    at.next++;
    items.push(readBlocks(tokens, at));
  }
  at.next++;
  return items;
}

function readRows(tokens: Token[], at: { next: number }): AnswerInline[][][] {
  const rows: AnswerInline[][][] = [];
  for (let token = tokens[at.next++]; token && token.type !== 'table_close'; token = tokens[at.next++]) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows[rows.length - 1]?.push(readInlines(token.children ?? []));
  }
  return rows;
}

function readInlines(tokens: Token[]): AnswerInline[] {
  const inlines: AnswerInline[] = [];
  let strong = 0;
  for (const token of tokens) {
    if (token.type === 'strong_open' || token.type === 'em_open') strong++;
    else if (token.type === 'strong_close' || token.type === 'em_close') strong--;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') inlines.push({ kind: 'break' });
    else inlines.push(...splitMarkers(token.content, strong > 0));
  }
  return inlines;
}

/** Cuts `93%[1][2]` into its words and its markers. */
function splitMarkers(text: string, isStrong: boolean): AnswerInline[] {
  return text
    .split(/(\[\d{1,3}\])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const marker = /^\[(\d+)\]$/.exec(piece);
      return marker ? { kind: 'marker', marker: Number(marker[1]) } : { kind: 'text', text: piece, isStrong };
    });
}
