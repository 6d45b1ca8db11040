import type { EvalAnswer } from './answer-shape.ts';
import type { EvalCase } from './case.ts';
import { maxAnswerLength } from './scorers/answer-length.ts';
import { maxCitations } from './scorers/citation-count.ts';
import { quoteFault, type Sources } from './scorers/citations-verbatim.ts';
import { matchesGold, unmatchedDocuments } from './scorers/gold-overlap.ts';
import { markerFault } from './scorers/markers.ts';
import { missingGroups } from './scorers/must-include.ts';
import { forbiddenFound } from './scorers/must-not-include.ts';
import { countCharacters } from './scorers/normalise.ts';
import { statusFits } from './scorers/status.ts';

/** What was asked of the assistant and what came back; `answer` is null where asking failed. */
export interface Reply {
  answer: EvalAnswer | null;
  error: string | null;
  /** Wall-clock milliseconds of the whole answer. */
  elapsedMs: number;
}

/** One judged case. */
export interface CaseResult extends Reply {
  case: EvalCase;
  passed: boolean;
  /** Why it failed, in Chinese; empty for a pass. */
  reasons: string[];
  /** Breaks of the answer contract, whether or not the pass rule names them: quotes (of refusals too) and markers. */
  breaches: string[];
  /** For each citation, whether it matches a gold quote. */
  citationsRight: boolean[];
}

const STATUS_NAME: Record<EvalAnswer['status'], string> = {
  answered: '已回答',
  not_found: '未找到',
  out_of_scope: '超出范围',
  needs_clarification: '需要澄清',
};

function quoteFaults(answer: EvalAnswer, sources: Sources): string[] {
  return answer.citations.flatMap((citation) => {
    const fault = quoteFault(citation, sources);
    return fault === null ? [] : [`引文 [${citation.marker}] ${fault}`];
  });
}

function judgeEvidence(one: EvalCase, answer: EvalAnswer): string[] {
  const reasons: string[] = [];
  const most = maxCitations(one.type);
  if (answer.citations.length > most) reasons.push(`引文 ${answer.citations.length} 条，超过 ${most} 条`);
  if (one.gold.length === 0) return [...reasons, '题目没有给出依据（gold），无法判定引文'];
  const unmatched = unmatchedDocuments({
    gold: one.gold,
    citations: answer.citations,
    eachDocument: one.type === 'cross-compare',
  });
  if (unmatched.length > 0) reasons.push(`没有引到依据（${unmatched.join('、')}）`);
  return reasons;
}

function judge(one: EvalCase, answer: EvalAnswer, sources: Sources): string[] {
  const reasons: string[] = [];
  if (!statusFits(one.answerable, answer.status)) {
    reasons.push(`状态为${STATUS_NAME[answer.status]}，应${one.answerable ? '回答' : '拒答'}`);
  }
  for (const phrase of forbiddenFound(one.must_not_include, answer.answer))
    reasons.push(`不应出现：${phrase}`);
  if (!one.answerable) return reasons;
  for (const group of missingGroups(one.must_include, answer.answer))
    reasons.push(`缺少：${group.join('／')}`);
  reasons.push(...quoteFaults(answer, sources), ...judgeEvidence(one, answer));
  const length = countCharacters(answer.answer);
  const most = maxAnswerLength(one.type);
  if (length > most) reasons.push(`回答 ${length} 字，超过 ${most} 字`);
  return reasons;
}

/** Judges a reply by the pass rule of contracts.md section 3, giving every reason and not only the first. */
export function scoreCase(one: EvalCase, reply: Reply, sources: Sources): CaseResult {
  const { answer } = reply;
  if (answer === null) {
    const reasons = [`没有得到回答：${reply.error ?? '原因不明'}`];
    return { ...reply, case: one, passed: false, reasons, breaches: [], citationsRight: [] };
  }
  const reasons = judge(one, answer, sources);
  const markers = markerFault(answer);
  return {
    ...reply,
    case: one,
    passed: reasons.length === 0,
    reasons,
    breaches: [...quoteFaults(answer, sources), ...(markers === null ? [] : [markers])],
    citationsRight: answer.citations.map((citation) => matchesGold(citation, one.gold)),
  };
}
