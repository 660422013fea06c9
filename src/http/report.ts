/** How an app tells of its faults: with the request in which they happened. */
import type { IncomingMessage } from 'node:http';

export type Report = (error: unknown, req: IncomingMessage) => void;

/**
 * The connection's own end, told by `res.sendFile`: whoever asked has gone, or has sent bytes behind
 * the request that are none. No fault of ours, and nobody is there to be told.
 */
export function isAbort(error: unknown, { socket }: IncomingMessage): boolean {
  if (!(error instanceof Error)) return false;
  return error === socket.errored || ('code' in error && error.code === 'ECONNABORTED');
}
