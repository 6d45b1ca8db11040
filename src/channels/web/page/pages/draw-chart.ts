import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartData,
  Legend,
  LinearScale,
  Tooltip,
} from 'chart.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

/** Room for one topic, and for axis and legend, in pixels. */
const BAR_HEIGHT = 17;
const FRAME_HEIGHT = 64;

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Draws the picture of a figure from its table; drawn again, it takes the place of the one before. */
export function drawChart(figure: HTMLElement): void {
  const canvas = figure.querySelector('canvas');
  const table = figure.querySelector('table');
  const box = canvas?.parentElement;
  if (canvas === null || table === null || !box) return;
  const data = readTable(table, getComputedStyle(figure));
  box.hidden = false;
  // Through the style object, which the content security policy allows where a style attribute is refused.
  box.style.height = `${(data.labels?.length ?? 0) * BAR_HEIGHT + FRAME_HEIGHT}px`;
  Chart.getChart(canvas)?.destroy();
  dark.onchange = () => drawChart(figure);
  const ink = getComputedStyle(figure).getPropertyValue('--ink-soft');
  const line = getComputedStyle(figure).getPropertyValue('--line');
  // Not in the options of the chart: its legend does not look there.
  Chart.defaults.font.family = getComputedStyle(figure).fontFamily;
  new Chart(canvas, {
    type: 'bar',
    data,
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      animation: false,
      color: ink,
      plugins: { legend: { position: 'bottom', labels: { boxWidth: 14 } } },
      scales: {
        x: { stacked: true, ticks: { color: ink, precision: 0 }, grid: { color: line } },
        y: {
          stacked: true,
          ticks: { color: ink, autoSkip: false },
          grid: { display: false },
        },
      },
    },
  });
}

/** Years as the parts of the bars, topics as the bars; the sums of the last column are left out. */
function readTable(table: HTMLTableElement, style: CSSStyleDeclaration): ChartData<'bar'> {
  const years = [...(table.tHead?.rows[0]?.cells ?? [])].slice(1, -1);
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  return {
    labels: rows.map((row) => row.cells[0]?.textContent ?? ''),
    datasets: years.map((year, i) => ({
      label: year.textContent ?? '',
      data: rows.map((row) => Number(row.cells[i + 1]?.textContent)),
      backgroundColor: style.getPropertyValue(
        year.dataset.year === '' ? '--series-none' : `--series-${(i % SERIES) + 1}`,
      ),
      maxBarThickness: BAR_HEIGHT - 4,
    })),
  };
}

/** Colours that the style sheet names for years. */
const SERIES = 5;
