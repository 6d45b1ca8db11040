import { describe, expect, it } from 'vitest';
import { createEventReader } from '../../../../src/channels/web/page/event-stream.ts';

const STREAM =
  'event: delta\ndata: {"text":"甲"}\n\n: keep-alive\n\nevent: answer\r\ndata: {\r\ndata: "id":1}\r\n\r\n';
const EVENTS = [
  { event: 'delta', data: '{"text":"甲"}' },
  { event: 'answer', data: '{\n"id":1}' },
];

describe('createEventReader', () => {
  it('reads the same events wherever the stream is cut', () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      const read = createEventReader();
      expect([...read(STREAM.slice(0, cut)), ...read(STREAM.slice(cut))], `cut at ${cut}`).toEqual(EVENTS);
    }
  });

  it('reads a stream that comes character by character', () => {
    const read = createEventReader();
    expect([...STREAM].flatMap((character) => read(character))).toEqual(EVENTS);
  });

  it('gives no event before it is complete', () => {
    expect(createEventReader()('event: answer\ndata: {}')).toEqual([]);
  });
});
