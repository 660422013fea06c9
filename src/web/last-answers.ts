/** Once a stop signal has come, each answer is the last on its connection and says so (RFC 9112 §9.6). */
import type http from 'node:http';

/**
 * A proxy that keeps connections would send its next request into one that is being closed, and it
 * may not send a POST twice.
 *
 * @returns Says it from now on, and in the answers that are still to be given.
 */
export function prepareLastAnswers(server: http.Server): () => void {
  const unanswered = new Set<http.ServerResponse>();
  let isStopping = false;
  server.prependListener('request', (_req, res) => {
    if (isStopping) return sayLast(res);
    unanswered.add(res);
    res.once('close', () => unanswered.delete(res));
  });
  return () => {
    isStopping = true;
    for (const res of unanswered) sayLast(res);
  };
}

function sayLast(res: http.ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
