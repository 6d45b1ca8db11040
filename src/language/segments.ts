import { remembered } from './remembered.ts';

const OPENING = '（(《“「【';
const CLOSING = '）)》”」】';

/** Cuts a sentence at its commas and semicolons, never inside quotation marks or brackets. */
export const segmentsOf = remembered(cutSegments);

function cutSegments(text: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (OPENING.includes(text[i]!)) depth++;
    else if (CLOSING.includes(text[i]!)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && '，,；;'.includes(text[i]!)) {
      segments.push(text.slice(start, i + 1));
      start = i + 1;
    }
  }
  if (start < text.length) segments.push(text.slice(start));
  return segments;
}
