import { z } from '@hono/zod-openapi';
import { textFault } from '../text-rules.ts';

/** One filter of a table; an empty one, as forms send it, is none. */
function filter(description: string, limit = 200) {
  return z
    .string({ error: '应为一段文字' })
    .trim()
    .superRefine((text, context) => {
      const fault = text === '' ? null : textFault(text, limit);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    })
    .transform((text) => text || undefined)
    .optional()
    .openapi({ type: 'string', maxLength: limit, description });
}

/** How a table is wanted. */
export const format = z
  .enum(['json', 'csv'], { error: '应为 json 或 csv' })
  .optional()
  .openapi({ description: 'csv 可直接用 Excel 或 WPS 打开' });

/** The order of a table: that of a column of its page; anything else leaves the order of the documents. */
export const sort = filter('按页面表格的哪一列排，如 value；前面加 - 从大到小；不给时按文件里的顺序', 40);

/** Query of GET /api/targets and of its page. */
export const TargetQuery = z.object({
  documentId: filter('只列这份文件'),
  topic: filter('只列这个主题，如 学前教育'),
  q: filter('指标、原文或标题中须有的词，可用空格隔开多个'),
  past: z
    .enum(['true', 'false', 'all', ''], { error: '应为 true、false 或 all' })
    .transform((past) => past || undefined)
    .optional()
    .openapi({
      type: 'string',
      enum: ['true', 'false', 'all'],
      default: 'false',
      description: 'false 只列要达到的；true 只列已完成的情况；all 都列',
    }),
  sort,
  format,
});

/** Query of GET /api/duties and of its page. */
export const DutyQuery = z.object({
  documentId: filter('只列这份文件'),
  unit: filter('责任单位名称或其中一部分'),
  task: filter('任务名称或其中一部分'),
  sort,
  format,
});

/** Query of GET /api/compare and of its page. */
export const CompareQuery = z.object({
  a: filter('第一份文件；不给时为文件列表中的第一份'),
  b: filter('第二份文件；不给时为列表中的下一份'),
  sort,
  format,
});

const Place = {
  documentId: z.string(),
  documentTitle: z.string(),
  documentStatus: z.string(),
  clauseId: z.string(),
  path: z.array(z.string()),
  start: z.int(),
  end: z.int(),
};

const TargetSchema = z
  .object({
    ...Place,
    page: z.int().nullable(),
    topic: z.string(),
    name: z.string().openapi({ description: '指标，如 学前三年毛入园率' }),
    value: z.number().nullable().openapi({ description: '数值；只有时间或频次要求时为 null' }),
    upper: z.number().nullable().openapi({ description: '数值为一个范围时的上限' }),
    unit: z.string(),
    comparator: z.string().openapi({ description: '如 不少于、达到…以上；直接给出数值时为空' }),
    by: z.int().nullable().openapi({ description: '到哪一年' }),
    frequency: z.string().nullable().openapi({ description: '如 每学期' }),
    appliesTo: z
      .string()
      .nullable()
      .openapi({ description: '对谁或按什么计，如 每名学生、生均；原文没写时为 null' }),
    isPast: z.boolean().openapi({ description: '说的是已完成的情况，不是要达到的' }),
    words: z.string().openapi({ description: '原文中的话' }),
  })
  .openapi('Target');

export const TargetListSchema = z
  .object({
    targets: z.array(TargetSchema),
    total: z.int(),
    topics: z.array(z.string()).openapi({ description: '不按主题筛选时出现的主题' }),
  })
  .openapi('TargetList');

export const DutyListSchema = z
  .object({
    duties: z.array(
      z.object({
        ...Place,
        task: z.string(),
        units: z.array(z.string()).openapi({ description: '责任单位，按原文顺序' }),
        roles: z
          .array(z.object({ role: z.string(), units: z.array(z.string()) }))
          .openapi({ description: '原文分开列出时，如 牵头单位、配合单位；不分时为空' }),
      }),
    ),
    total: z.int(),
    units: z.array(z.object({ name: z.string(), tasks: z.int() })),
  })
  .openapi('DutyList');

const TopicHeading = z.object({ title: z.string(), start: z.int(), end: z.int() }).nullable();

export const ComparisonSchema = z
  .object({
    documents: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          status: z.string(),
          period: z.object({ fromYear: z.int(), toYear: z.int() }).nullable(),
        }),
      )
      .length(2),
    topics: z.array(
      z.object({
        topic: z.string(),
        state: z
          .enum(['both', 'one', 'neither'])
          .openapi({ description: '两份、一份文件设了指标，或都没有' }),
        sides: z.array(z.array(TargetSchema)).length(2),
        headings: z.array(TopicHeading).length(2).openapi({ description: '每份文件中提到这个主题的标题' }),
      }),
    ),
  })
  .openapi('Comparison');
