/** What a person gets back; the shape is fixed by the HTTP contract. */
export type AnswerStatus = 'answered' | 'not_found' | 'out_of_scope' | 'needs_clarification';

/** A pointer to the exact words in the original that an answer rests on. */
export interface Citation {
  marker: number;
  documentId: string;
  documentTitle: string;
  documentStatus: string;
  clauseId: string;
  path: string[];
  page: number | null;
  /** At most 200 characters; equals `source.slice(start, end)` once white space and # * | are removed from both. */
  quote: string;
  start: number;
  end: number;
}

/** Something the reader must know beside the answer: a draft, a period that is over, a fallback. */
export interface Notice {
  code: string;
  text: string;
}

export interface Answer {
  id: string;
  status: AnswerStatus;
  answer: string;
  citations: Citation[];
  notices: Notice[];
  suggestions: string[];
  mode: 'extractive' | 'generative';
  /** Milliseconds by stage. */
  timings: Record<string, number>;
  /** Where a language model was asked: tokens of all calls, and yuan where prices are set. */
  usage?: { promptTokens: number; completionTokens: number; cost: number | null };
  /** Where a language model was asked: what became of its statements, and why its answer is not given if it is not. */
  generation?: {
    proposed: number;
    proven: number;
    repaired: number;
    dropped: number;
    rejectedBy: Record<string, number>;
    fallback: string | null;
  };
  /** How the question was read, for people: 西青区 · 学前教育 · 目标值. */
  reading: string;
}

/** One earlier turn of the conversation. */
interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

/** A question at the door of the assistant, already checked for length and shape. */
export interface AskRequest {
  question: string;
  history?: Turn[];
  conversationId?: string;
  documentIds?: string[];
}
