import { describe, expect, it } from '@jest/globals';
import { createSingleFlight } from '../../src/runs/single-flight.ts';

/** Work that ends when the test says so. */
function openWork() {
  let end: () => void = () => undefined;
  let count = 0;
  const done = new Promise<void>((resolve) => (end = resolve));
  const work = () => {
    count += 1;
    return done;
  };
  return { work, end: () => end(), count: () => count };
}

describe('A single flight', () => {
  it('does the work once for all who come while it is under way', async () => {
    const flight = createSingleFlight();
    const { work, end, count } = openWork();

    const all = [flight.run('key', work), flight.run('key', work)];
    end();
    await Promise.all(all);

    expect(count()).toBe(1);
  });

  it('does it again for who comes later, and apart for another key', async () => {
    const flight = createSingleFlight();
    const { work, end, count } = openWork();
    end();

    await Promise.all([flight.run('one', work), flight.run('two', work)]);
    await flight.run('one', work);

    expect(count()).toBe(3);
  });

  it('fails for all of them', async () => {
    const flight = createSingleFlight();
    const fail = () => Promise.reject(new Error('broken'));

    const all = await Promise.allSettled([flight.run('key', fail), flight.run('key', fail)]);

    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
