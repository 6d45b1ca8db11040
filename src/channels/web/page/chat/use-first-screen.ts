import { useEffect, useState } from 'preact/hooks';
import { loadFirstScreen, ServiceError, storedKey, storeKey } from '../service.ts';
import { strings } from '../strings.ts';
import type { ChatInput, FirstScreenContent } from './chat-state.ts';

/** The first screen of a service that keeps its documents behind a key. */
export interface FirstScreenFilling {
  /** What it proposes, as far as it is known. */
  content: FirstScreenContent;
  /** Why the key is asked for; null where it is not. */
  keyMessage: string | null;
  /** Why there is nothing to propose; null where that is no fault. */
  fault: string | null;
  giveKey(key: string): void;
}

/** Fills the first screen, while it is shown, with what the server may only give to those who have the key. */
export function useFirstScreen(input: ChatInput, isShown: boolean, onFilled: () => void): FirstScreenFilling {
  const [content, setContent] = useState<FirstScreenContent>(input);
  const [keyMessage, setKeyMessage] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const isWanted = input.needsKey && isShown && content.firstQuestions.length === 0;

  async function fill(): Promise<boolean> {
    try {
      setContent(await loadFirstScreen(input.address === '/'));
      setKeyMessage(null);
      setFault(null);
      return true;
    } catch (error) {
      const needsKey = error instanceof ServiceError && error.needsKey;
      setKeyMessage(needsKey ? error.message : null);
      setFault(needsKey ? null : error instanceof ServiceError ? error.message : strings.failed);
      if (!(error instanceof ServiceError)) console.error(error);
      return false;
    }
  }
  useEffect(() => {
    if (!isWanted) return;
    if (storedKey() === '') setKeyMessage(strings.keyNeeded);
    else void fill();
  }, [isWanted]);
  const giveKey = (key: string) => {
    storeKey(key);
    void fill().then((isFilled) => isFilled && onFilled());
  };
  return { content, keyMessage, fault, giveKey };
}
