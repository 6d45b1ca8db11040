/** @jsxRuntime automatic @jsxImportSource preact */
import { hydrate } from 'preact';
import { ChatApp } from './chat-app.tsx';
import type { ChatInput } from './chat-state.ts';

/** Takes over the chat page where the server left it. */
export function start(root: HTMLElement): void {
  const input: ChatInput = JSON.parse(root.dataset.input ?? '{}');
  hydrate(<ChatApp input={input} root={root} />, root);
}
