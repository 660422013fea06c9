/** What crawlers may do: read the pages that are the same for everybody. Nothing else is to be found in an index. */
import type { RequestHandler } from 'express';
import { currentVisitor } from '../runs/visitor.ts';

/** Of every answer, but for the pages below. */
export const NOT_TO_BE_INDEXED = ['X-Robots-Tag', 'noindex'] as const;

/**
 * `/robots.txt`, RFC 9309.
 *
 * @param withOwn Pages below which is what starts runs and what belongs to somebody.
 */
export function describeToRobots(withOwn: readonly string[], publicUrl: string): RequestHandler {
  const below = withOwn.map((page) => `${page}/`);
  const closed = ['/authorize', '/oauth-callback', '/logout', '/health', ...below];
  const sitemap = `Sitemap: ${new URL('/sitemap.xml', publicUrl).href}`;
  const rules = closed.map((path) => `Disallow: ${path}`);
  const text = ['User-agent: *', ...rules, '', sitemap, ''].join('\n');
  return (_req, res) => void res.type('text').send(text);
}

/** `/sitemap.xml`: every page that may be indexed. @see https://www.sitemaps.org/protocol.html */
export function listForCrawlers(pages: readonly string[], publicUrl: string): RequestHandler {
  const urls = pages.map((page) => `<url><loc>${new URL(page, publicUrl).href}</loc></url>`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>',
    '',
  ];
  const text = lines.join('\n');
  return (_req, res) => void res.type('application/xml').send(text);
}

const READING = new Set(['GET', 'HEAD']);

/** Lets a page be indexed that is asked for by nobody in particular: with a visitor, it shows a run. */
export function allowIndexing(pages: readonly string[]): RequestHandler {
  const known = new Set(pages);
  return (req, res, next) => {
    const isForEverybody =
      known.has(req.url) && READING.has(req.method) && currentVisitor(req) === undefined;
    if (isForEverybody) res.removeHeader(NOT_TO_BE_INDEXED[0]);
    next();
  };
}
