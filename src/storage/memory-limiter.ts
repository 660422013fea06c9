/** Counts in this process, by the time of day: how often something was done. */
import { createMemoryStore } from './memory-store.ts';
import type { CreateLimiter } from './budget.ts';
import { StoreLimiter } from './store-limiter.ts';

/** Whose count was not used for longest begins anew. */
const MOST_KEYS = 20_000;

export const createMemoryLimiter: CreateLimiter = (_name, limit) =>
  new StoreLimiter(limit, createMemoryStore(Date, { capacity: MOST_KEYS }), Date);
