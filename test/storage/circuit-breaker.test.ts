import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createCircuitBreaker } from '../../src/storage/circuit-breaker.ts';

const TIMEOUT_MS = 100;
const ignore = () => undefined;
const UNHEARD = { begin: ignore, end: ignore };
const never = () => new Promise<never>(() => undefined);

describe('A circuit breaker before a storage that hangs', () => {
  it('R29 waits once, not for each of ten commands in a row', async () => {
    const withTimeout = createCircuitBreaker(TIMEOUT_MS, UNHEARD, ignore);
    const started = performance.now();

    for (let count = 0; count < 10; count += 1) {
      await expect(withTimeout(never)).rejects.toThrow('The storage did not answer');
    }

    expect(performance.now() - started).toBeLessThan(5 * TIMEOUT_MS); // a busy machine is late, but not ten times
  });

  it('tries again after a moment', async () => {
    const withTimeout = createCircuitBreaker(TIMEOUT_MS, UNHEARD, ignore);
    await expect(withTimeout(never)).rejects.toThrow('timeout');
    const answered = () => withTimeout(async () => 'answer').catch(() => undefined);

    const started = performance.now();
    while ((await answered()) === undefined) {
      expect(performance.now() - started).toBeLessThan(5_000);
      await new Promise(setImmediate);
    }
    expect(performance.now() - started).toBeGreaterThan(TIMEOUT_MS / 2);
  });

  it('takes an answer that came while this very process was too busy to look', async () => {
    const withTimeout = createCircuitBreaker(TIMEOUT_MS, UNHEARD, ignore);
    const answer = withTimeout(() => stat('.')); // from outside, as that of Redis is
    const started = performance.now();
    while (performance.now() - started < 2 * TIMEOUT_MS); // busy

    expect((await answer).isDirectory()).toBe(true);
  });

  it('tells of silence, of its end, and of what a command was refused with', async () => {
    const told: string[] = [];
    const listeners = {
      begin: (error: unknown) => void told.push(error instanceof Error ? error.message : ''),
      end: () => void told.push('back'),
    };
    const withTimeout = createCircuitBreaker(TIMEOUT_MS, listeners, ignore);
    const refuse = () => Promise.reject(new Error('OOM'));

    expect(await withTimeout(async () => 'answer')).toBe('answer');
    await expect(withTimeout(refuse)).rejects.toThrow('The storage did not answer');
    await Promise.allSettled([withTimeout(never), withTimeout(never)]);
    const answered = () => withTimeout(async () => 'answer').catch(() => undefined);
    while ((await answered()) === undefined) await new Promise(setImmediate);
    expect(await answered()).toBe('answer');

    const silence = 'The storage did not answer: timeout.';
    expect(told).toEqual(['OOM', silence, silence, 'back']);
  });

  it('has the connection made anew where the next command gets no answer either', async () => {
    let anew = 0;
    const withTimeout = createCircuitBreaker(TIMEOUT_MS, UNHEARD, () => void (anew += 1));
    const getSilence = async () => {
      while (!/timeout/.test(await withTimeout(never).catch(String))) await wait(1);
    };

    await Promise.all([getSilence(), getSilence()]);
    expect(anew).toBe(0);
    await getSilence();
    expect(anew).toBe(1);
  });
});
