import { describe, expect, it } from '@jest/globals';
import { createBudget } from '../../src/storage/budget.ts';
import type { CreateLimiter } from '../../src/storage/budget.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import type { Count } from '../../src/storage/limit.ts';
import { StoreLimiter } from '../../src/storage/store-limiter.ts';
import type { Store } from '../../src/storage/store.ts';

describe('A budget', () => {
  it('R19 keeps nothing of visitors that a network names beyond its share', async () => {
    const counts = new Map<string, Store<Count>>();
    const createLimiter: CreateLimiter = (name, limit) => {
      const store = createMemoryStore<Count>(Date, { capacity: 10_000 });
      counts.set(name, store);
      return new StoreLimiter(limit, store, Date);
    };
    const budget = createBudget(createLimiter, 'runs', {
      visitor: 5,
      network: 10,
      seconds: 60,
    });
    const waits: number[] = [];
    for (let at = 0; at < 100; at += 1) {
      waits.push(await budget.charge({ visitor: `v${at}`, network: '192.0.2.1' }));
    }

    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(10);
    expect(waits.slice(10).every((seconds) => seconds > 55 && seconds <= 60)).toBe(true);
    expect(await counts.get('budget-runs-of-visitors')?.count()).toBe(11);
    expect(await budget.charge({ visitor: 'v99', network: '192.0.2.2' })).toBe(0);
  });
});
