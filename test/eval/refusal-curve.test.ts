import { describe, expect, it } from 'vitest';
import { refusalCurve, type ScoredQuestion } from '../../eval/confidence-samples.ts';
import { type RefusalCurve, renderCurves } from '../../eval/curve-chart.ts';

const scored = (isAnswerable: boolean, ...confidences: number[]): ScoredQuestion[] =>
  confidences.map((confidence) => ({ isAnswerable, confidence }));

const TENTHS = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

describe('refusal against false refusal', () => {
  it('counts, for each threshold, what is below it among those to refuse and those to answer', () => {
    const questions = [...scored(false, 0, 0.1, 0.3, 0.95), ...scored(true, 0.15, 0.3, 0.6, 0.7, 0.9)];
    expect(refusalCurve(questions, [0, 0.1, 0.3, 0.5, 1])).toEqual([
      { threshold: 0, refused: 0, falselyRefused: 0 },
      { threshold: 0.1, refused: 1 / 4, falselyRefused: 0 },
      { threshold: 0.3, refused: 2 / 4, falselyRefused: 1 / 5 },
      { threshold: 0.5, refused: 3 / 4, falselyRefused: 2 / 5 },
      { threshold: 1, refused: 1, falselyRefused: 1 },
    ]);
  });

  it('never falls as the threshold rises', () => {
    // Confidences in no order, the same every time.
    const confidences = Array.from({ length: 60 }, (_, i) => (i * 37) % 60).map((n) => n / 60);
    const questions = confidences.flatMap((confidence, i) => scored(i % 3 !== 0, confidence));
    const curve = refusalCurve(questions, TENTHS);
    expect(curve).toHaveLength(9);
    for (const [i, point] of curve.slice(1).entries()) {
      expect(point.refused).toBeGreaterThanOrEqual(curve[i]!.refused);
      expect(point.falselyRefused).toBeGreaterThanOrEqual(curve[i]!.falselyRefused);
    }
    expect(curve.at(-1)!.refused).toBeGreaterThan(curve[0]!.refused);
  });

  it('is no curve where all questions are of one sort', () => {
    expect(refusalCurve(scored(true, 0.5), TENTHS)).toEqual([]);
    expect(refusalCurve(scored(false, 0.5), TENTHS)).toEqual([]);
  });
});

const CURVE: RefusalCurve = {
  label: '留出题',
  answerable: 40,
  unanswerable: 20,
  points: [
    { threshold: 0.1, refused: 0, falselyRefused: 0 },
    { threshold: 0.2, refused: 0.75, falselyRefused: 0.25 },
    { threshold: 0.3, refused: 1, falselyRefused: 1 },
  ],
};

describe('the drawing of the curve', () => {
  const html = renderCurves({ served: 0.2, curves: [CURVE] });

  it('lists every threshold with both shares and marks the one that is served', () => {
    const rows = [...html.matchAll(/<th>([^<]*)<\/th><td>([^<]*)<\/td><td>([^<]*)<\/td>/g)];
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['0.1', '0.0%', '0.0%'],
      ['0.2（现用）', '75.0%', '25.0%'],
      ['0.3', '100.0%', '100.0%'],
    ]);
    expect(html).toContain('留出题（应拒 20，可答 40）');
  });

  it('draws false refusals to the right and refusals upwards, in proportion', () => {
    const [, points] = /<polyline[^>]* points="([^"]+)"/.exec(html)!;
    const [origin, served, corner] = points!.split(' ').map((pair) => pair.split(',').map(Number));
    const [right, up] = [corner![0]! - origin![0]!, origin![1]! - corner![1]!];
    expect(Math.min(right, up)).toBeGreaterThan(100);
    expect((served![0]! - origin![0]!) / right).toBeCloseTo(0.25, 2);
    expect((origin![1]! - served![1]!) / up).toBeCloseTo(0.75, 2);
    const [, title] = new RegExp(
      `<circle class="served" cx="${served![0]}" cy="${served![1]}"[^>]*><title>(.*?)</title>`,
    ).exec(html)!;
    expect(title).toBe('阈值 0.2：应拒已拒 75.0%，误拒 25.0%');
  });

  it('is left out where nothing was measured', () => {
    expect(renderCurves(null)).toBe('');
    expect(renderCurves({ served: 0.2, curves: [{ ...CURVE, points: [] }] })).toBe('');
  });
});
