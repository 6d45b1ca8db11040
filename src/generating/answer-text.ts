import { type CitationList, speakerOf } from '../answering/writer.ts';
import { cite } from '../proving/prove-statement.ts';
import type { Support } from '../proving/support.ts';
import { regionNames } from '../retrieval/regions.ts';

/** Characters and citations that an answer may have (HTTP contract). */
const LONGEST_ANSWER = 800;
const MOST_CITATIONS = 20;

/** Share of a statement's character pairs that makes it a repetition of another. */
const REPEATED = 0.85;

/** True where `text` says next to nothing that `said` does not. */
function isRepeated(text: string, said: string): boolean {
  // One other figure makes it another statement.
  if (text.match(/\d+/gu)?.some((figure) => !said.includes(figure))) return false;
  const pairs = Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  return pairs.filter((pair) => said.includes(pair)).length >= REPEATED * pairs.length;
}

/** Puts proven statements into lines, each with its markers; says whose document speaks where that changes. */
export class AnswerText {
  readonly lines: string[] = [];
  readonly cited: CitationList;
  readonly #texts = new Set<string>();
  #speaker = '';
  /** Characters of the statements alone. */
  #length = 0;
  /** Characters of the whole answer. */
  #shown = 0;
  readonly #room: number;

  /** `room`: characters that all lines together may take. */
  constructor(cited: CitationList, room: number) {
    this.cited = cited;
    this.#room = room;
  }

  /** Adds a statement; gives what is to be shown of it, '' where it was said before or there is no room. */
  add(text: string, supports: Support[]): string {
    const isSaid = [...this.#texts].some((said) => isRepeated(text, said));
    if (isSaid || !this.#hasRoom(text, supports)) return '';
    const { document } = supports[0]!;
    const speaker = speakerOf(document);
    const isNamed =
      document.region !== null && regionNames(document.region).some((name) => text.includes(name));
    const prefix = speaker === this.#speaker || isNamed ? '' : `${speaker}：`;
    const markers = [...new Set(supports.map((support) => cite(this.cited, support)))];
    const line = `${prefix}${text}${markers.join('')}。`;
    const shown = this.lines.length === 0 ? line : `\n${line}`;
    this.#texts.add(text);
    this.#speaker = speaker;
    this.#length += text.length;
    this.#shown += shown.length;
    this.lines.push(line);
    return shown;
  }

  /** The first statement always has room. */
  #hasRoom(text: string, supports: Support[]): boolean {
    if (this.lines.length === 0) return true;
    const { citations } = this.cited;
    // Speaker, markers and stop take no more than a title and four characters a marker.
    const longest = text.length + speakerOf(supports[0]!.document).length + 4 * supports.length + 3;
    return (
      this.#length + text.length <= this.#room &&
      this.#shown + longest <= LONGEST_ANSWER &&
      citations.length + supports.length <= MOST_CITATIONS
    );
  }
}
