import { expect, it } from 'vitest';
import { readableDetail } from '../../../../src/channels/web/page/readable-detail.ts';

it.each([
  ['question：不能超过 500 个字（现有 501 个）', '问题：不能超过 500 个字（现有 501 个）'],
  ['history[3].content：不能为空', '前面的对话：不能为空'],
  ['documentId：没有这个文件；文件列表见 /api/documents', '文件：没有这个文件'],
  ['past：应为 true、false 或 all', '性质：应为 true、false 或 all'],
  ['someField：有误', 'someField：有误'],
  ['提问过于频繁，请 3 秒后再试', '提问过于频繁，请 3 秒后再试'],
])('tells staff of %s without the names that programs use', (detail, told) => {
  expect(readableDetail(detail)).toBe(told);
});
