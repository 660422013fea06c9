import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { createWriteProbe } from '../../src/storage/write-probe.ts';

const FRESH_MS = 100;

type Verb = 'put' | 'take' | 'replace';

describe('A probe of whether anything can be remembered', () => {
  let refused: Verb | undefined;
  let tries: number;
  let mended: number;
  let probe: () => Promise<boolean>;
  beforeEach(() => {
    refused = undefined;
    tries = 0;
    mended = 0;
    const inner = createMemoryStore<{ n: number }>(Date, { capacity: 10 });
    const unless = async (verb: Verb) => {
      if (verb === 'put') tries += 1;
      if (refused === verb) throw new Error('refused');
    };
    const store: Store<{ n: number }> = {
      ...inner,
      put: (...all) => unless('put').then(() => inner.put(...all)),
      take: (...all) => unless('take').then(() => inner.take(...all)),
      replace: (...all) => unless('replace').then(() => inner.replace(...all)),
    };
    probe = createWriteProbe(store, FRESH_MS, () => (mended += 1));
  });

  /** Past the moment for which an answer is good. */
  async function later(): Promise<boolean> {
    const before = tries;
    for (;;) {
      const answer = await probe();
      if (tries > before) return answer;
      await new Promise(setImmediate);
    }
  }

  it.each<Verb>(['put', 'take', 'replace'])(
    'R29 fails where %s is refused, and says when it is mended',
    async (verb) => {
      expect(await probe()).toBe(true);
      refused = verb;
      expect([await later(), await later()]).toEqual([false, false]);
      expect(mended).toBe(0);

      refused = undefined;

      expect([await later(), await later()]).toEqual([true, true]);
      expect(mended).toBe(1);
    },
  );

  it('R29 tries once, however many ask at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, probe));

    expect(answers.every(Boolean)).toBe(true);
    expect(tries).toBe(1);
  });
});
