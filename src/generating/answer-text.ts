import { type CitationList, speakerOf } from '../answering/writer.ts';
import { cite } from '../proving/prove-statement.ts';
import type { Support } from '../proving/support.ts';
import { regionNames } from '../retrieval/regions.ts';

/** Citations of one statement. */
const MOST_MARKERS = 3;

/** Share of a statement's character pairs that makes it a repetition of another. */
const REPEATED = 0.85;

/** True where `text` says next to nothing that `said` does not. */
function isRepeated(text: string, said: string): boolean {
  const pairs = Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  return pairs.filter((pair) => said.includes(pair)).length >= REPEATED * pairs.length;
}

/** Puts proven statements into lines, each with its markers; says whose document speaks where that changes. */
export class AnswerText {
  readonly lines: string[] = [];
  readonly cited: CitationList;
  readonly #texts = new Set<string>();
  #speaker = '';
  #length = 0;
  readonly #room: number;

  /** `room`: characters that all lines together may take. */
  constructor(cited: CitationList, room: number) {
    this.cited = cited;
    this.#room = room;
  }

  /** Adds a statement; gives what is to be shown of it, '' where it was said before or there is no room. */
  add(text: string, supports: Support[]): string {
    const isTooMuch = this.lines.length > 0 && this.#length + text.length > this.#room;
    if (isTooMuch || [...this.#texts].some((said) => isRepeated(text, said))) return '';
    const { document } = supports[0]!;
    const speaker = speakerOf(document);
    const isNamed =
      document.region !== null && regionNames(document.region).some((name) => text.includes(name));
    const prefix = speaker === this.#speaker || isNamed ? '' : `${speaker}：`;
    const markers = [...new Set(supports.slice(0, MOST_MARKERS).map((support) => cite(this.cited, support)))];
    const line = `${prefix}${text}${markers.join('')}。`;
    this.#texts.add(text);
    this.#speaker = speaker;
    this.#length += text.length;
    const shown = this.lines.length === 0 ? line : `\n${line}`;
    this.lines.push(line);
    return shown;
  }
}
