import type { CurvePoint } from './confidence-samples.ts';
import { escapeHtml } from './report-page.ts';
import { FIGURE_NAMES, showFigure } from './thresholds.ts';

/** One group of questions: how many there are of each sort, and what each threshold would do to them. */
export interface RefusalCurve {
  label: string;
  answerable: number;
  unanswerable: number;
  points: CurvePoint[];
}

/** What the report draws: the curves, with the threshold that is served. */
export interface RefusalCurves {
  served: number;
  curves: RefusalCurve[];
}

/** The plot in the picture: room for the numbers to its left and below it. */
const PLOT = { left: 70, top: 15, width: 420, height: 280 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const DASHES = ['none', '6 4', '2 3'];

const across = (share: number) => Number((PLOT.left + share * PLOT.width).toFixed(1));
const upwards = (share: number) => Number((PLOT.top + (1 - share) * PLOT.height).toFixed(1));
const percent = (share: number) => `${Math.round(share * 100)}%`;

function drawGrid(): string {
  const { left, top, width, height } = PLOT;
  const lines = TICKS.map((tick) => {
    const [x, y] = [across(tick), upwards(tick)];
    return (
      `<path class="grid" d="M${x} ${top}v${height}M${left} ${y}h${width}"/>` +
      `<text x="${x}" y="${top + height + 18}" text-anchor="middle">${percent(tick)}</text>` +
      `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${percent(tick)}</text>`
    );
  });
  const middle = top + height / 2;
  return `${lines.join('')}<text x="${left + width / 2}" y="${top + height + 38}" text-anchor="middle">${FIGURE_NAMES.falseRefusals}</text>
<text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">${FIGURE_NAMES.refused}</text>`;
}

function drawPoint(point: CurvePoint, isServed: boolean): string {
  const { threshold, refused, falselyRefused } = point;
  const says = `阈值 ${threshold}：${FIGURE_NAMES.refused} ${showFigure('refused', refused)}，${FIGURE_NAMES.falseRefusals} ${showFigure('falseRefusals', falselyRefused)}`;
  const [x, y] = [across(falselyRefused), upwards(refused)];
  return `<circle${isServed ? ' class="served"' : ''} cx="${x}" cy="${y}" r="${isServed ? 6 : 3}"><title>${says}</title></circle>`;
}

function drawCurve({ label, points }: RefusalCurve, place: number, served: number): string {
  const dashes = DASHES[place % DASHES.length];
  const path = points.map(({ refused, falselyRefused }) => `${across(falselyRefused)},${upwards(refused)}`);
  const [legendX, legendY] = [across(0.55), upwards(0.3) + 22 * place];
  return `<polyline stroke-dasharray="${dashes}" points="${path.join(' ')}"/>
${points.map((point) => drawPoint(point, point.threshold === served)).join('')}
<path class="key" stroke-dasharray="${dashes}" d="M${legendX} ${legendY}h34"/><text x="${legendX + 42}" y="${legendY + 4}">${escapeHtml(label)}</text>`;
}

function renderRows(curves: RefusalCurve[], served: number): string {
  const thresholds = [
    ...new Set(curves.flatMap(({ points }) => points.map(({ threshold }) => threshold))),
  ].sort((a, b) => a - b);
  const rows = thresholds.map((threshold) => {
    const cells = curves.map(({ points }) => {
      const point = points.find((one) => one.threshold === threshold);
      return `<td>${showFigure('refused', point?.refused ?? null)}</td><td>${showFigure('falseRefusals', point?.falselyRefused ?? null)}</td>`;
    });
    const isServed = threshold === served;
    return `<tr${isServed ? ' class="served"' : ''}><th>${threshold}${isServed ? '（现用）' : ''}</th>${cells.join('')}</tr>`;
  });
  return rows.join('');
}

/** Refusals against false refusals as a table and a picture drawn in the page; nothing where there is no curve. */
export function renderCurves(measured: RefusalCurves | null): string {
  const { served, curves } = measured ?? { served: 0, curves: [] };
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return '';
  const groups = drawn.map(
    ({ label, answerable, unanswerable }) =>
      `<th colspan="2">${escapeHtml(label)}（应拒 ${unanswerable}，可答 ${answerable}）</th>`,
  );
  const names = drawn.map(() => `<th>${FIGURE_NAMES.refused}</th><th>${FIGURE_NAMES.falseRefusals}</th>`);
  return `<section class="curves"><h2>拒答曲线</h2>
<p class="note">最佳依据的置信度低于阈值就拒答；缺所问的数值、名称或年份的，哪个阈值都拒答。目录、清单、责任单位等另有规则，不在曲线内。标定题参与过权重拟合，留出题没有。</p>
<div><table><thead><tr><th rowspan="2">阈值</th>${groups.join('')}</tr><tr>${names.join('')}</tr></thead><tbody>${renderRows(drawn, served)}</tbody></table>
<svg viewBox="0 0 510 345" role="img" aria-label="拒答曲线：横轴误拒，纵轴应拒已拒，大圆点为现用阈值 ${served}">
${drawGrid()}
${drawn.map((curve, place) => drawCurve(curve, place, served)).join('\n')}
<circle class="served" cx="${across(0.55) + 17}" cy="${upwards(0.3) + 22 * drawn.length}" r="6"/><text x="${across(0.55) + 42}" y="${upwards(0.3) + 22 * drawn.length + 4}">现用阈值 ${served}</text>
</svg></div></section>`;
}
