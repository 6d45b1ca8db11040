import type { Proposal } from '../proving/prove-statement.ts';
import type { Support } from '../proving/support.ts';

/** A statement that stands. */
export interface Proven {
  text: string;
  supports: Support[];
}

/** A statement that does not, and why. */
export interface Rejected {
  proposal: Proposal;
  reason: string;
}

type Place = Proven | Rejected;
const isRejected = (place: Place): place is Rejected => 'reason' in place;

/**
 * The statements of an answer in the order in which the model said them. What stands behind a rejected one waits until that is
 * mended or dropped, so that the order holds and nothing that a person was shown has to be taken back.
 */
export class StatementPlaces {
  readonly #places: Place[] = [];
  /** Places shown or dropped so far. */
  #settled = 0;
  readonly #show: (statement: Proven) => void;

  /** `show` hears the proven statements, in order, as early as the order allows. */
  constructor(show: (statement: Proven) => void) {
    this.#show = show;
  }

  /** Takes the next statement. */
  add(place: Place): void {
    this.#places.push(place);
    this.#settle();
  }

  /** What still waits to be mended. */
  get rejected(): Rejected[] {
    return this.#places.filter(isRejected);
  }

  /** True where something stands, shown or waiting. */
  get hasProven(): boolean {
    return this.#places.some((place) => !isRejected(place));
  }

  /** Puts a mended statement where the rejected one that it is most like stood; behind them all where none is left. */
  mend(statement: Proven): void {
    const [nearest] = this.rejected.toSorted(
      (a, b) => alike(statement.text, b.proposal) - alike(statement.text, a.proposal),
    );
    if (nearest) this.#places[this.#places.indexOf(nearest)] = statement;
    else this.#places.push(statement);
    this.#settle();
  }

  /** Drops what was not mended and shows what waited behind it; gives how many were dropped. */
  finish(): number {
    const dropped = this.rejected.length;
    for (const place of this.#places.splice(this.#settled)) if (!isRejected(place)) this.#show(place);
    return dropped;
  }

  #settle(): void {
    for (; this.#settled < this.#places.length; this.#settled++) {
      const place = this.#places[this.#settled]!;
      if (isRejected(place)) return;
      this.#show(place);
    }
  }
}

/** How many of its neighbouring characters a mended statement has from a rejected one and its quotations. */
function alike(text: string, { text: rejected, quotes }: Proposal): number {
  const before = [rejected, ...quotes].join('\n');
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)).filter((pair) =>
    before.includes(pair),
  ).length;
}
