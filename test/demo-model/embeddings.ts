import { countTokens } from './protocol.ts';
import type { EmbeddingRequest } from './request-body.ts';

const DEFAULT_DIMENSION = 64;
/** Of the 32-bit FNV-1a hash. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The body that answers a request for vectors. */
export function embeddingList({ model, input, encoding_format, dimensions }: EmbeddingRequest) {
  const texts = typeof input === 'string' ? [input] : input;
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return {
    object: 'list' as const,
    data: texts.map((text, index) => {
      const vector = bigramVector(text, dimensions ?? DEFAULT_DIMENSION);
      const embedding = encoding_format === 'base64' ? asBase64(vector) : vector;
      return { object: 'embedding' as const, index, embedding };
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** A vector of length 1 in which texts that share pairs of characters lie near each other. */
export function bigramVector(text: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  const characters = [...text];
  const pairs = characters.length < 2 ? [text] : characters.slice(1).map((one, i) => characters[i]! + one);
  for (const pair of pairs) {
    const hash = hashOf(pair);
    // Signs keep texts that share nothing apart.
    vector[hash % dimension]! += hash & 0x40000000 ? 1 : -1;
  }
  const length = Math.hypot(...vector);
  if (length === 0) return vector.with(0, 1);
  return vector.map((entry) => entry / length);
}

function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** 32-bit floats, lowest byte first, as OpenAI packs them. */
function asBase64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((entry, i) => {
    bytes.writeFloatLE(entry, i * 4);
  });
  return bytes.toString('base64');
}
