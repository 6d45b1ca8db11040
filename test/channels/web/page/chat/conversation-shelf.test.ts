import { describe, expect, it } from 'vitest';
import { ConversationShelf, titleOf } from '../../../../../src/channels/web/page/chat/conversation-shelf.ts';
import { newTurn } from '../../../../../src/channels/web/page/chat/turn.ts';

/** A storage of bounded size, as browsers have it. */
function fakeStorage(limit = Number.POSITIVE_INFINITY): Storage {
  const items = new Map<string, string>();
  const size = () => Array.from(items).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return {
    get length() {
      return items.size;
    },
    key: (place) => Array.from(items.keys())[place] ?? null,
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem(key, value) {
      const before = items.get(key);
      items.set(key, value);
      if (size() <= limit) return;
      if (before === undefined) items.delete(key);
      else items.set(key, before);
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
}

const conversation = (id: string, question: string) => ({
  id,
  title: titleOf(question),
  turns: [newTurn(question)],
});

describe('ConversationShelf', () => {
  it('lists the latest first and gives back what was kept', () => {
    const shelf = new ConversationShelf(fakeStorage());
    shelf.save(conversation('a', '甲？'));
    shelf.save(conversation('b', '乙？'));
    shelf.save(conversation('a', '甲？'));
    expect(shelf.list().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(shelf.load('b')?.turns[0]?.question).toBe('乙？');
    expect(shelf.load('none')).toBeNull();
  });

  it('searches titles and questions for every word', () => {
    const shelf = new ConversationShelf(fakeStorage());
    shelf.save(conversation('a', '西青区 STEM 课程'));
    shelf.save(conversation('b', '南开区课程'));
    expect(shelf.search('stem 课程').map(({ id }) => id)).toEqual(['a']);
    shelf.rename('b', '备课');
    expect(shelf.search('备课').map(({ id }) => id)).toEqual(['b']);
    expect(shelf.load('b')?.title).toBe('备课');
  });

  it('lets the oldest go where there are too many or the storage is full', () => {
    const many = new ConversationShelf(fakeStorage());
    for (let place = 0; place < 105; place++) many.save(conversation(`c${place}`, `第${place}问`));
    expect(many.list()).toHaveLength(100);
    expect(many.load('c0')).toBeNull();
    const full = new ConversationShelf(fakeStorage(3000));
    for (let place = 0; place < 30; place++) full.save(conversation(`c${place}`, `第${place}问`));
    expect(full.list().length).toBeGreaterThan(1);
    expect(full.list().length).toBeLessThan(30);
    expect(full.list()[0]?.id).toBe('c29');
    for (const { id } of full.list()) expect(full.load(id), id).not.toBeNull();
  });

  it('begins anew where what is kept is not its own, and does without a storage', () => {
    const storage = fakeStorage();
    storage.setItem('wengui.conversations', '{cut o');
    expect(new ConversationShelf(storage).list()).toEqual([]);
    const none = new ConversationShelf(null);
    none.save(conversation('a', '甲？'));
    expect(none.list()).toEqual([]);
  });
});

describe('titleOf', () => {
  it.each([
    ['  西青区\n目标？ ', '西青区 目标？'],
    ['问'.repeat(50), `${'问'.repeat(40)}…`],
  ])('makes a title of %j', (question, title) => expect(titleOf(question)).toBe(title));
});
