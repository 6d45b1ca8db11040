import { layOut } from '../table.ts';
import type { Latency } from './evidence.ts';
import type { ProductFigures } from './measure-product.ts';
import type { StockEngine, StockFigures } from './measure-stock.ts';
import type { ServiceFigures } from './service.ts';

/** Everything measured at one scale. */
export interface ScaleFigures {
  /** 两份种子文件, or the number of generated clauses. */
  name: string;
  isSeeds: boolean;
  product: ProductFigures;
  service: ServiceFigures;
  stock: StockFigures;
}

/** The figures issue 2 asks for; null where it names none for that scale. */
const REQUIRED = {
  buildMs: 10_000,
  startMs: 3000,
  residentMb: 400,
  seedsAnswerP95Ms: 15,
  largeAnswerP95Ms: 80,
  largeClauses: 20_000,
  answersPerSecond: 150,
  recallAt10: 0.98,
};

const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));
const latency = ({ p50Ms, p95Ms, maxMs, asked, wanted }: Latency) => {
  const partial = asked < wanted ? `（超时，只测了 ${asked}/${wanted} 问）` : '';
  return `${ms(p50Ms)} / ${ms(p95Ms)} / ${ms(maxMs)} ms${partial}`;
};
const rate = (count: number, tookMs: number, unit: string) =>
  `${(tookMs / 1000).toFixed(2)} s（${Math.round(count / (tookMs / 1000))} ${unit}/s）`;
const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
const mark = (isMet: boolean, text: string) => `${isMet ? '✓' : '✗'} ${text}`;

type Evidence = NonNullable<StockEngine['evidence']>;

const EVIDENCE_FIGURES: [string, (evidence: Evidence) => number][] = [
  ['依据在前 1 条', ({ found }) => found.at1],
  ['依据在前 5 条', ({ found }) => found.at5],
  ['依据在前 10 条', ({ found }) => found.at10],
  ['依据在前 1000 字', ({ foundInBudget }) => foundInBudget],
];

function evidenceRows({ name, product, stock }: ScaleFigures): string[][] {
  const evidence = [product.evidence, stock.orama.evidence, stock.minisearch.evidence].filter(
    (one) => one !== null,
  );
  if (evidence.length < 3) return [];
  const rows = EVIDENCE_FIGURES.map(([label, figure]) => {
    const [own, ...others] = evidence.map(figure) as [number, ...number[]];
    return [label, name, ...[own, ...others].map(percent), mark(own >= Math.max(...others), '不低于对照')];
  });
  const lengths = evidence.map(({ meanResultLength }) => meanResultLength.toFixed(0));
  return [...rows, ['每条结果平均字数', name, ...lengths, '（越长越容易含有依据）']];
}

function answerLimit(scale: ScaleFigures): string {
  const { p95Ms } = scale.product.answer;
  const limit = scale.isSeeds
    ? REQUIRED.seedsAnswerP95Ms
    : scale.product.clauses <= REQUIRED.largeClauses * 1.05
      ? REQUIRED.largeAnswerP95Ms
      : null;
  return limit === null ? '' : mark(p95Ms <= limit, `p95 ≤ ${limit} ms`);
}

function scaleRows(scale: ScaleFigures): string[][] {
  const { name, isSeeds, product, service, stock } = scale;
  const stocks = [stock.orama, stock.minisearch];
  const none = ['', ''];
  const forSeeds = (isMet: boolean, text: string) => (isSeeds ? mark(isMet, text) : '');
  const resident = Math.max(service.readyMb, service.loadedMb);
  return [
    [
      '建索引',
      name,
      rate(product.clauses, product.buildMs, '条'),
      ...stocks.map((engine) => rate(engine.chunks, engine.buildMs, '块')),
      forSeeds(product.buildMs <= REQUIRED.buildMs, '≤ 10 s'),
    ],
    [
      '启动到就绪',
      name,
      `${(service.startMs / 1000).toFixed(2)} s`,
      ...none,
      forSeeds(service.startMs <= REQUIRED.startMs, '≤ 3 s'),
    ],
    [
      '常驻内存（就绪 / 压测后）',
      name,
      `${service.readyMb.toFixed(0)} / ${service.loadedMb.toFixed(0)} MB`,
      ...none,
      forSeeds(resident <= REQUIRED.residentMb, '≤ 400 MB'),
    ],
    ['回答 p50 / p95 / 最慢，进程内', name, latency(product.answer), ...none, answerLimit(scale)],
    ['回答 p50 / p95 / 最慢，HTTP', name, latency(service.latency), ...none, ''],
    [
      '吞吐，16 个连接',
      name,
      `${service.answersPerSecond.toFixed(0)} 次/s${service.failedAnswers > 0 ? `，失败 ${service.failedAnswers}` : ''}`,
      ...none,
      forSeeds(
        service.answersPerSecond >= REQUIRED.answersPerSecond && service.failedAnswers === 0,
        '≥ 150 次/s',
      ),
    ],
    [
      '只检索 p50 / p95 / 最慢',
      name,
      latency(product.search),
      ...stocks.map((engine) => latency(engine.latency)),
      '',
    ],
    [
      '向量 recall@10（对照：精确检索）',
      name,
      `${product.recallAt10.toFixed(4)}，${ms(product.vectorMs)} ms（${product.questionsWithoutVector} 问无向量，不计）`,
      `精确 1，${ms(product.exactMs)} ms`,
      '',
      mark(product.recallAt10 >= REQUIRED.recallAt10, '≥ 0.98'),
    ],
    ...evidenceRows(scale),
  ];
}

/** How the cost of an answer grew between two scales, beside how the clauses did. */
function growthRows(scales: ScaleFigures[]): string[][] {
  const generated = scales.filter((scale) => !scale.isSeeds);
  return generated.slice(1).map((large, i) => {
    const small = generated[i]!;
    const clauses = large.product.clauses / small.product.clauses;
    const cost = large.product.answer.p50Ms / small.product.answer.p50Ms;
    return [
      '每问耗时增长（p50）',
      `${small.name} → ${large.name}`,
      `× ${cost.toFixed(2)}`,
      ...[large.stock.orama, large.stock.minisearch].map((engine, at) => {
        const before = at === 0 ? small.stock.orama : small.stock.minisearch;
        return `× ${(engine.latency.p50Ms / before.latency.p50Ms).toFixed(2)}`;
      }),
      mark(cost < clauses / 2, `明显低于条款的 × ${clauses.toFixed(1)}`),
    ];
  });
}

/** The one table of `npm run bench`: each figure beside the stock engines and what is required of it. */
export function formatBench(scales: ScaleFigures[]): string {
  const header = ['指标', '规模', '问规', 'Orama 500/50', 'MiniSearch+jieba 500/50', '要求'];
  return layOut([header, ...scales.flatMap(scaleRows), ...growthRows(scales)], 2);
}
