import { z } from 'zod';
import type { AskRequest } from '../../answering/answer.ts';
import { readableAnswer } from '../readable-answer.ts';
import { QUESTION_LIMIT, TURN_LIMIT } from '../text-rules.ts';
import { defineTool, words } from './tool.ts';

const turn = z.object(
  {
    role: z.enum(['user', 'assistant'], { error: '应为 user 或 assistant' }),
    content: words(TURN_LIMIT, '这一轮的文字'),
  },
  { error: '应为对象' },
);

/** The whole answer to a question, every statement with its citation. */
export const askTool = defineTool({
  name: 'ask',
  title: '就规划文件提问',
  description:
    '回答有关政府规划文件的问题，如指标、时间、责任单位、任务、定义。回答中的 [1] 等对应后面的引用，引用是原文；文件没有说的会说明未提及。',
  input: {
    question: words(QUESTION_LIMIT, '问题，中文，一次一个'),
    history: z
      .array(turn, { error: '应为数组' })
      .max(20, { error: '不能超过 20 项' })
      .optional()
      .meta({ description: '之前的对话，用来理解“那南开区呢”这样的追问' }),
  },
  async run(input, { ask }, signal) {
    const answer = await ask(input as AskRequest, { signal });
    return { text: readableAnswer(answer), data: answer };
  },
});
