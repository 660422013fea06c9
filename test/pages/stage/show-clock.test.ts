import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../../src/bitbucket/servers.ts';
import { showClock } from '../../../src/pages/stage/show-clock.ts';

const SERVER = { id: 'sandbox-current', nowFor: () => Promise.resolve(0) } as unknown as Server;
const DAY_MS = 86_400_000;

describe('The clock of a sandbox', () => {
  it('says the time of today, and the date as well where it is another day', () => {
    const now = Date.now();

    expect(showClock(SERVER, now)?.time).toMatch(/^\d\d:\d\d$/);
    expect(showClock(SERVER, now + 90 * DAY_MS)?.time).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d$/);
    expect(showClock(SERVER, now + DAY_MS)?.time).toMatch(/^\d+ \w+ \d{4}, /);
  });
});
