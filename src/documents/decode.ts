import { DocumentError } from '../errors.ts';

const BYTE_ORDER_MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Most bytes of Chinese UTF-16 text without a mark come in pairs whose high byte is 0x00, 0x30 or 0x4e–0x9f. */
function looksLikeUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, 4000);
  let zeroEven = 0;
  let zeroOdd = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 === 0 ? zeroEven++ : zeroOdd++;
  if (zeroOdd > zeroEven && zeroOdd > 0) return 'utf-16le';
  return zeroEven > 0 ? 'utf-16be' : null;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // A TypeError here says only "not this encoding", which is the question asked.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Shares of control and unassigned characters above this mean a binary file rather than text. */
const MAX_CONTROL_SHARE = 0.01;

function isReadable(text: string): boolean {
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/gu)?.length ?? 0;
  return controls <= text.length * MAX_CONTROL_SHARE;
}

/**
 * Decodes a document's bytes: UTF-8 (with or without mark), UTF-16 and GB18030 (which holds GBK and GB2312).
 * Throws a `DocumentError` naming `file` when the bytes are no text in any of them.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue;
    const text = tryDecode(bytes, encoding);
    if (text !== null && isReadable(text)) return text;
  }
  const guess = looksLikeUtf16(bytes);
  for (const encoding of guess ? [guess] : ['utf-8', 'gb18030']) {
    const text = tryDecode(bytes, encoding);
    if (text !== null && isReadable(text)) return text;
  }
  throw new DocumentError(
    `文件“${file}”不是可读的文本（支持 UTF-8、UTF-16、GB18030），请另存为 UTF-8 文本后重试`,
  );
}
