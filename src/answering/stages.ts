import type { Target } from '../facts/targets.ts';
import { searchForm } from '../language/normalise.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { valuesFor } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import { yearsIn } from '../retrieval/years.ts';
import { type Draft, documentOf, type Findings } from './draft.ts';
import { trimSentence } from './trim.ts';
import { isSameName } from './two-ways.ts';

/** What is now, or was, is no stage of what is to be. */
const ASKS_NOW = /目前|现在|现有|眼下|当前|如今|现阶段|截至|已经|已有|基数|起点|起步|原来/u;
/** Only the last stage is wanted. */
const ASKS_LAST = /最后|最终|末/u;

function asksStages({ need, topic, kind }: Question): boolean {
  const isFigure = need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
  return isFigure && kind !== 'past' && yearsIn(topic).length === 0 && !ASKS_NOW.test(topic);
}

/** The dated target of the kind asked for that a sentence sets and whose name says most of what is asked; null where none does. */
function setBy({ question, index }: Findings, { clause, sentence, text }: Evidence): Target | null {
  const values = new Set(valuesFor(question.need!, text).map(({ value }) => value));
  const named = index.facts
    .get(clause.documentId)!
    .targets.filter(
      ({ start, end, value, by, isPast }) =>
        start >= sentence.start &&
        end <= sentence.end &&
        !isPast &&
        by !== null &&
        value !== null &&
        values.has(value),
    )
    .map((target) => ({ target, spoken: spokenWeight(question.concepts, searchForm(target.name)) }))
    .sort((a, b) => b.spoken - a.spoken);
  const [best, next] = named;
  return best && best.spoken > (next?.spoken ?? 0) ? best.target : null;
}

/** A plan that sets a value year by year: the stages of what the best sentence sets, the last first. */
export interface Stages {
  /** The sentence with the last stage. */
  last: Evidence;
  earlier: { target: Target; evidence: Evidence }[];
}

/** The stages of the value that the best evidence sets; null where there is one only, or the question names the year. */
export function stagesOf(findings: Findings, best: Evidence, evidence: Evidence[]): Stages | null {
  if (!asksStages(findings.question) || best.clause.kind === 'table-row') return null;
  const own = setBy(findings, best);
  if (!own) return null;
  const stages = new Map([[own.by!, { target: own, evidence: best }]]);
  for (const one of evidence) {
    // Stages of one value stand under one heading; elsewhere the same words may be said of a part.
    if (one === best || one.clause.documentId !== best.clause.documentId) continue;
    if (one.clause.heading !== best.clause.heading || !one.valueIsNear) continue;
    const target = setBy(findings, one);
    if (target && !stages.has(target.by!) && target.unit === own.unit && isSameName(target, own))
      stages.set(target.by!, { target, evidence: one });
  }
  if (stages.size < 2) return null;
  const years = [...stages.keys()].sort((a, b) => a - b);
  const last = stages.get(years.at(-1)!)!;
  const isWanted = !ASKS_LAST.test(findings.question.topic);
  return {
    last: last.evidence,
    earlier: isWanted ? years.slice(0, -1).map((year) => stages.get(year)!) : [],
  };
}

/** Longest words of an earlier stage, in characters. */
const LONGEST = 40;

/** Says the stages before the last one. */
export function sayEarlierStages(findings: Findings, { earlier }: Stages, draft: Draft): void {
  if (earlier.length === 0) return;
  const said = earlier.map(({ target, evidence }) => {
    const document = documentOf(findings, evidence.clause.documentId);
    const words = trimSentence(target.words, findings.question, LONGEST);
    return `${target.by}年 ${words}${draft.cited.span(document, target)}`;
  });
  draft.lines.push(`此前分年：${said.join('；')}。`);
}
