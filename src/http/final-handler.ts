/** In the place of Express's own last handler, which prints stacks over many lines. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Report, isAbort } from './report.ts';

/** Where an app's own error handler could not show an error: it has failed itself, say. */
export function createFinalHandler(report: Report) {
  return (req: IncomingMessage, res: ServerResponse) =>
    function stop(error?: unknown): void {
      if (error !== undefined && !isAbort(error, req)) report(error, req);
      if (!res.headersSent) answerPlainly(res, error === undefined ? 404 : 500);
      else if (!res.writableEnded) res.destroy(); // what is whole stays, the rest breaks off
    };
}

function answerPlainly(res: ServerResponse, status: 404 | 500): void {
  for (const name of res.getHeaderNames()) {
    if (name.startsWith('content-') && name !== 'content-security-policy') res.removeHeader(name);
  }
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(status === 404 ? 'There is nothing here\n' : 'Something went wrong on our side\n');
}
