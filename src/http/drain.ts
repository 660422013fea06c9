/** A server is closed without cutting off whoever it is answering. */
import type http from 'node:http';

const SWEEP_MS = 50;

/** @param drainMs Requests in flight finish, for so long at most. */
export function drain(server: http.Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    // `close` looks for idle connections once; those that are busy then become idle later.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(sweep);
      resolve();
    });
  });
}
