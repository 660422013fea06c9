/** Two ways to close a server: with regard to whoever it is answering, and without. */
import type http from 'node:http';

const SWEEP_MS = 50;

/** Nobody is cut off who is being answered. @param drainMs Requests in flight finish, for so long at most. */
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

/** Cuts what is still open: nothing there is worth waiting for. */
export function closeAtOnce(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
