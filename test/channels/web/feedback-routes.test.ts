import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FeedbackStore } from '../../../src/channels/feedback-store.ts';
import { feedbackCase } from '../../../src/commands/feedback.ts';
import { createFakeService, type FakeService, jsonOf } from './fake-service.ts';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
});

async function answerId(question = '覆盖率是多少？'): Promise<string> {
  const history = [
    { role: 'user', content: '有哪些目标？' },
    { role: 'assistant', content: '有两项。' },
  ];
  return (await jsonOf<{ id: string }>(service.post('/api/ask', { question, history }))).id;
}

describe('POST /api/feedback', () => {
  it('keeps the verdict with the question and answer it is about', async () => {
    const id = await answerId();
    const response = await service.post('/api/feedback', {
      answerId: id,
      verdict: 'down',
      comment: ' 年份不对 ',
    });
    expect(response.status).toBe(201);
    const [entry] = await new FeedbackStore(service.dataDir).list();
    expect(entry).toMatchObject({
      ...{
        id: (await jsonOf(response)).id,
        answerId: id,
        verdict: 'down',
        comment: '年份不对',
        status: 'answered',
      },
      ...{ question: '覆盖率是多少？', history: ['有哪些目标？'] },
      citations: [{ documentId: 'mou', path: ['一、发展目标'], quote: '普惠性幼儿园覆盖率达到93%以上' }],
    });
    expect(entry!.answer).toContain('93%');
    expect(await (await service.app.request('/metrics')).text()).toContain(
      'wengui_feedback_total{verdict="down"} 1',
    );
  });

  it('writes whole lines when many arrive at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => answerId(`第${i}问？`)));
    await Promise.all(ids.map((id) => service.post('/api/feedback', { answerId: id, verdict: 'up' })));
    const entries = await new FeedbackStore(service.dataDir).list();
    expect(new Set(entries.map(({ question }) => question)).size).toBe(20);
  });

  it.each([
    [{ verdict: 'up' }, 400, 'answerId'],
    [{ answerId: 'x', verdict: 'maybe' }, 400, 'verdict'],
    [{ answerId: 'x', verdict: 'up', comment: '长'.repeat(1001) }, 400, 'comment'],
    [{ answerId: 'never-given', verdict: 'up' }, 404, 'answerId'],
  ])('refuses %j with %i naming %s', async (body, status, field) => {
    const response = await service.post('/api/feedback', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ field });
    expect(await new FeedbackStore(service.dataDir).list()).toEqual([]);
  });
});

describe('FeedbackStore', () => {
  it('names the line that is broken', async () => {
    await service.post('/api/feedback', { answerId: await answerId(), verdict: 'up' });
    const { file } = new FeedbackStore(service.dataDir);
    await writeFile(file, `${await readFile(file, 'utf8')}{"id":1}\n`);
    await expect(new FeedbackStore(service.dataDir).list()).rejects.toThrow('feedback.jsonl 第 2 行');
    expect(path.basename(file)).toBe('feedback.jsonl');
  });
});

describe('feedbackCase', () => {
  async function caseOf(verdict: 'up' | 'down') {
    await service.post('/api/feedback', { answerId: await answerId(), verdict, comment: '备注' });
    return feedbackCase((await new FeedbackStore(service.dataDir).list())[0]!);
  }

  it('takes the evidence of an approved answer for gold', async () => {
    const found = await caseOf('up');
    expect(found).toMatchObject({
      doc: 'mou',
      question: '覆盖率是多少？',
      history: ['有哪些目标？'],
      answerable: true,
    });
    expect(found.gold).toEqual([
      { doc: 'mou', quote: '普惠性幼儿园覆盖率达到93%以上', path: '一、发展目标' },
    ]);
    expect(found.note).toContain('备注');
  });

  it('takes nothing of a wrong answer for right', async () => {
    expect(await caseOf('down')).toMatchObject({ gold: [], must_include: [] });
  });

  it('makes an approved refusal a case that must be refused', async () => {
    service.assistant.answer = { status: 'not_found' };
    expect(await caseOf('up')).toMatchObject({ type: 'unanswerable', answerable: false, gold: [] });
  });
});
