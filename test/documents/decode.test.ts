import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/documents/decode.ts';
import { DocumentError } from '../../src/errors.ts';

const TEXT = '西青区教育高质量发展三年行动方案\n一、指导思想（2023—2025年）\n';
/** 印发通知：教育发展。\n in GB18030, with 㐀, which takes four bytes and which GBK lacks. */
const GB18030 = [
  ...[0xd3, 0xa1, 0xb7, 0xa2, 0xcd, 0xa8, 0xd6, 0xaa, 0xa3, 0xba, 0xbd, 0xcc, 0xd3, 0xfd],
  ...[0xb7, 0xa2, 0xd5, 0xb9, 0xa1, 0xa3, 0x0a, 0x81, 0x39, 0xee, 0x39],
];

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

function withMark(mark: number[], bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...mark, ...bytes]);
}

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', withMark([0xef, 0xbb, 0xbf], Buffer.from(TEXT))],
    ['UTF-16 LE', utf16(TEXT, false)],
    ['UTF-16 LE with a byte order mark', withMark([0xff, 0xfe], utf16(TEXT, false))],
    ['UTF-16 BE', utf16(TEXT, true)],
    ['UTF-16 BE with a byte order mark', withMark([0xfe, 0xff], utf16(TEXT, true))],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes, 'a.txt')).toBe(TEXT);
  });

  it('reads UTF-16 without mark where nothing but ideographs is printed', () => {
    expect(decodeText(utf16('教育发展', false), 'a.txt')).toBe('教育发展');
    expect(decodeText(utf16('教育发展', true), 'a.txt')).toBe('教育发展');
  });

  it('reads UTF-16 of Latin letters without mark', () => {
    expect(decodeText(utf16('plain text', false), 'a.txt')).toBe('plain text');
    expect(decodeText(utf16('plain text', true), 'a.txt')).toBe('plain text');
  });

  it('reads GB18030, four-byte characters included', () => {
    expect(decodeText(Uint8Array.from(GB18030), 'a.txt')).toBe('印发通知：教育发展。\n㐀');
  });

  it('reads a mostly Latin text with a few GB18030 characters', () => {
    const latin = Buffer.from('plain ascii text '.repeat(50));
    const bytes = Uint8Array.from([...latin, ...GB18030.slice(0, 14)]);
    expect(decodeText(bytes, 'a.txt').endsWith('text 印发通知：教育')).toBe(true);
  });

  it('keeps line ends as they are, for offsets point into the text', () => {
    expect(decodeText(Buffer.from('一、总则\r\n内容\r\n'), 'a.txt')).toBe('一、总则\r\n内容\r\n');
  });

  it('gives an empty text for an empty file', () => {
    expect(decodeText(new Uint8Array(), 'a.txt')).toBe('');
  });

  it.each([
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]],
    ['a ZIP container', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0x06, 0, 0x08, 0, 0, 0, 0x21, 0, 0xff, 0xff, 0x01]],
    ['zeros', new Array<number>(64).fill(0)],
  ])('refuses %s and names the file', (_, bytes) => {
    const read = () => decodeText(Uint8Array.from(bytes), '表.txt');
    expect(read).toThrow(DocumentError);
    expect(read).toThrow(/“表\.txt”/u);
  });

  it('tells damaged UTF-8 from another encoding instead of reading it as other characters', () => {
    const bytes = Buffer.from(TEXT.repeat(4));
    bytes[50] = 0xff;
    expect(() => decodeText(bytes, '规划.txt')).toThrow(/“规划\.txt”的 UTF-8 编码有损坏/u);
  });
});
