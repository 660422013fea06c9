import { describe, expect, it } from '@jest/globals';
import { createBudget } from '../../src/storage/budget.ts';
import type { CreateLimiter } from '../../src/storage/budget.ts';
import { createMemoryLimiter } from '../../src/storage/memory-limiter.ts';
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
      waits.push(await budget.charge({ mark: `v${at}`, network: '192.0.2.1' }));
    }

    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(10);
    expect(waits.slice(10).every((seconds) => seconds > 55 && seconds <= 60)).toBe(true);
    expect(await counts.get('budget-runs-of-visitors')?.count()).toBe(10);
    expect(await budget.charge({ mark: 'v99', network: '192.0.2.2' })).toBe(0);
  });

  it('takes from the network nothing that a visitor is refused', async () => {
    const budget = createBudget(createMemoryLimiter, 'runs', {
      visitor: 2,
      network: 4,
      seconds: 60,
    });
    const charge = (mark: string) => budget.charge({ mark, network: '192.0.2.1' });
    const greedy: number[] = [];
    for (let at = 0; at < 20; at += 1) greedy.push(await charge('greedy'));

    expect(greedy.filter((seconds) => seconds === 0)).toHaveLength(2);
    expect([await charge('other'), await charge('third'), await charge('fourth')]).toEqual([
      0, 0, 60,
    ]);
  });
});
