import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { invalidRequest } from './problem.ts';

/** What handlers find in their context; the node bindings are missing where a test calls `app.request()`. */
export interface WebEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}

/** An empty sub-app whose zod faults become 400 problems. */
export function createWebApp(): OpenAPIHono<WebEnv> {
  return new OpenAPIHono<WebEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error);
    },
  });
}
