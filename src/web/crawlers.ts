/** What crawlers may do: read the pages that are the same for everybody. Nothing else is to be found in an index. */
import type { RequestHandler } from 'express';
import { currentVisitor } from '../runs/visitor.ts';

/** Of every answer, but for the pages below. */
export const NOT_TO_BE_INDEXED = ['X-Robots-Tag', 'noindex'] as const;

/** `/robots.txt`, RFC 9309: below a page is what starts runs and what belongs to somebody. */
export function describeToRobots(pages: readonly string[]): RequestHandler {
  const below = pages.filter((page) => page !== '/').map((page) => `${page}/`);
  const closed = ['/authorize', '/oauth-callback', '/logout', '/health', ...below];
  const text = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), ''].join('\n');
  return (_req, res) => void res.type('text').send(text);
}

/** Lets a page be indexed that is asked for by nobody in particular: with a visitor, it shows a run. */
export function allowIndexing(pages: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const isForEverybody = pages.includes(req.url) && currentVisitor(req) === undefined;
    if (isForEverybody) res.removeHeader(NOT_TO_BE_INDEXED[0]);
    next();
  };
}
