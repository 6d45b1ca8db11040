import { afterAll, describe, expect, it } from 'vitest';
import { CitationList, speakerOf } from '../../src/answering/writer.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans();
afterAll(close);
const clauseWith = (text: string) => index.clauses.find((clause) => clause.text.includes(text))!;
const TARGETS = clauseWith('社区食堂达到45个');
const NEIGHBOURS = clauseWith('邻里守望');

describe('CitationList', () => {
  it('numbers what it cites in order of first use, and the same words once', () => {
    const cited = new CitationList(index);
    const markers = [
      cited.sentence(TARGETS, TARGETS.sentences[1]!),
      cited.sentence(NEIGHBOURS, NEIGHBOURS.sentences[0]!),
      cited.sentence(TARGETS, TARGETS.sentences[1]!),
      cited.sentence(TARGETS, TARGETS.sentences[0]!),
    ];
    expect(markers).toEqual(['[1]', '[2]', '[1]', '[3]']);
    expect(cited.citations.map(({ marker }) => marker)).toEqual([1, 2, 3]);
    expect(cited.citations.map(({ documentId }) => documentId)).toEqual(['yunxi', 'linpu', 'yunxi']);
  });

  it('quotes exactly the sentence, with its place and its document', () => {
    const cited = new CitationList(index);
    const [first] = TARGETS.sentences;
    cited.sentence(TARGETS, first!);
    const [citation] = cited.citations;
    expect(citation).toMatchObject({
      clauseId: TARGETS.id,
      path: ['二、工作目标'],
      documentTitle: '云溪区养老服务发展行动方案（2031—2033年）',
      documentStatus: '现行',
      quote: '到2033年，护理型床位占比达到68%，社区食堂达到45个。',
      ...{ start: first!.start, end: first!.end },
    });
  });

  it('cites a title with the path that it is given', () => {
    const cited = new CitationList(index);
    const document = index.documents.find(({ id }) => id === 'yunxi')!;
    const heading = index.outlines.get('yunxi')!.headings.find(({ title }) => title.includes('智慧守护'))!;
    expect(cited.heading(document, heading, ['三、重点任务', '智慧守护'])).toBe('[1]');
    expect(cited.citations[0]!.quote).toContain('智慧守护行动');
    expect(cited.citations[0]!.path).toEqual(['三、重点任务', '智慧守护']);
  });
});

describe('speakerOf', () => {
  it('is the region, or else the title', () => {
    expect(speakerOf({ region: '云溪区', title: '方案' })).toContain('云溪区');
    expect(speakerOf({ region: null, title: '公园管理办法' })).toContain('公园管理办法');
  });
});
