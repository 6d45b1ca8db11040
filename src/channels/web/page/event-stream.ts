/** One event of a text/event-stream. */
export interface StreamEvent {
  event: string;
  data: string;
}

/** Reads a stream of events from text that may be cut anywhere; gives the events that each piece completes. */
export function createEventReader(): (piece: string) => StreamEvent[] {
  let waiting = '';
  return function readEvents(piece) {
    waiting += piece;
    const blocks = waiting.split(/\r?\n\r?\n/);
    waiting = blocks.pop() ?? '';
    return blocks.map(readEvent).filter((event) => event !== null);
  };
}

function readEvent(block: string): StreamEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  return data.length === 0 ? null : { event, data: data.join('\n') };
}
