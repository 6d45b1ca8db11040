import type { Span } from './mapped-text.ts';
import { withoutOrders } from './order-free.ts';
import { withoutPosed } from './posed.ts';
import { printable } from './printable.ts';

/**
 * A text as it is read and shown, character by character at its own offsets: what nobody sees, what a page or a terminal
 * would obey, and what gives orders to a machine is blanked. `tables` are the places of tables in HTML.
 */
export function readable(text: string, tables: Span[] = []): string {
  return withoutOrders(printable(withoutPosed(text), tables));
}
