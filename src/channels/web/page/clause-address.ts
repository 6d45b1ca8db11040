/** The shareable address of a clause in its source; it survives a rebuild of the index. */
export function clauseAddress(documentId: string, clauseId: string): string {
  return `/d/${encodeURIComponent(documentId)}#${encodeURIComponent(clauseId)}`;
}

/** The shareable address that asks a question again. */
export function questionAddress(question: string): string {
  return `/?q=${encodeURIComponent(question)}`;
}
