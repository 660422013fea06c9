/** When a token ends, by our own clock: its life counts from the moment it came. RFC 6749 §5.1. */
import type { IssuedToken } from './run.ts';

const MARGIN_SECONDS = 60;

/** @returns Milliseconds since the epoch; `undefined` where the server did not say. */
export function expiryOf({ expiresInSeconds, receivedAt }: IssuedToken): number | undefined {
  return expiresInSeconds === undefined ? undefined : receivedAt + expiresInSeconds * 1000;
}

/** Would it end on the way? A minute early, or halfway through a life that is shorter than two. */
export function isEnding(token: IssuedToken, now: number): boolean {
  const { expiresInSeconds = Infinity } = token;
  const marginMs = Math.min(MARGIN_SECONDS, expiresInSeconds / 2) * 1000;
  return now >= (expiryOf(token) ?? Infinity) - marginMs;
}
