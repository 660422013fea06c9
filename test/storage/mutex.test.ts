import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createMutex } from '../../src/storage/mutex.ts';

describe('A mutex', () => {
  it('lets one after the other work for a key, and others for other keys', async () => {
    const exclusive = createMutex();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await nextTurn();
      seen.push(`${name} ends`);
    };

    await Promise.all([
      exclusive('a', work('first')),
      exclusive('a', work('second')),
      exclusive('b', work('other')),
    ]);

    expect(seen.slice(0, 2)).toEqual(['first begins', 'other begins']);
    expect(seen.indexOf('second begins')).toBeGreaterThan(seen.indexOf('first ends'));
  });

  it('goes on after a failure, which is its own caller’s alone', async () => {
    const exclusive = createMutex();
    const failing = exclusive('a', async () => {
      throw new Error('no');
    });
    const next = exclusive('a', async () => 'yes');

    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
