import type { MiddlewareHandler } from 'hono';
import { EMBED_PATH, isWidgetFile } from './embed-paths.ts';

const FRAMED_BY_SELF = "frame-ancestors 'self'";

const OWN_PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  // Even our own scripts may not turn a text into markup.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  FRAMED_BY_SELF,
].join('; ');

/** Swagger UI writes style attributes and markup; scripts stay our own files there too. */
const DOCS_PAGE = OWN_PAGE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
  /; (?:require-)?trusted-types[^;]*/g,
  '',
);

/**
 * Puts the security headers on every response; no page may load anything from another host. Only the embedded page may
 * stand in frames of other sites, those of `embedAllowed`.
 */
export function securityHeaders(embedAllowed: string[]): MiddlewareHandler {
  const embedPage = OWN_PAGE.replace(FRAMED_BY_SELF, [FRAMED_BY_SELF, ...embedAllowed].join(' '));
  const policyFor = (path: string) => {
    if (path.startsWith('/docs')) return DOCS_PAGE;
    return path === EMBED_PATH ? embedPage : OWN_PAGE;
  };
  return async function securityHeaders(c, next) {
    await next();
    c.res.headers.set('Content-Security-Policy', policyFor(c.req.path));
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    // A shared address names a clause that somebody read; other hosts need not learn it.
    c.res.headers.set('Referrer-Policy', 'no-referrer');
    c.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    // Sites that isolate themselves load nothing of another host that does not say so.
    if (isWidgetFile(c.req.path)) c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  };
}
