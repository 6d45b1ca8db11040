/** How a paragraph is set on lines, as a PDF prints it and its extractor leaves it. */
export interface Setting {
  /** Characters (em) of a full line. */
  width: number;
  /** First lines are indented by two characters in print … */
  isIndented: boolean;
  /** … and the extractor kept the indent. */
  keepsIndent: boolean;
  /** A blank line after every printed line. */
  hasBlankLines: boolean;
}

const NO_START = '，。、；：！？）》”’%';
const NO_END = '（《“‘';

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
}

/** Breaks a paragraph into lines the way Chinese typesetting does: numbers stay whole, no line begins with a stop. */
export function wrapParagraph(text: string, { width, isIndented }: Setting): string[] {
  const units = text.match(/[A-Za-z0-9.]+|./gu) ?? [];
  const lines: string[] = [];
  let line: string[] = [];
  let used = isIndented ? 2 : 0;
  for (const unit of units) {
    const unitWidth = widthOf(unit);
    // One stop may hang over the edge.
    const hangs = NO_START.includes(unit) && used <= width;
    if (line.length > 0 && used + unitWidth > width && !hangs) {
      const carried: string[] = [];
      const startsBadly = () => NO_START.includes(carried[0] ?? unit);
      while (line.length > 1 && (NO_END.includes(line.at(-1)!) || startsBadly()))
        carried.unshift(line.pop()!);
      lines.push(line.join(''));
      line = carried;
      used = widthOf(carried.join(''));
    }
    line.push(unit);
    used += unitWidth;
  }
  return [...lines, line.join('')];
}

/** Sets whole paragraphs as hard-wrapped text. */
export function wrapText(paragraphs: string[], setting: Setting): string {
  const indent = setting.isIndented && setting.keepsIndent ? '　　' : '';
  const lines = paragraphs.flatMap((text) =>
    wrapParagraph(text, setting).map((line, i) => (i === 0 ? indent + line : line)),
  );
  return `${lines.join(setting.hasBlankLines ? '\n\n' : '\n')}\n`;
}
