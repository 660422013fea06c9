/**
 * Refuses a client for a while whose rotated refresh token came again. Contract §1.4
 * Bitbucket: one report says so, "even valid tokens"; a test that wants to meet it asks for it.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';

/** Of either: the latest. Kept by one process: it is for a test, which has one sandbox. */
const MOST = 20_000;

export interface ReuseLocks {
  /** A refresh token was used for the first time; only its hash is kept. */
  remember(tokenHash: string, clientId: string): void;
  /** A refresh token was refused: if it is a used one of this client, the client is locked. */
  lockIfReused(tokenHash: string, clientId: string): void;
  isLocked(clientId: string): boolean;
  reset(): void;
}

const NONE: ReuseLocks = {
  remember: () => undefined,
  lockIfReused: () => undefined,
  isLocked: () => false,
  reset: () => undefined,
};

/** @param seconds By the sandbox's clock; 0: no client is ever locked. */
export function createReuseLocks(clock: Clock, seconds: number): ReuseLocks {
  if (seconds === 0) return NONE;
  const used = new LRUCache<string, string>({ max: MOST });
  const lockedUntil = new LRUCache<string, number>({ max: MOST });
  return {
    remember: (tokenHash, clientId) => void used.set(tokenHash, clientId),
    lockIfReused(tokenHash, clientId) {
      if (used.get(tokenHash) === clientId) lockedUntil.set(clientId, clock.now() + seconds * 1000);
    },
    isLocked: (clientId) => (lockedUntil.get(clientId) ?? 0) > clock.now(),
    reset() {
      used.clear();
      lockedUntil.clear();
    },
  };
}
