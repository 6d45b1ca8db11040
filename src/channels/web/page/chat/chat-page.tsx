/** @jsxRuntime automatic @jsxImportSource preact */
import { PageHeader } from '../frame.tsx';
import { type ChatActions, type ChatInput, initialState } from './chat-state.ts';
import { ChatView, NO_FITTINGS } from './chat-view.tsx';

/** The server writes what is to be seen; nothing can be done there. */
const NO_ACTIONS = {} as ChatActions;

/** The chat page as the server writes it, with what its script begins with; in a frame of another site without head. */
export function ChatPage({ input }: { input: ChatInput }) {
  const isEmbedded = input.address !== '/';
  return (
    <>
      {isEmbedded ? null : <PageHeader current="ask" />}
      <div class={isEmbedded ? 'chat embed' : 'chat'} data-page="chat" data-input={JSON.stringify(input)}>
        <ChatView input={input} state={initialState(input)} actions={NO_ACTIONS} fittings={NO_FITTINGS} />
      </div>
    </>
  );
}
