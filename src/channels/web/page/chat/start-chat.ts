import { ask, isServiceReady } from '../service.ts';
import { Chat } from './chat.ts';
import { type ChatInput, type ChatState, initialState } from './chat-state.ts';
import { browserStorage, ConversationShelf } from './conversation-shelf.ts';
import { lastConversation, rememberConversation } from './last-conversation.ts';

/** Begins a chat where the server or an earlier visit of this tab left off. */
export function startChat(input: ChatInput, onState: (state: ChatState) => void): Chat {
  const shelf = new ConversationShelf(browserStorage());
  const parts = { shelf, ask, onConversation: rememberConversation };
  const chat: Chat = new Chat(initialState(input), parts, () => onState(chat.state));
  addEventListener('offline', () => chat.setOnline(false));
  addEventListener('online', () => chat.setOnline(true));
  addEventListener('storage', () => chat.refreshShelf());
  if (input.question !== '') {
    // A reload goes on with this conversation; asking the same again and again would fill the list.
    history.replaceState(null, '', input.address);
    if (chat.state.turns.length === 0) chat.ask(input.question);
    else chat.keep();
  } else if (input.fault !== null) void reloadWhenReady();
  else if (lastConversation() !== '') chat.openSaved(lastConversation());
  return chat;
}

/** The service was still starting when it wrote this page. */
async function reloadWhenReady(): Promise<void> {
  while (!(await isServiceReady())) await new Promise((resolve) => setTimeout(resolve, 1000));
  location.reload();
}
