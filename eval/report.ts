import type { EvalCitation } from './answer-shape.ts';
import { type RefusalCurves, renderCurves } from './curve-chart.ts';
import { summarise } from './figures.ts';
import type { LastRun, Remembered } from './last-run.ts';
import { escapeHtml, REPORT_SCRIPT, REPORT_STYLE } from './report-page.ts';
import type { CaseResult } from './score-case.ts';
import { missingGroups } from './scorers/must-include.ts';
import { groupByType } from './table.ts';
import { FIGURE_NAMES, showFigure } from './thresholds.ts';

/** What a report is made of. */
export interface ReportInput {
  results: CaseResult[];
  earlier: LastRun;
  /** ISO time of this run. */
  at: string;
  where: string;
  suites: string[];
  /** Thresholds missed, as lines for people. */
  missed: string[];
  /** Refusal against false refusal; null where it was not measured. */
  curves: RefusalCurves | null;
}

type Change = 'better' | 'worse' | 'changed' | 'same' | 'new';

const CHANGE_NAME: Record<Change, string> = {
  better: '变好',
  worse: '变坏',
  changed: '答案有变',
  same: '未变',
  new: '新题',
};

function changeOf(result: CaseResult, before: Remembered | undefined): Change {
  if (before === undefined) return 'new';
  if (before.passed !== result.passed) return result.passed ? 'better' : 'worse';
  return before.answer === (result.answer?.answer ?? '') ? 'same' : 'changed';
}

function list(items: string[], className = ''): string {
  if (items.length === 0) return '';
  return `<ul class="${className}">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function renderCitation(citation: EvalCitation, isRight: boolean): string {
  const place = [citation.documentTitle, ...citation.path].join(' › ');
  const page = citation.page === null ? '' : `，第 ${citation.page} 页`;
  return (
    `<span class="${isRight ? 'right' : 'other'}">[${citation.marker}] ${isRight ? '✓' : '·'}</span> ` +
    `<q>${escapeHtml(citation.quote)}</q><small>${escapeHtml(place)}${page}</small>`
  );
}

function renderExpected({ case: one, answer }: CaseResult): string {
  const missing = new Set(missingGroups(one.must_include, answer?.answer ?? ''));
  const groups = one.must_include.map(
    (group) =>
      `<span class="${missing.has(group) ? 'wrong' : 'right'}">${escapeHtml(group.join('／'))}</span>`,
  );
  const gold = one.gold.map(
    ({ doc, quote, path }) =>
      `<q>${escapeHtml(quote)}</q><small>${escapeHtml([doc, path].filter(Boolean).join(' › '))}</small>`,
  );
  return (
    (one.answerable ? '' : '<p>应拒答</p>') +
    (groups.length > 0 ? `<h4>应含</h4>${list(groups)}` : '') +
    (one.must_not_include.length > 0 ? `<h4>不应含</h4>${list(one.must_not_include.map(escapeHtml))}` : '') +
    (gold.length > 0 ? `<h4>依据</h4>${list(gold)}` : '') +
    (one.note === '' ? '' : `<p class="note">${escapeHtml(one.note)}</p>`)
  );
}

function renderNow({ answer, reasons, breaches, citationsRight, elapsedMs }: CaseResult): string {
  const wrong = [...new Set([...reasons, ...breaches])].map(escapeHtml);
  const citations =
    answer?.citations.map((citation, i) => renderCitation(citation, citationsRight[i] === true)) ?? [];
  return (
    `<p class="status">${escapeHtml(answer?.status ?? 'error')} · ${elapsedMs.toFixed(1)} ms</p>` +
    `<pre>${escapeHtml(answer?.answer ?? '')}</pre>${list(citations, 'citations')}${list(wrong, 'wrong')}`
  );
}

function renderBefore(before: Remembered | undefined): string {
  if (before === undefined) return '<p class="note">没有上一次的结果</p>';
  return (
    `<p class="status">${escapeHtml(before.status)} · ${escapeHtml(before.at)} · ${before.passed ? '通过' : '未通过'}</p>` +
    `<pre>${escapeHtml(before.answer)}</pre>${list(before.reasons.map(escapeHtml), 'wrong')}`
  );
}

function renderCase(result: CaseResult, before: Remembered | undefined): string {
  const { case: one, passed } = result;
  const change = changeOf(result, before);
  const history = one.history.map((turn) => `<p class="note">前问：${escapeHtml(turn)}</p>`).join('');
  return `<article data-type="${one.type}" data-passed="${passed}" data-change="${change}">
<header><b class="${passed ? 'right' : 'wrong'}">${passed ? '通过' : '未通过'}</b> <code>${escapeHtml(one.id)}</code>
<span>${one.type}</span> <em>${CHANGE_NAME[change]}</em></header>
${history}<h3>${escapeHtml(one.question)}</h3>
<div class="columns"><section><h4>这一次</h4>${renderNow(result)}</section>
<section><h4>上一次</h4>${renderBefore(before)}</section><section><h4>应当</h4>${renderExpected(result)}</section></div>
</article>`;
}

function renderTable(results: CaseResult[]): string {
  const names = Object.keys(FIGURE_NAMES) as (keyof typeof FIGURE_NAMES)[];
  const row = (label: string, group: CaseResult[]) => {
    const figures = summarise(group);
    const cells = names.map((name) => `<td>${showFigure(name, figures[name])}</td>`).join('');
    return `<tr><th>${label}</th><td>${figures.passedCases}/${figures.cases}</td>${cells}</tr>`;
  };
  const head = names.map((name) => `<th>${FIGURE_NAMES[name]}</th>`).join('');
  const rows = groupByType(results).map((group) => row(group.type, group.results));
  return `<table><thead><tr><th>类型</th><th>通过</th>${head}</tr></thead><tbody>${rows.join('')}${row('合计', results)}</tbody></table>`;
}

function renderFilters(results: CaseResult[]): string {
  const types = groupByType(results).map(({ type }) => `<option>${type}</option>`);
  const changes = Object.entries(CHANGE_NAME).map(
    ([value, name]) => `<option value="${value}">${name}</option>`,
  );
  return `<form><label>类型 <select name="type"><option value="">全部</option>${types.join('')}</select></label>
<label>结果 <select name="passed"><option value="">全部</option><option value="false">未通过</option><option value="true">通过</option></select></label>
<label>比上一次 <select name="change"><option value="">全部</option>${changes.join('')}</select></label>
<label>查找 <input name="words" type="search"></label> <output></output></form>`;
}

/** The whole run as one HTML page that needs no other file and no network; every text in it is escaped. */
export function renderReport(input: ReportInput): string {
  const { results, earlier, at, where, suites, missed, curves } = input;
  const articles = results.map((result) => renderCase(result, earlier.get(result.case.id)));
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>问规评测 ${escapeHtml(at)}</title><style>${REPORT_STYLE}</style></head><body>
<h1>问规评测</h1><p>${escapeHtml(at)} · ${escapeHtml(where)} · ${escapeHtml(suites.join('、'))}</p>
${missed.length === 0 ? '<p class="right">全部达标</p>' : list(missed.map(escapeHtml), 'wrong')}
${renderTable(results)}
${renderCurves(curves)}
${renderFilters(results)}
<main>${articles.join('\n')}</main><script>${REPORT_SCRIPT}</script></body></html>
`;
}
