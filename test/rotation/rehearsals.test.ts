import { describe, expect, it } from '@jest/globals';
import { createRehearsals } from '../../src/rotation/rehearsals.ts';
import type { Rehearse } from '../../src/rotation/rehearse.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore } from '../../src/storage/storage.ts';
import { choose } from './support/choices.ts';

/** Counts how many there were, and how many at once. */
function countRehearsals() {
  const seen = { count: 0, atOnce: 0, most: 0 };
  const rehearse: Rehearse = async (choice) => {
    seen.count += 1;
    seen.atOnce += 1;
    seen.most = Math.max(seen.most, seen.atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.atOnce -= 1;
    return { choice, uses: [], waits: [], stored: `R${seen.count}`, checks: [] };
  };
  const { createStore } = createMemoryStorage();
  return { seen, rehearsals: createRehearsals(rehearse, createStore, Date.now) };
}

describe('The rehearsals of a visitor', () => {
  it('are found by visitor and choice: another visitor has none of them', async () => {
    const { rehearsals } = countRehearsals();
    await rehearsals.run('ada', choose());
    await rehearsals.run('grace', choose({ workers: 'lock' }));

    expect(await rehearsals.find('ada', choose())).toMatchObject({ stored: 'R1' });
    expect(await rehearsals.find('grace', choose({ workers: 'lock' }))).toMatchObject({
      stored: 'R2',
    });
    expect(await rehearsals.find('grace', choose())).toBeUndefined();
    expect(await rehearsals.find('ada', choose({ workers: 'lock' }))).toBeUndefined();
    expect(await rehearsals.find(undefined, choose())).toBeUndefined();
  });

  it('run once for all who press the button meanwhile, and again for who presses it afterwards', async () => {
    const { rehearsals, seen } = countRehearsals();
    await Promise.all([1, 2, 3].map(() => rehearsals.run('ada', choose())));
    expect(seen.count).toBe(1);
    await rehearsals.run('ada', choose());

    expect(seen.count).toBe(2);
    expect(await rehearsals.find('ada', choose())).toMatchObject({ stored: 'R2' });
  });

  it('run one at a time, whoever asks', async () => {
    const { rehearsals, seen } = countRehearsals();
    await Promise.all(['ada', 'grace', 'joan'].map((who) => rehearsals.run(who, choose())));

    expect(seen).toMatchObject({ count: 3, most: 1 });
  });

  it('are kept by fours, the latest', async () => {
    const { rehearsals } = countRehearsals();
    const five = [
      choose(),
      choose({ used: 'grace' }),
      choose({ workers: 'lock' }),
      choose({ reuse: 'locks' }),
      choose({ fifth: 'late' }),
    ];
    for (const choice of five) await rehearsals.run('ada', choice);

    const found = await Promise.all(five.map((choice) => rehearsals.find('ada', choice)));
    expect(found.map((one) => one?.stored)).toEqual([undefined, 'R2', 'R3', 'R4', 'R5']);
  });

  it('are gone when they are forgotten', async () => {
    const { rehearsals } = countRehearsals();
    await rehearsals.run('ada', choose());
    await rehearsals.forget('ada');

    expect(await rehearsals.find('ada', choose())).toBeUndefined();
  });

  it('of another release are not read', async () => {
    const { createStore } = createMemoryStorage();
    const ofAnother: CreateStore = (...parts) => {
      const store = createStore(...parts);
      return {
        ...store,
        async get(key) {
          const kept = await store.get(key);
          return kept && { ...kept, version: 0 };
        },
      };
    };
    const rehearsals = createRehearsals(
      async (choice) => ({ choice, uses: [], waits: [], stored: 'R2', checks: [] }),
      ofAnother,
      Date.now,
    );
    await rehearsals.run('ada', choose());

    expect(await rehearsals.find('ada', choose())).toBeUndefined();
  });

  it('leave what was kept where one fails, and let the next one run', async () => {
    let isDown = false;
    const { createStore } = createMemoryStorage();
    const rehearsals = createRehearsals(
      async (choice) => {
        if (isDown) throw new Error('The sandbox is down.');
        return { choice, uses: [], waits: [], stored: 'R2', checks: [] };
      },
      createStore,
      Date.now,
    );
    await rehearsals.run('ada', choose());
    isDown = true;
    await expect(rehearsals.run('ada', choose())).rejects.toThrow('down');
    isDown = false;

    expect(await rehearsals.find('ada', choose())).toMatchObject({ stored: 'R2' });
    await expect(rehearsals.run('ada', choose())).resolves.toBeUndefined();
  });
});
