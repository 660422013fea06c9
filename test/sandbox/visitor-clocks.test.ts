import { describe, expect, it } from '@jest/globals';
import { ageByVisitors } from '../../src/sandbox/aged-stores.ts';
import { createClock } from '../../src/sandbox/index.ts';
import { createVisitorClocks } from '../../src/sandbox/visitor-clocks.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { update } from '../../src/storage/store.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** @param lifeSeconds Of a clock that was moved. */
function openClocks(lifeSeconds?: number) {
  const base = createClock({ frozenAt: NOON });
  const { createStore } = createMemoryStorage();
  const clocks = createVisitorClocks(createStore, base, lifeSeconds);
  const aged = ageByVisitors(createStore, clocks);
  const store = aged<{ n: number; visitor: string | undefined }>('things', base, { capacity: 100 });
  const timeOf = async (visitor?: string) => (await clocks.read(visitor)).now - NOON;
  return { base, clocks, store, timeOf };
}

const ofAda = { n: 1, visitor: 'ada' };
const ofBruno = { n: 2, visitor: 'bruno' };

describe('The clock of a visitor', () => {
  it('is moved by that visitor and shown to nobody else', async () => {
    const { base, clocks, timeOf } = openClocks();

    await clocks.advance('ada', '2 hours');
    await clocks.advance('bruno', '11 minutes');
    base.advance('1 minute');

    expect(await timeOf('ada')).toBe(2 * HOUR + MINUTE);
    expect(await timeOf('bruno')).toBe(12 * MINUTE);
    expect([await timeOf('carla'), await timeOf()]).toEqual([MINUTE, MINUTE]);
  });

  it('stands still, and runs on from where it stood', async () => {
    const { base, clocks, timeOf } = openClocks();

    await clocks.advance('ada', '2h');
    await clocks.freeze('ada');
    base.advance('20 min');
    await clocks.freeze('ada');
    base.advance('20 min');
    expect((await clocks.read('ada')).isFrozen).toBe(true);
    expect(await timeOf('ada')).toBe(2 * HOUR);
    await clocks.run('ada');
    await clocks.run('ada');
    base.advance('5 min');

    expect((await clocks.read('ada')).isFrozen).toBe(false);
    expect(await timeOf('ada')).toBe(2 * HOUR + 5 * MINUTE);
  });

  it('runs on by itself once it has stood still for an hour, and stands still no more', async () => {
    const { base, clocks, timeOf } = openClocks();

    await clocks.freeze('ada');
    base.advance('90 min');

    expect(await timeOf('ada')).toBe(30 * MINUTE);
    expect((await clocks.read('ada')).isFrozen).toBe(false);
    await clocks.run('ada');
    await expect(clocks.freeze('ada')).rejects.toThrow('stood still for an hour');
    base.advance('10 min');
    expect(await timeOf('ada')).toBe(40 * MINUTE);
  });

  it('goes no further than the year 9999, and only forward', async () => {
    const { clocks, timeOf } = openClocks();

    await expect(clocks.advance('ada', '8000 years')).rejects.toThrow(RangeError);
    await expect(clocks.advance('ada', '-1 h')).rejects.toThrow(RangeError);
    await expect(clocks.advance('ada', 'tomorrow')).rejects.toThrow(RangeError);
    expect(await timeOf('ada')).toBe(0);
  });

  it('moves by each of many turns at once', async () => {
    const { clocks, timeOf } = openClocks();

    await Promise.all(Array.from({ length: 20 }, () => clocks.advance('ada', '1 min')));

    expect(await timeOf('ada')).toBe(20 * MINUTE);
  });
});

describe('What is issued to a visitor', () => {
  it('ages by their clock and by no other, whether it was issued before or after the clock was moved', async () => {
    const { base, clocks, store } = openClocks();
    await store.put('before', ofAda, 600);
    await store.put('other', ofBruno, 600);
    await store.put('nobody', { n: 3, visitor: undefined }, 600);
    await clocks.advance('ada', '11 min');
    await store.put('after', ofAda, 600);

    expect(await store.get('before')).toBeUndefined();
    expect(await store.get('after')).toMatchObject(ofAda);
    expect(await store.get('other')).toMatchObject(ofBruno);
    expect(await store.get('nobody')).toMatchObject({ n: 3 });
    base.advance('599 s');
    expect(await store.get('after')).toMatchObject(ofAda);
    base.advance('1 s');
    expect(await store.get('after')).toBeUndefined();
    expect(await store.take('other')).toBeUndefined();
  });

  it('is neither handed out nor changed once it is over', async () => {
    const { clocks, store } = openClocks();
    await store.put('a', ofAda, 600);
    await store.put('b', ofAda, 600);
    await clocks.advance('ada', '11 min');

    expect(await store.take('a')).toBeUndefined();
    expect(await update(store, 'b', (found) => found && { ...found, n: 9 }, 600)).toBeUndefined();
    const begun = await update(store, 'b', (found) => found ?? { ...ofAda, n: 4 }, 600);
    expect(begun).toMatchObject({ n: 4 });
    expect(await store.get('b')).toMatchObject({ n: 4 });
  });

  it('may have an end of its own, of which nothing is overwritten', async () => {
    const { base, clocks } = openClocks();
    const { createStore } = createMemoryStorage();
    const aged = ageByVisitors(createStore, clocks);
    const counts = aged<{ points: number; endsAt: number }>('counts', base, { capacity: 10 });

    await counts.put('a', { points: 1, endsAt: 7 }, 600);
    await update(counts, 'a', (found) => found && { ...found, points: 2 }, 900);

    expect(await counts.get('a')).toMatchObject({ points: 2, endsAt: 7 });
  });

  it('is kept while their clock stands still, for longer than the store’s own says', async () => {
    const { base, clocks, store } = openClocks();
    await store.put('a', ofAda, 600);
    await clocks.freeze('ada');

    base.advance('59 min');
    expect(await store.get('a')).toMatchObject(ofAda);
    base.advance('12 min');
    expect(await store.get('a')).toBeUndefined();
  });

  it('does not live again once the clock by which it had expired is gone, after its life', async () => {
    const { base, clocks, store } = openClocks(86_400);
    await store.put('before', ofAda, 86_400); // nothing lives longer there
    await clocks.advance('ada', '3 months');
    await store.put('after', ofAda, 86_400);
    expect(await store.get('before')).toBeUndefined();

    base.advance('23 hours');
    await clocks.advance('ada', '1 s'); // which does not prolong it
    expect(await store.get('after')).toMatchObject(ofAda);
    base.advance('1 hour');

    expect((await clocks.read('ada')).clockId).toBeUndefined();
    expect(await store.get('before')).toBeUndefined();
    expect(await store.get('after')).toBeUndefined();
  });

  it('ends with the clock by which it was issued, when that is lost', async () => {
    const { clocks, store } = openClocks();
    await clocks.advance('ada', '2h');
    await store.put('a', ofAda, 600);

    await clocks.clear();
    expect(await store.get('a')).toBeUndefined();
    await clocks.advance('ada', '1 s'); // another clock
    expect(await store.get('a')).toBeUndefined();
  });

  it('ends when their clock goes back to the time of day, and what comes then is good', async () => {
    const { clocks, store, timeOf } = openClocks();
    await store.put('before', ofAda, 7_200);
    await clocks.advance('ada', '3h');
    await store.put('after', ofAda, 7_200);

    await clocks.reset('ada');
    await store.put('anew', ofAda, 7_200);

    expect(await timeOf('ada')).toBe(0);
    expect([await store.get('before'), await store.get('after')]).toEqual([undefined, undefined]);
    expect(await store.get('anew')).toMatchObject(ofAda);
  });

  it('stays where there was nothing to go back from', async () => {
    const { clocks, store } = openClocks();
    await store.put('a', ofAda, 600);

    await clocks.reset('ada');

    expect(await store.get('a')).toMatchObject(ofAda);
    expect((await clocks.read('ada')).clockId).toBeUndefined();
  });
});
