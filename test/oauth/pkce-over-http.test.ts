import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, comeBack, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

describe('Proof Key for Code Exchange (RFC 7636)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('S05 a new challenge for every run, with S256 (RFC 7636 §4.2, §7)', async () => {
    const begun = Array.from({ length: 20 }, () => beginAt(demo.newBrowser()));
    const requests = await Promise.all(begun);

    const challenges = requests.map((request) => request.get('code_challenge') ?? '');
    expect(new Set(challenges).size).toBe(20);
    expect(challenges.filter((one) => !/^[\w-]{43}$/.test(one))).toEqual([]);
    const methods = new Set(requests.map((request) => request.get('code_challenge_method')));
    expect([...methods]).toEqual(['S256']);
  });

  it('S05 the verifier is in the token request and nowhere else (RFC 7636 §4.5)', async () => {
    const browser = demo.newBrowser();
    const request = await beginAt(browser);

    const answer = await comeBack(browser, { code: 'c', state: request.get('state') ?? '' });
    const page = await browser.follow(answer);

    const verifier = demo.tokenRequests().at(-1)?.form.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w.~-]{43,128}$/);
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(
      request.get('code_challenge'),
    );
    const elsewhere = [request.toString(), answer.body, page.body, demo.log()];
    for (const text of elsewhere) expect(text).not.toContain(verifier);
    for (const { path, query } of demo.bitbucket.received) {
      expect(`${path}?${query.toString()}`).not.toContain(verifier);
    }
  });
});
