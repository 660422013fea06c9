/** What lies in `public`: the style sheets, the scripts, the icon. */
import express from 'express';
import type { RequestHandler } from 'express';

/** The same for everybody, so it may be kept for a while. Pages have no dot in their names: no disk is asked. */
export function serveFiles(directory: string): RequestHandler {
  const serve = express.static(directory, {
    index: false,
    redirect: false,
    setHeaders: (res) => res.setHeader('Cache-Control', 'public, max-age=600'), // over no-store
  });
  return (req, res, next) => {
    if (req.path.includes('.')) serve(req, res, next);
    else next();
  };
}
