import { type Clause, type Outline, ownSentences, type Sentence } from '../clauses/clause.ts';

/** A sentence of an enumeration, with where it stands. */
interface Member extends Sentence {
  clauseId: string;
}

/** A list that a sentence announces (提交下列材料：) and numbered sentences make up. */
export interface Enumeration {
  lead: Member;
  items: Member[];
}

const ANNOUNCES = /[：:]$/u;
const ITEM =
  /^(?:[-–•●■◆▪](?=\p{Script=Han}|\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}\p{Script=Han}{0,3}(?:[（(][^）)]{1,20}[）)])?[：:])/u;
/** 有下列情形之一的，不予发放：…的；…的。: cases told behind a colon in one sentence, without numbers. */
const OPENS_CASES = /(?:下列|以下)[^。；]{0,24}[：:]$/u;
const CASE = /的[；;。]$/u;
/** What stands between two pages: a list goes on behind it. */
const isBetweenPages = ({ kind, sentences }: Clause) => kind === 'front' && sentences.length === 0;
/** Fewer are no list. */
const FEWEST = 2;

interface Placed {
  clause: Clause;
  sentence: Sentence;
}

const memberOf = ({ clause, sentence }: Placed): Member => ({ clauseId: clause.id, ...sentence });

/** Every list that a sentence of the document announces, items in the same clause or in those that follow it. */
export function readEnumerations({ clauses }: Outline): Enumeration[] {
  const found: Enumeration[] = [];
  let open: Enumeration | null = null;
  let heading: number | null = null;
  const close = () => {
    if (open && open.items.length >= FEWEST) found.push(open);
    open = null;
  };
  for (const clause of clauses) {
    if (isBetweenPages(clause)) continue;
    if (clause.kind === 'table-row' || clause.kind === 'front' || clause.heading !== heading) close();
    if (clause.kind === 'table-row' || clause.kind === 'front') continue;
    heading = clause.heading;
    for (const sentence of ownSentences(clause)) {
      const isCase = open !== null && OPENS_CASES.test(open.lead.text) && open.lead.clauseId === clause.id;
      if (open && (ITEM.test(sentence.text) || (isCase && CASE.test(sentence.text)))) {
        open.items.push(memberOf({ clause, sentence }));
        continue;
      }
      close();
      if (ANNOUNCES.test(sentence.text)) open = { lead: memberOf({ clause, sentence }), items: [] };
    }
  }
  close();
  return found;
}
