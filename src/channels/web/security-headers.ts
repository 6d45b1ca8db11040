import type { MiddlewareHandler } from 'hono';

const OWN_PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Swagger UI writes style attributes; scripts stay our own files there too. */
const DOCS_PAGE = OWN_PAGE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

/** Puts the security headers on every response; no page may load anything from another host. */
export const securityHeaders: MiddlewareHandler = async function securityHeaders(c, next) {
  await next();
  c.res.headers.set('Content-Security-Policy', c.req.path.startsWith('/docs') ? DOCS_PAGE : OWN_PAGE);
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
  // A shared address names a clause that somebody read; other hosts need not learn it.
  c.res.headers.set('Referrer-Policy', 'no-referrer');
  c.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
};
