/** @jsxRuntime automatic @jsxImportSource preact */
import { FaultNotice } from '../frame.tsx';
import { KeyForm } from '../key-form.tsx';
import { DocumentFacts } from '../reader/source-view.tsx';
import { strings } from '../strings.ts';
import { Suggestions } from './answer-view.tsx';
import type { ChatInput, FirstScreenContent } from './chat-state.ts';
import type { FirstScreenFilling } from './use-first-screen.ts';

/** What can be asked, and about what; before that the key, where one is needed and none is known. */
export function FirstScreen({ input, first }: { input: ChatInput; first: FirstScreenFilling | null }) {
  const { question, needsKey } = input;
  const fault = input.fault ?? first?.fault ?? null;
  const content = first?.content ?? input;
  return (
    <>
      <h1 class="hero">{strings.hero}</h1>
      {fault === null ? null : <FaultNotice>{fault}</FaultNotice>}
      {needsKey && question !== '' ? (
        <noscript>
          <FaultNotice>{strings.keyNeeded}</FaultNotice>
        </noscript>
      ) : null}
      {first === null || first.keyMessage === null ? null : (
        <KeyForm message={first.keyMessage} onKey={first.giveKey} />
      )}
      <Suggestions title={strings.firstQuestions} questions={content.firstQuestions} />
      <DocumentList content={content} />
    </>
  );
}

function DocumentList({ content: { documents, problems } }: { content: FirstScreenContent }) {
  if (documents.length + problems.length === 0) return null;
  return (
    <section class="documents">
      <h2>{strings.documentsTitle}</h2>
      <ul>
        {documents.map((document) => (
          <li key={document.id}>
            <a class="document" href={`/d/${encodeURIComponent(document.id)}`}>
              {document.title}
            </a>
            <DocumentFacts document={document} />
          </li>
        ))}
        {problems.map(({ file, message }) => (
          <li class="problem" key={file}>
            {strings.documentsProblem} {file}：{message}
          </li>
        ))}
      </ul>
    </section>
  );
}
