import { describe, expect, it } from '@jest/globals';
import { type Sender, senderOf } from '../../src/http/navigation.ts';

const OURS = 'http://localhost:3000';

describe('Which page sent a request', () => {
  it.each<[Record<string, string>, Sender]>([
    [{ 'sec-fetch-site': 'same-origin' }, 'our-page'],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 'our-page'], // no-referrer makes it null
    [{ 'sec-fetch-site': 'same-site', origin: OURS }, 'other-origin'],
    [{ 'sec-fetch-site': 'cross-site', origin: OURS }, 'other-origin'],
    [{ 'sec-fetch-site': 'none' }, 'no-page'],
    [{ 'sec-fetch-site': '' }, 'other-origin'],
    [{ origin: OURS }, 'our-page'],
    [{ origin: 'http://127.0.0.1:3000' }, 'our-page'],
    [{ origin: 'http://localhost:3001' }, 'other-origin'],
    [{ origin: 'https://localhost:3000' }, 'other-origin'],
    [{ origin: 'null' }, 'other-origin'],
    [{ origin: 'https://evil.example', referer: `${OURS}/page` }, 'other-origin'],
    [{ referer: `${OURS}/page` }, 'our-page'],
    [{ referer: 'https://evil.example/page' }, 'other-origin'],
    [{ referer: `https://evil.example/${OURS}` }, 'other-origin'],
    [{ referer: `${OURS}.evil.example/` }, 'other-origin'],
    [{}, 'no-page'],
  ])('is told by what the browser says first: %j', (headers, sender) => {
    expect(senderOf({ headers, method: 'POST' }, OURS, 'http://127.0.0.1:3000')).toBe(sender);
  });
});
