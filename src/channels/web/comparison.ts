import type { Heading } from '../../clauses/clause.ts';
import type { PolicyDocument } from '../../documents/document.ts';
import { LOOKS_BACK } from '../../language/looks-back.ts';
import { namesTopic, topicOf } from '../../retrieval/topics.ts';
import type { ServedIndex } from '../channel.ts';
import { HttpProblem } from './problem.ts';
import { listTargets, type TargetRow, topicNames } from './target-list.ts';

type Side = 'a' | 'b';

type TopicHeading = Pick<Heading, 'title' | 'start' | 'end'>;

interface ComparedTopic {
  topic: string;
  /** Which documents set a target. */
  state: 'both' | 'one' | 'neither';
  sides: [TargetRow[], TargetRow[]];
  /** The heading of each document that names the topic. */
  headings: [TopicHeading | null, TopicHeading | null];
}

/**
 * The two documents to compare; the first ones where none are named.
 * @throws HttpProblem 400 naming the parameter, 404 where there are not two documents
 */
export function chooseDocuments(
  { documents }: ServedIndex,
  wanted: Partial<Record<Side, string | undefined>>,
): [PolicyDocument, PolicyDocument] {
  const chosen = (side: Side) => {
    const id = wanted[side];
    if (id === undefined) return undefined;
    const document = documents.find((candidate) => candidate.id === id);
    if (document !== undefined) return document;
    throw new HttpProblem(400, `${side}：没有这个文件；文件列表见 /api/documents`, { field: side });
  };
  const [givenA, givenB] = [chosen('a'), chosen('b')];
  if (givenA !== undefined && givenA === givenB)
    throw new HttpProblem(400, 'b：对比需要两份不同的文件', { field: 'b' });
  const a = givenA ?? documents.find((document) => document !== givenB);
  const b = givenB ?? documents.find((document) => document !== a);
  if (a === undefined || b === undefined)
    throw new HttpProblem(404, `对比需要两份文件，现有 ${documents.length} 份`);
  return [a, b];
}

/** Sets two documents side by side: what each aims at in every topic that one of them speaks of. */
export function compareDocuments(index: ServedIndex, documents: [PolicyDocument, PolicyDocument]) {
  const targetsOf = ({ id }: PolicyDocument) => listTargets(index, { documentId: id }).targets;
  const [a, b] = [targetsOf(documents[0]), targetsOf(documents[1])];
  const topics = topicNames(index).map((topic): ComparedTopic => {
    const about = (rows: TargetRow[]) => rows.filter((row) => row.topic === topic);
    const sides: ComparedTopic['sides'] = [about(a), about(b)];
    const filled = sides.filter((rows) => rows.length > 0).length;
    return {
      topic,
      state: filled === 2 ? 'both' : filled === 1 ? 'one' : 'neither',
      sides,
      headings: [headingOf(index, documents[0], topic), headingOf(index, documents[1], topic)],
    };
  });
  return {
    documents: documents.map(({ id, title, status, period }) => ({ id, title, status, period })),
    topics: topics.filter(
      ({ state, headings }) => state !== 'neither' || headings.some((heading) => heading !== null),
    ),
  };
}

function looksBack(headings: Heading[], heading: Heading): boolean {
  if (LOOKS_BACK.test(heading.title)) return true;
  return heading.parent !== null && looksBack(headings, headings[heading.parent]!);
}

/** The first heading of a document that names a topic, rather one that is about nothing else. */
function headingOf(index: ServedIndex, { id }: PolicyDocument, name: string): TopicHeading | null {
  const { topics } = index.lexicon;
  const topic = topics.find((candidate) => candidate.name === name);
  if (topic === undefined) return null;
  const headings = index.outlines.get(id)?.headings ?? [];
  const naming = headings.filter(
    (heading) => namesTopic(heading.title, topic) && !looksBack(headings, heading),
  );
  const heading = naming.find(({ title }) => topicOf(title, [], topics) === name) ?? naming[0];
  return heading ? { title: heading.title, start: heading.start, end: heading.end } : null;
}
