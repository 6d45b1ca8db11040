import { describe, expect, it } from 'vitest';
import { remembered } from '../../src/language/remembered.ts';

function counting() {
  const asked: string[] = [];
  const read = remembered((text) => {
    asked.push(text);
    return text.length === 0 ? null : [text.length];
  });
  return { asked, read };
}

describe('remembered', () => {
  it('reads each text once', () => {
    const { asked, read } = counting();
    expect(read('渡口')).toEqual([2]);
    expect(read('渡口')).toBe(read('渡口'));
    expect(read('码头')).toEqual([2]);
    expect(asked).toEqual(['渡口', '码头']);
  });

  it('does not keep long texts', () => {
    const { asked, read } = counting();
    const long = '渡'.repeat(501);
    read(long);
    read(long);
    expect(asked).toHaveLength(2);
  });

  it('forgets when it holds too much, and still reads right', () => {
    const { read } = counting();
    for (let i = 0; i < 20_001; i++) expect(read(`渡口${i}`)).toEqual([`渡口${i}`.length]);
    expect(read('渡口0')).toEqual([3]);
  });

  it('remembers that nothing was found', () => {
    const { asked, read } = counting();
    expect([read(''), read('')]).toEqual([null, null]);
    expect(asked).toEqual(['']);
  });
});
