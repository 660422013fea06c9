/** What is drawn by chance for a run, looked at in a thousand of them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

describe('A thousand runs', () => {
  let demo: LiveDemo;
  const requests: URLSearchParams[] = [];
  beforeAll(async () => {
    demo = await openLiveDemo();
    for (let round = 0; round < 20; round += 1) {
      const begun = Array.from({ length: 50 }, () => beginAt(demo.newBrowser()));
      requests.push(...(await Promise.all(begun)));
    }
  });
  afterAll(() => demo.close());

  it('S01 have a state each that is fresh, opaque and of 128 bits at least (§10.12)', () => {
    const states = requests.map((request) => request.get('state') ?? '');

    expect(new Set(states).size).toBe(1_000);
    for (const state of states) {
      expect(state).toMatch(/^[\w-]{22,}$/);
      const decoded = Buffer.from(state, 'base64url').toString('latin1');
      expect(decoded).not.toMatch(/^[\x20-\x7e]+$/); // neither JSON nor a URL
    }
    // Nothing stands still but what chance leaves: every position takes many values.
    for (let at = 0; at < 42; at += 1) {
      expect(new Set(states.map((state) => state[at])).size).toBeGreaterThan(40);
    }
  });

  it('S05 have a challenge each, with S256 (RFC 7636 §4.2, §7)', () => {
    const challenges = requests.map((request) => request.get('code_challenge') ?? '');

    expect(new Set(challenges).size).toBe(1_000);
    expect(challenges.filter((one) => !/^[\w-]{43}$/.test(one))).toEqual([]);
    const methods = new Set(requests.map((request) => request.get('code_challenge_method')));
    expect([...methods]).toEqual(['S256']);
  });
});
