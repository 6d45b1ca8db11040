/** @jsxRuntime automatic @jsxImportSource preact */

import type { ComponentChildren } from 'preact';
import { FilterForm, WordsField } from './fact-filters.tsx';
import { HitTestCase } from './hit-test-case.tsx';
import { ClauseTable, SentenceTable } from './hit-test-finds.tsx';
import type { HitTest } from './hit-test-result.ts';
import { needText, hitTestStrings as texts, verdictText } from './hit-test-strings.ts';
import { ScrollingTable } from './scrolling-table.tsx';

/** What was asked, as the address gives it. */
export interface HitTestInput {
  q: string;
  history: string[];
  /** Null before anything was asked. */
  hits: HitTest | null;
}

/** The page of the hit test: the question, what became of it, and everything that led there. */
export function HitTestContent({ q, history, hits }: HitTestInput) {
  return (
    <>
      <h1>{texts.title}</h1>
      <p class="facts">{texts.lead}</p>
      <FilterForm address="/hit-test" submit={texts.test} isNarrowed={false}>
        <WordsField name="q" label={texts.question} hint={texts.questionHint} value={q} />
        {(history.length === 0 ? [''] : history).map((turn, i) => (
          <WordsField key={i} name="history" label={texts.history} hint={texts.historyHint} value={turn} />
        ))}
      </FilterForm>
      {hits === null ? null : <HitTestReport hits={hits} />}
    </>
  );
}

function HitTestReport({ hits }: { hits: HitTest }) {
  return (
    <>
      <Verdict hits={hits} />
      <Reading hits={hits} />
      <SentenceTable hits={hits} />
      <ClauseTable clauses={hits.clauses} />
    </>
  );
}

function Verdict({ hits }: { hits: HitTest }) {
  const { answer, confidence, threshold } = hits;
  const figures = [
    confidence === null ? texts.noAnswer : texts.confidence(confidence, threshold),
    texts.citations(answer.citations),
    texts.elapsed(answer.milliseconds),
  ];
  return (
    <section class="fact-section verdict-section">
      <h2>{texts.verdict}</h2>
      <p>
        <span class={answer.status === 'answered' ? 'badge fine' : 'badge'}>
          {texts.statuses[answer.status] ?? answer.status}
        </span>{' '}
        {verdictText(hits)}
      </p>
      <p class="facts">{figures.join(' · ')}</p>
      <blockquote class="given" aria-label={texts.answer}>
        {answer.text}
      </blockquote>
      <HitTestCase line={JSON.stringify(hits.case)} name={hits.case.id} />
    </section>
  );
}

function Reading({ hits: { question, corrections, phrases } }: { hits: HitTest }) {
  const { districts } = question;
  const named = [
    ...districts.named,
    ...(districts.foreign.length === 0 ? [] : [texts.foreign(districts.foreign.join('、'))]),
  ];
  return (
    <section class="fact-section">
      <h2>{texts.reading}</h2>
      <dl class="reading-list">
        <Fact name={texts.readAs} isWide>
          {question.text === '' ? texts.none : question.text}
          {question.hadInstructions ? `（${texts.instructions}）` : ''}
        </Fact>
        <Fact name={texts.kind}>{question.kindName}</Fact>
        <Fact name={texts.need}>{needText(question)}</Fact>
        <Fact name={texts.districts}>{named.length === 0 ? texts.everyDistrict : named.join('、')}</Fact>
        <Fact name={texts.searched} isWide>
          {question.documents.map(({ title }) => `《${title}》`).join('')}
        </Fact>
        {corrections.length === 0 ? null : (
          <Fact name={texts.corrections}>
            {corrections
              .map(
                ({ from, to, by }) =>
                  `${from} → ${to}（${by === 'sound' ? texts.bySound : texts.bySpelling}）`,
              )
              .join('；')}
          </Fact>
        )}
        {phrases.length === 0 ? null : (
          <Fact name={texts.phrases} isWide>
            {phrases.map(({ phrase, wording }) => `${phrase} → ${wording.join('、')}`).join('；')}
          </Fact>
        )}
        {question.context.length === 0 ? null : (
          <Fact name={texts.context}>{question.context.join('、')}</Fact>
        )}
        {question.absent.length === 0 ? null : <Fact name={texts.absent}>{question.absent.join('、')}</Fact>}
        {question.excluded.length === 0 ? null : (
          <Fact name={texts.excluded}>{question.excluded.join('、')}</Fact>
        )}
      </dl>
      <Concepts concepts={question.concepts} />
    </section>
  );
}

function Fact(props: { name: string; isWide?: boolean; children: ComponentChildren }) {
  const { name, isWide = false, children } = props;
  return (
    <div class={isWide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Concepts({ concepts }: { concepts: HitTest['question']['concepts'] }) {
  if (concepts.length === 0) return <p class="notice">{texts.noConcepts}</p>;
  return (
    <ScrollingTable label={texts.concept} class="hit-table">
      <thead>
        <tr>
          <th scope="col">{texts.concept}</th>
          <th scope="col">{texts.weight}</th>
          <th scope="col">{texts.known}</th>
          <th scope="col">{texts.synonyms}</th>
        </tr>
      </thead>
      <tbody>
        {concepts.map(({ text, weight, isKnown, isQuoted, alternatives }) => (
          <tr key={text}>
            <th scope="row">
              {text}
              {isQuoted ? <span class="status">{texts.quoted}</span> : null}
            </th>
            <td class="figure">{weight.toFixed(2)}</td>
            <td>{isKnown ? texts.isKnown : <span class="status draft">{texts.isUnknown}</span>}</td>
            <td class="fact-words">{alternatives.map(({ word }) => word).join('、') || texts.none}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
