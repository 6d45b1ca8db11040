import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import type { Clause } from '../../clauses/clause.ts';
import type { PolicyDocument } from '../../documents/document.ts';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { csvHeaders, documentsCsv } from './fact-csv.ts';
import { format, sort } from './fact-schemas.ts';
import { oncePerIndex } from './once-per-index.ts';
import { orderDocuments } from './page/pages/documents-view.tsx';
import { HttpProblem } from './problem.ts';
import { problems } from './responses.ts';
import { ClauseSchema, DocumentDetailSchema, DocumentListSchema } from './schemas.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const idParam = z.object({ id: z.string() });
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});

const listRoute = createRoute({
  method: 'get',
  path: '/documents',
  summary: '文件列表',
  request: { query: z.object({ sort, format }) },
  responses: {
    200: {
      description: '文件与未能读入的文件',
      content: {
        'application/json': { schema: DocumentListSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...problems(400, 401, 429, 503),
  },
});

const detailRoute = createRoute({
  method: 'get',
  path: '/documents/{id}',
  summary: '一份文件的信息与提纲',
  request: { params: idParam },
  responses: { ...json('文件', DocumentDetailSchema), ...problems(401, 404, 429, 503) },
});

const textRoute = createRoute({
  method: 'get',
  path: '/documents/{id}/text',
  summary: '一份文件的原文（引文的 start、end 是其中的 UTF-16 位置）',
  request: { params: idParam },
  responses: {
    200: { description: '原文', content: { 'text/plain': { schema: z.string() } } },
    ...problems(401, 404, 429, 503),
  },
});

const clauseRoute = createRoute({
  method: 'get',
  path: '/clauses/{id}',
  summary: '一条条款及其前后条款',
  request: { params: idParam },
  responses: { ...json('条款', ClauseSchema), ...problems(401, 404, 429, 503) },
});

/** GET /api/documents, /api/documents/:id, /api/documents/:id/text, /api/clauses/:clauseId. */
export function createDocumentRoutes(assistant: PolicyAssistant): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  app.use('/documents/*', compress());
  app.openapi(listRoute, (c) => {
    const { format, sort } = c.req.valid('query');
    const index = assistant.index();
    const list = listDocuments(index);
    list.documents = orderDocuments(list.documents, sort, new Date().getFullYear()).rows;
    if (format !== 'csv') return c.json(list, 200);
    return c.body(documentsCsv(list.documents), 200, csvHeaders('文件表', 'documents')) as never;
  });
  app.openapi(detailRoute, (c) => {
    const index = assistant.index();
    const document = findDocument(index, c.req.valid('param').id);
    return c.json({ ...describeDocument(index, document), outline: describeOutline(index, document) }, 200);
  });
  app.openapi(textRoute, (c) => {
    const document = findDocument(assistant.index(), c.req.valid('param').id);
    // The text of a hash never changes: browsers may ask again and get 304.
    c.header('ETag', `"${document.hash}"`);
    c.header('Cache-Control', 'no-cache');
    if (c.req.header('if-none-match') === `"${document.hash}"`) return c.body(null, 304) as never;
    return c.text(document.source, 200);
  });
  app.openapi(clauseRoute, (c) => {
    const index = assistant.index();
    return c.json(describeClause(index, findClause(index, c.req.valid('param').id)), 200);
  });
  return app;
}

/** @throws HttpProblem 404 */
function findDocument(index: ServedIndex, id: string): PolicyDocument {
  const document = index.documents.find((candidate) => candidate.id === id);
  if (document === undefined) throw new HttpProblem(404, '没有这个文件；文件列表见 /api/documents');
  return document;
}

/** @throws HttpProblem 400 where a filter names a document that the index does not have */
export function refuseUnknownDocument({ documents }: ServedIndex, documentId: string | undefined): void {
  if (documentId === undefined || documents.some(({ id }) => id === documentId)) return;
  throw new HttpProblem(400, 'documentId：没有这个文件；文件列表见 /api/documents', { field: 'documentId' });
}

/** The documents, and the files that could not be read. */
export function listDocuments(index: ServedIndex) {
  const documents = index.documents.map((document) => describeDocument(index, document));
  return { documents, problems: index.problems };
}

/** What the list shows of a document; pages is null where the source shows none. */
export function describeDocument(index: ServedIndex, document: PolicyDocument) {
  const { id, file, title, issuer, issuedOn, status, period, region, origin, pageStarts } = document;
  const clauses = index.outlines.get(id)?.clauses.length ?? 0;
  const pages = pageStarts.length === 0 ? null : pageStarts.length;
  return { id, file, title, issuer, issuedOn, status, period, region, origin, pages, clauses };
}

/** Headings and clauses of a document as spans of its source; the clause texts are in the source. */
export function describeOutline(index: ServedIndex, document: PolicyDocument) {
  const outline = index.outlines.get(document.id);
  return {
    title: outline?.title ?? document.title,
    headings: (outline?.headings ?? []).map(({ level, title, kind, start, end }) => ({
      level,
      title,
      kind,
      start,
      end,
    })),
    clauses: (outline?.clauses ?? []).map(({ id, kind, path, page, start, end }) => ({
      id,
      kind,
      path,
      page,
      start,
      end,
    })),
  };
}

const positions = oncePerIndex(
  ({ clauses }) => new Map(clauses.map((clause, position) => [clause.id, position])),
);

/**
 * Position of a clause by id.
 * @throws HttpProblem 404
 */
export function findClause(index: ServedIndex, id: string): number {
  const position = positions(index).get(id);
  if (position === undefined) throw new HttpProblem(404, '没有这条条款；文件更新后条款可能已经改动');
  return position;
}

/** A clause with its document, its place there and the clauses around it. */
export function describeClause(index: ServedIndex, position: number) {
  const { id, documentId, kind, path, text, page, start, end, responsibleUnits } = index.clauses[position]!;
  const document = findDocument(index, documentId);
  const neighbour = (clause: Clause | undefined) =>
    clause?.documentId === documentId ? { id: clause.id, path: clause.path, text: clause.text } : null;
  return {
    ...{ id, documentId, kind, path, text, page, start, end },
    documentTitle: document.title,
    documentStatus: document.status,
    responsibleUnits: responsibleUnits.map((unit) => unit.name),
    previous: neighbour(index.clauses[position - 1]),
    next: neighbour(index.clauses[position + 1]),
  };
}
