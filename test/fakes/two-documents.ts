import type { ServedIndex } from '../../src/channels/channel.ts';
import { FAKE_INDEX } from './policy-assistant.ts';

/** The tiny index with a second document: in force, its plan still running, with one clause of its own. */
export function withSecondDocument(): ServedIndex {
  const [document] = FAKE_INDEX.documents;
  const outline = FAKE_INDEX.outlines.get('mou')!;
  const source = '一、学前教育\n每学期检查幼儿园。\n二、经费使用\n';
  const second = {
    ...{ ...document!, id: 'other', title: '另一区教育发展规划', status: '现行', source },
    period: { fromYear: 2090, toYear: 2099 },
  };
  const clause = {
    ...outline.clauses[0]!,
    ...{ id: 'other-check', documentId: 'other', path: ['一、学前教育'], start: 7, end: 16 },
  };
  const heading = { ...outline.headings[0]!, title: '一、学前教育', start: 0, end: 6 };
  const headings = [heading, { ...heading, title: '二、经费使用', start: 17, end: 23 }];
  const target = {
    ...{ ...FAKE_INDEX.facts.get('mou')!.targets[0]!, documentId: 'other', clauseId: 'other-check' },
    ...{ name: '=检查幼儿园', value: null, unit: '', comparator: '', by: null, frequency: '每学期' },
    ...{ words: '每学期检查幼儿园', start: 7, end: 15 },
  };
  return {
    ...FAKE_INDEX,
    documents: [document!, second],
    clauses: [...FAKE_INDEX.clauses, clause],
    outlines: new Map([
      ['mou', outline],
      ['other', { ...outline, documentId: 'other', headings, clauses: [clause] }],
    ]),
    facts: new Map([...FAKE_INDEX.facts, ['other', { targets: [target], duties: [] }]]),
  };
}
