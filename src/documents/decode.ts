import { DocumentError } from '../errors.ts';

const BYTE_ORDER_MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Shares of control and unassigned characters above this mean a binary file rather than text. */
const MAX_CONTROL_SHARE = 0.01;
/** So many ideographs for each broken place mean UTF-8 that was damaged, not another encoding. */
const MIN_HAN_PER_DAMAGE = 20;
/** Share of the byte pairs whose high byte must fit UTF-16 Chinese, and the most that the low bytes then may by chance. */
const MIN_UTF16_SHARE = 0.9;
const MAX_CHANCE_SHARE = 0.7;
/** Share of zero bytes that only UTF-16 with Latin letters, digits or line ends in it has. */
const MIN_ZERO_SHARE = 0.01;
/** Bytes looked at for a guess. */
const SAMPLE_BYTES = 4000;

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // A TypeError here says only "not this encoding", which is the question asked.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function isReadable(text: string): boolean {
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd\p{Cn}]/gu)?.length ?? 0;
  return controls <= text.length * MAX_CONTROL_SHARE;
}

/** High bytes of the characters of Chinese text: Latin, punctuation, ideographs, full-width forms. */
function isHighByte(byte: number): boolean {
  return byte === 0x00 || byte === 0x20 || byte === 0x30 || byte === 0xff || (byte >= 0x4e && byte <= 0x9f);
}

/** The UTF-16 byte order that nearly all byte pairs fit, for files without a mark. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const pairs = Math.ceil(sample.length / 2);
  const share = (parity: 0 | 1, fits: (byte: number) => boolean) =>
    sample.filter((byte, i) => i % 2 === parity && fits(byte)).length / pairs;
  const isZero = (byte: number) => byte === 0;
  const [zerosBig, zerosLittle] = [share(0, isZero), share(1, isZero)];
  const [big, little] = [share(0, isHighByte), share(1, isHighByte)];
  const order = zerosBig === zerosLittle ? big - little : zerosBig - zerosLittle;
  if (Math.max(big, little) < MIN_UTF16_SHARE) return null;
  // Plain Latin letters fit both ways: only zero bytes tell them from UTF-16.
  if (Math.max(zerosBig, zerosLittle) < MIN_ZERO_SHARE && Math.min(big, little) > MAX_CHANCE_SHARE)
    return null;
  return order > 0 ? 'utf-16be' : 'utf-16le';
}

/** True for UTF-8 with a few broken bytes: GB18030 would read it as other characters without complaint. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const damaged = text.match(/\ufffd+/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return damaged > 0 && han >= damaged * MIN_HAN_PER_DAMAGE;
}

/**
 * Decodes a document's bytes: UTF-8 (with or without mark), UTF-16 and GB18030 (which holds GBK and GB2312).
 * Throws a `DocumentError` naming `file` when the bytes are no text in any of them.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const marked = BYTE_ORDER_MARKS.filter(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  const readAs = (encoding: string) => {
    const text = tryDecode(bytes, encoding);
    return text !== null && isReadable(text) ? text : null;
  };
  // UTF-8 comes first: its byte patterns do not arise by chance, while UTF-16 and GB18030 accept almost anything.
  for (const encoding of [...marked.map(([, name]) => name), 'utf-8']) {
    const text = readAs(encoding);
    if (text !== null) return text;
  }
  const utf16 = guessUtf16(bytes);
  const text = utf16 && readAs(utf16);
  if (text) return text;
  if (isDamagedUtf8(bytes)) {
    throw new DocumentError(`文件“${file}”的 UTF-8 编码有损坏的字节，请从原件重新导出或另存为 UTF-8 文本`);
  }
  const chinese = readAs('gb18030');
  if (chinese !== null) return chinese;
  throw new DocumentError(
    `文件“${file}”不是可读的文本（支持 UTF-8、UTF-16、GB18030），请另存为 UTF-8 文本后重试`,
  );
}
