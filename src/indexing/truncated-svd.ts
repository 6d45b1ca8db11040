import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { SparseVector } from './features.ts';

/** Extra directions that make the wanted ones exact sooner (Halko, Martinsson, Tropp 2011, section 4.2). */
const OVERSAMPLING = 16;
/** Rounds of multiplying by A·Aᵀ; more no longer change what is found on texts, whose spectra fall slowly. */
const ROUNDS = 3;
/** Directions weaker than this part of the strongest are rounding noise and would be blown up by division. */
const NEGLIGIBLE = 1e-9;

/** Leading right singular vectors of a matrix, as `features × rank` (feature after feature), strongest first. */
export interface SingularVectors {
  vectors: Float32Array;
  singularValues: Float64Array;
  /** May be smaller than asked for where the rows span less; 0 where they are all empty. */
  rank: number;
}

/**
 * Truncated SVD of a sparse matrix whose rows are texts, by randomised subspace iteration in typed arrays. The
 * same rows and seed give the same bits. (An exact decomposition of the Gram matrix takes minutes at 1,500 rows.)
 */
export function rightSingularVectors(options: {
  rows: readonly SparseVector[];
  features: number;
  rank: number;
  seed: number;
}): SingularVectors {
  const { rows, features } = options;
  const width = Math.min(rows.length, features, options.rank + OVERSAMPLING);
  if (width === 0) return { vectors: new Float32Array(0), singularValues: new Float64Array(0), rank: 0 };
  let basis = randomBlock(rows.length, width, options.seed);
  orthonormalise(basis, rows.length, width);
  for (let round = 0; round < ROUNDS; round++) {
    basis = multiply(rows, multiplyTransposed(rows, basis, features, width), width);
    orthonormalise(basis, rows.length, width);
  }
  const image = multiplyTransposed(rows, basis, features, width);
  // Gram matrix of the image, by the short way round: (Aᵀ·Q)ᵀ·(Aᵀ·Q) = Qᵀ·(A·(Aᵀ·Q)).
  const gram = transposedProduct(basis, multiply(rows, image, width), rows.length, width);
  return rotate({ image, gram, features, width, rank: options.rank });
}

/** Turns the image Aᵀ·Q (features × width) into singular vectors by the small width × width eigenproblem. */
function rotate(problem: {
  image: Float64Array;
  gram: Matrix;
  features: number;
  width: number;
  rank: number;
}): SingularVectors {
  const { image, gram, features, width } = problem;
  const solved = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const kept = [...solved.realEigenvalues.entries()]
    .map(([column, value]) => ({ value, column }))
    .sort((a, b) => b.value - a.value || a.column - b.column)
    .filter(({ value }, _, [first]) => value > Math.max(first!.value * NEGLIGIBLE, Number.MIN_VALUE))
    .slice(0, problem.rank);
  const rank = kept.length;
  const singularValues = Float64Array.from(kept, ({ value }) => Math.sqrt(value));
  const turn = new Float64Array(width * rank);
  for (const [k, { column }] of kept.entries()) {
    for (let i = 0; i < width; i++)
      turn[i * rank + k] = solved.eigenvectorMatrix.get(i, column) / singularValues[k]!;
  }
  const vectors = new Float32Array(features * rank);
  const sums = new Float64Array(rank);
  for (let feature = 0; feature < features; feature++) {
    sums.fill(0);
    for (let i = 0; i < width; i++) addScaled(sums, 0, image[feature * width + i]!, turn, i * rank, rank);
    vectors.set(sums, feature * rank);
  }
  return { vectors, singularValues, rank };
}

function addScaled(
  target: Float64Array,
  at: number,
  scale: number,
  source: Float64Array,
  from: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) target[at + k]! += scale * source[from + k]!;
}

/** A·X: rows × width. */
function multiply(rows: readonly SparseVector[], block: Float64Array, width: number): Float64Array {
  const product = new Float64Array(rows.length * width);
  for (const [row, { ids, weights }] of rows.entries()) {
    for (let n = 0; n < ids.length; n++)
      addScaled(product, row * width, weights[n]!, block, ids[n]! * width, width);
  }
  return product;
}

/** Aᵀ·X: features × width. */
function multiplyTransposed(
  rows: readonly SparseVector[],
  block: Float64Array,
  features: number,
  width: number,
): Float64Array {
  const product = new Float64Array(features * width);
  for (const [row, { ids, weights }] of rows.entries()) {
    for (let n = 0; n < ids.length; n++)
      addScaled(product, ids[n]! * width, weights[n]!, block, row * width, width);
  }
  return product;
}

/** Xᵀ·Y of two blocks of the same shape, made exactly symmetric against rounding. */
function transposedProduct(left: Float64Array, right: Float64Array, height: number, width: number): Matrix {
  const product = new Float64Array(width * width);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < width; i++)
      addScaled(product, i * width, left[row * width + i]!, right, row * width, width);
  }
  const symmetric = new Matrix(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++)
      symmetric.set(i, j, (product[i * width + j]! + product[j * width + i]!) / 2);
  }
  return symmetric;
}

/** Modified Gram–Schmidt over the columns in place, each twice for accuracy; one that vanishes becomes zero. */
function orthonormalise(block: Float64Array, height: number, width: number): void {
  const columns = Array.from({ length: width }, (_, k) => {
    const column = new Float64Array(height);
    for (let row = 0; row < height; row++) column[row] = block[row * width + k]!;
    return column;
  });
  for (const [k, column] of columns.entries()) {
    const before = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < k; j++) addScaled(column, 0, -dot(column, columns[j]!), columns[j]!, 0, height);
    }
    const after = Math.sqrt(dot(column, column));
    const scale = after > before * 1e-10 ? 1 / after : 0;
    for (let row = 0; row < height; row++) {
      column[row]! *= scale;
      block[row * width + k] = column[row]!;
    }
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < left.length; n++) sum += left[n]! * right[n]!;
  return sum;
}

/** Numbers in [-1, 1) from mulberry32: small, seeded, the same on every machine. */
function randomBlock(height: number, width: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: height * width }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}
