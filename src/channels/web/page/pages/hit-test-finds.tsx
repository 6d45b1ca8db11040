/** @jsxRuntime automatic @jsxImportSource preact */

import { StatusBadge } from '../frame.tsx';
import { wordsAddress } from '../words-address.ts';
import type { FoundClause, HitTest, WeighedSentence } from './hit-test-result.ts';
import { percent, hitTestStrings as texts } from './hit-test-strings.ts';
import { ScrollingTable } from './scrolling-table.tsx';

/** Characters of a clause that tell it from others. */
const SHOWN_OF_CLAUSE = 90;

/** The sentences weighed as evidence, best first, each leading to its words. */
export function SentenceTable({ hits }: { hits: HitTest }) {
  if (hits.sentences.length === 0) return null;
  return (
    <section class="fact-section">
      <h2>{texts.sentences}</h2>
      <ScrollingTable label={texts.sentences} class="hit-table sentences">
        <thead>
          <tr>
            <th scope="col">{texts.sentence}</th>
            <th scope="col">{texts.sure}</th>
            <th scope="col">{texts.coverage}</th>
            <th scope="col">{texts.missing}</th>
            <th scope="col">{texts.value}</th>
            <th scope="col">{texts.year}</th>
            <th scope="col">{texts.score}</th>
          </tr>
        </thead>
        <tbody>
          {hits.sentences.map((sentence) => (
            <SentenceRow
              key={`${sentence.clauseId} ${sentence.start}`}
              sentence={sentence}
              threshold={hits.threshold}
            />
          ))}
        </tbody>
      </ScrollingTable>
    </section>
  );
}

function SentenceRow({ sentence, threshold }: { sentence: WeighedSentence; threshold: number }) {
  return (
    <tr>
      <td class="fact-words">
        <a href={wordsAddress(sentence)}>{sentence.text}</a>
        <span class="place">
          {sentence.documentTitle} <StatusBadge status={sentence.documentStatus} />{' '}
          {sentence.path.join(' › ')}
        </span>
      </td>
      <td class={sentence.confidence < threshold ? 'figure low' : 'figure'}>
        {percent(sentence.confidence)}
      </td>
      <td class="figure">{percent(sentence.coverage)}</td>
      <td>{sentence.missing.join('、') || texts.none}</td>
      <td>{!sentence.meetsNeed ? texts.misses : sentence.valueIsNear ? texts.fits : texts.farValue}</td>
      <td>{sentence.meetsYears ? texts.fits : texts.misses}</td>
      <td class="figure">{sentence.score.toFixed(2)}</td>
    </tr>
  );
}

/** The clauses found, best first, with what found them. */
export function ClauseTable({ clauses }: { clauses: FoundClause[] }) {
  if (clauses.length === 0) return null;
  return (
    <section class="fact-section">
      <h2>{texts.clauses}</h2>
      <ScrollingTable label={texts.clauses} class="hit-table clauses">
        <thead>
          <tr>
            <th scope="col">{texts.clause}</th>
            <th scope="col">{texts.score}</th>
            <th scope="col">{texts.similarity}</th>
            <th scope="col">{texts.foundBy}</th>
          </tr>
        </thead>
        <tbody>
          {clauses.map((clause) => (
            <ClauseRow key={clause.clauseId} clause={clause} />
          ))}
        </tbody>
      </ScrollingTable>
    </section>
  );
}

function ClauseRow({ clause }: { clause: FoundClause }) {
  const { text, documentTitle, path, score, similarity, foundBy } = clause;
  const isCut = text.length > SHOWN_OF_CLAUSE;
  return (
    <tr>
      <td class="fact-words">
        <a href={wordsAddress(clause)}>{isCut ? `${text.slice(0, SHOWN_OF_CLAUSE)}…` : text}</a>
        <span class="place">
          {documentTitle} {path.join(' › ')}
        </span>
      </td>
      <td class="figure">{score.toFixed(3)}</td>
      <td class="figure">{similarity === 0 ? texts.none : similarity.toFixed(2)}</td>
      <td>{foundBy.map((way) => texts.ways[way]).join('、')}</td>
    </tr>
  );
}
