/** Makes any text safe inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (char) => entities[char]!);
}

/** Style of the report; it stands inside the page, which loads nothing. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; }
body { margin: 1.5rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #8886; padding: .15rem .6rem; text-align: right; }
th:first-child { text-align: left; }
form { position: sticky; top: 0; background: Canvas; padding: .75rem 0; display: flex; gap: 1rem; flex-wrap: wrap; }
article { border-top: 2px solid #8886; padding: .75rem 0 1.25rem; }
article[hidden] { display: none; }
h3 { margin: .25rem 0; } h4 { margin: .5rem 0 .25rem; }
.columns { display: grid; grid-template-columns: 4fr 3fr 3fr; gap: 1.5rem; }
.columns > * { min-width: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .25rem 0; }
ul { margin: .25rem 0; padding-left: 1.2rem; } small { display: block; opacity: .7; }
.curves > div { display: flex; flex-wrap: wrap; gap: 2rem; align-items: start; margin-bottom: 1rem; }
.curves svg { width: 34rem; max-width: 100%; fill: currentColor; font-size: 13px; }
.curves polyline, .curves path { fill: none; stroke: currentColor; stroke-width: 2; }
.curves thead tr + tr th { text-align: right; }
.curves .grid { stroke-width: .5; opacity: .3; }
circle.served { fill: #c62a2f; } tr.served { font-weight: bold; }
.right { color: #18794e; } .wrong { color: #c62a2f; } .other, .note, .status { opacity: .7; }
@media (max-width: 60rem) { .columns { grid-template-columns: 1fr; } }
`;

/** The report's filters: by type, result, change and words; plain script so that the file opens from disk. */
export const REPORT_SCRIPT = `
const form = document.querySelector('form');
const articles = [...document.querySelectorAll('article')];
function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  let shown = 0;
  for (const article of articles) {
    const fits = ['type', 'passed', 'change'].every((key) => !wanted[key] || article.dataset[key] === wanted[key]);
    article.hidden = !(fits && article.textContent.includes(wanted.words));
    if (!article.hidden) shown++;
  }
  form.querySelector('output').textContent = '共 ' + shown + ' 题';
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
`;
