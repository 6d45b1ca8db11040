/** A script that puts a conversation of many turns into the browser's storage before the page runs. */
export function longConversation(count: number, answer: unknown): string {
  const turns = Array.from({ length: count }, (_, place) => ({
    ...{ id: `turn-${place}`, question: `第 ${place + 1} 个问题：覆盖率是多少？`, words: '' },
    ...{ answer, fault: null, askedAt: 0, verdict: null },
  }));
  const title = '很长的对话';
  const saved = JSON.stringify({ id: 'long', title, turns });
  const summary = { id: 'long', title, updatedAt: 1, size: saved.length, questions: '' };
  return [
    `localStorage.setItem('wengui.conversation.long', ${JSON.stringify(saved)});`,
    `localStorage.setItem('wengui.conversations', ${JSON.stringify(JSON.stringify([summary]))});`,
  ].join('\n');
}
