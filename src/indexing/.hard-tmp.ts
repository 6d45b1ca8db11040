import hnswlib from 'hnswlib-node';

let s = 7;
const rnd = () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const gauss = () => Math.sqrt(-2 * Math.log(rnd() + 1e-12)) * Math.cos(6.283185 * rnd());
const N = 20000;
const unit = (v: Float64Array) => {
  let n = 0;
  for (const x of v) n += x * x;
  n = Math.sqrt(n);
  return v.map((x) => x / n);
};
function make(dim: number, clusters: number, noise: number) {
  const C = Array.from({ length: clusters }, () => unit(Float64Array.from({ length: dim }, gauss)));
  const f = new Float32Array(N * dim);
  for (let i = 0; i < N; i++)
    f.set(unit(C[i % clusters]!.map((x) => x + (noise * gauss()) / Math.sqrt(dim))), i * dim);
  const Q = Array.from({ length: 150 }, (_, i) =>
    Array.from(unit(C[(i * 31) % clusters]!.map((x) => x + (0.6 * gauss()) / Math.sqrt(dim)))),
  );
  return { f, Q, dim };
}
for (const [name, dim, c, noise] of [
  ['dup', 192, 300, 0],
  ['tight', 192, 300, 0.01],
  ['loose', 192, 300, 0.3],
  ['wide', 192, 2000, 0.5],
  ['gauss', 192, 20000, 0.1],
  ['remote', 1024, 300, 0.3],
] as const) {
  const { f, Q } = make(dim, c, noise);
  const exact = Q.map((q) => {
    const d = new Float32Array(N);
    for (let i = 0; i < N; i++) {
      let t = 0;
      for (let k = 0; k < dim; k++) t += q[k]! * f[i * dim + k]!;
      d[i] = 1 - t;
    }
    return d.sort()[9]!;
  });
  for (const [m, efc] of [
    [16, 200],
    [24, 300],
  ] as const) {
    const t0 = performance.now();
    const g = new hnswlib.HierarchicalNSW('cosine', dim);
    g.initIndex({ maxElements: N, m, efConstruction: efc, randomSeed: 100 });
    for (let i = 0; i < N; i++) g.addPoint(Array.from(f.subarray(i * dim, (i + 1) * dim)), i);
    const built = performance.now() - t0;
    const line: string[] = [];
    for (const ef of [200, 400]) {
      g.setEf(ef);
      let hit = 0;
      const times: number[] = [];
      Q.forEach((q, i) => {
        const t = performance.now();
        const r = g.searchKnn(q, 10);
        times.push(performance.now() - t);
        hit += r.distances.filter((d) => d <= exact[i]! + 1e-5).length;
      });
      times.sort((a, b) => a - b);
      line.push(`ef${ef} ${(hit / Q.length / 10).toFixed(4)} p95 ${times[142]!.toFixed(2)}ms`);
    }
    console.log(name, dim, m, efc, `build ${(built / 1000).toFixed(1)}s`, line.join(' | '));
  }
}
