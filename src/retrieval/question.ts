import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { cleanQuestion } from './clean-question.ts';
import { type Concept, readConcepts } from './concepts.ts';
import { readNeed, type ValueNeed } from './needs.ts';
import { type QuestionKind, readKind, wantsSeveral } from './question-kind.ts';
import { type RegionReading, readRegions } from './regions.ts';

/** A question understood: everything that finding and answering need to know of it. */
export interface Question {
  /** What was asked, orders to the assistant removed; printed form. */
  text: string;
  /** Search form without region names. */
  topic: string;
  regions: RegionReading;
  /** Documents to search. */
  documentIds: string[];
  kind: QuestionKind;
  need: ValueNeed | null;
  wantsSeveral: boolean;
  concepts: Concept[];
  /** Matters of the turn before: they help to find, but nothing has to speak of them. */
  context: Concept[];
  /** Figures that the question itself states. */
  figures: Quantity[];
  hadInstructions: boolean;
}

/** What a question takes over from the turn before. */
export interface Inherited {
  kind: QuestionKind;
  need: ValueNeed | null;
  concepts: Concept[];
}

/** Reads a standalone question. `documentIds` limits the documents; `inherited` fills what a follow-up leaves out. */
export function readQuestion(
  asked: string,
  index: PolicyIndex,
  options: { documentIds?: string[]; inherited?: Inherited } = {},
): Question {
  const { text, hadInstructions } = cleanQuestion(asked);
  const form = searchForm(text);
  const regions = readRegions(form, index.documents);
  const topic = regions.rest.trim();
  const wanted = options.documentIds;
  const documentIds = regions.documentIds.filter((id) => !wanted || wanted.includes(id));
  const kind = readKind(topic);
  const takesOver = options.inherited !== undefined && kind === 'fact';
  return {
    text,
    topic,
    regions,
    documentIds: documentIds.length > 0 ? documentIds : (wanted ?? regions.documentIds),
    kind: takesOver ? options.inherited!.kind : kind,
    need: readNeed(topic) ?? (takesOver ? options.inherited!.need : null),
    wantsSeveral: wantsSeveral(topic),
    concepts: readConcepts(topic, index),
    context: options.inherited?.concepts ?? [],
    figures: findQuantities(topic).filter(({ kind: figure }) => figure !== 'ordinal'),
    hadInstructions,
  };
}
