/** Words that make a question of the words around them. */
const ASKING = /多少|几|什么|哪|谁|何|怎么|怎样|如何|是否|吗|能否|多大|为什么/u;
const BOUNDARY = /[，,、？?；;]|以及|还有|和/gu;

/** The questions that one question is made of: cut where both sides ask something. */
export function splitQuestion(question: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: boundary } of question.matchAll(BOUNDARY)) {
    const behind = index + boundary.length;
    if (!ASKING.test(question.slice(from, index)) || !ASKING.test(question.slice(behind))) continue;
    pieces.push(question.slice(from, index));
    from = behind;
  }
  if (pieces.length === 0) return [question];
  return [...pieces, question.slice(from)].map((piece) => `${piece.trim().replace(/[？?。]+$/u, '')}？`);
}
