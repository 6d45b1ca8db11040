/** @jsxRuntime automatic @jsxImportSource preact */
import { ScrollingTable } from './scrolling-table.tsx';
import { tableStrings } from './table-strings.ts';
import { countTargets, type TargetCounts } from './target-counts.ts';

/** With fewer topics a picture says nothing that the table below does not. */
const FEWEST_TOPICS = 3;

/** A picture of targets by topic and year, and the same as a table, which the picture is drawn from. */
export function TargetFigure(props: { targets: { topic: string; by: number | null }[]; topics: string[] }) {
  const counts = countTargets(props.targets, props.topics);
  if (counts.topics.length < FEWEST_TOPICS) return null;
  return (
    <figure class="fact-chart" data-chart="">
      <figcaption>{tableStrings.chartTitle}</figcaption>
      <div class="drawing" hidden>
        <canvas role="img" aria-label={tableStrings.chartLabel(counts.topics.length, counts.total)} />
      </div>
      <details>
        <summary>{tableStrings.chartNumbers}</summary>
        <CountsTable {...counts} />
      </details>
    </figure>
  );
}

function CountsTable({ years, topics }: TargetCounts) {
  return (
    <ScrollingTable label={tableStrings.chartTitle} class="counts">
      <thead>
        <tr>
          <th scope="col">{tableStrings.topic}</th>
          {years.map((year) => (
            <th scope="col" key={year} data-year={year ?? ''}>
              {year === null ? tableStrings.noYear : tableStrings.year(year)}
            </th>
          ))}
          <th scope="col">{tableStrings.sum}</th>
        </tr>
      </thead>
      <tbody>
        {topics.map(({ topic, counts, total }) => (
          <tr key={topic}>
            <th scope="row">{topic}</th>
            {counts.map((count, i) => (
              <td key={years[i]}>{count}</td>
            ))}
            <td>{total}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
