import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../src/bitbucket/api-client.ts';
import type { Server } from '../../src/bitbucket/servers.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import { createSend } from '../../src/wire/send.ts';
import { behave, openLiveDemo, runLive, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';
import { exchangesOf } from '../support/stage.ts';

const PERSON = { type: 'user', display_name: 'Live Person' };
const START = '/client-credentials/authorize';

describe('R07 a server that is out of order', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  /** Fails so many times, then answers. */
  function failFirst(times: number, failure: Answer): void {
    let count = 0;
    demo.bitbucket.on('/2.0/user', () => ((count += 1) > times ? json(PERSON) : failure));
  }
  const callsOf = async (work: () => Promise<unknown>) => {
    const before = demo.bitbucket.receivedAt('/2.0/user').length;
    await work();
    return demo.bitbucket.receivedAt('/2.0/user').length - before;
  };

  it.each([500, 502, 503, 504])(
    'R07 an API that answers %i twice is asked a third time; the wire log shows each try',
    async (status) => {
      failFirst(2, json({}, status));

      const browser = demo.newBrowser();
      const page = await browser.open(START);

      expect(page.message()).toContain('Live Person');
      const exchanges = await exchangesOf(browser, '/client-credentials');
      expect(exchanges.filter((one) => one.startsWith('API Current user'))).toEqual([
        `API Current user ${status}`,
        `API Current user, try 2 ${status}`,
        'API Current user, try 3 200',
      ]);
    },
  );

  it('R07 one that never answers is asked three times and no more, and the page goes on', async () => {
    failFirst(99, { status: 503, body: 'Service Unavailable' });
    const browser = demo.newBrowser();

    const calls = await callsOf(() => browser.open(START));
    const page = await browser.get('/client-credentials');

    expect(calls).toBe(3);
    expect(page.message()).toContain('User 503: ');
    expect((await exchangesOf(browser, '/client-credentials')).at(-1)).toBe('API Workspaces 200');
  });

  it.each([501, 505, 400, 404])('R07 a %i is not asked again', async (status) => {
    failFirst(1, json({}, status));

    expect(await callsOf(() => demo.newBrowser().open(START))).toBe(1);
  });

  it('R07 one that names a time to wait is left alone (RFC 9110 §10.2.3)', async () => {
    failFirst(1, { status: 503, headers: { 'Retry-After': '30' } });

    expect(await callsOf(() => demo.newBrowser().open(START))).toBe(1);
  });

  it.each([500, 502, 503, 504])(
    'R07 a token request that is answered with %i is sent once: code, client and refresh (§4.1.2)',
    async (status) => {
      const browser = demo.newBrowser();
      const page = await browser.follow(await runLive(browser));
      demo.bitbucket.on(TOKEN_PATH, json({ error: 'server_error' }, status));
      const before = demo.tokenRequests().length;

      await browser.submit(page, '[action$="/refresh"]');
      await runLive(demo.newBrowser());
      await demo.newBrowser().get(START);

      const grantTypes = demo
        .tokenRequests()
        .slice(before)
        .map(({ form }) => form.get('grant_type'));
      expect(grantTypes).toEqual(['refresh_token', 'authorization_code', 'client_credentials']);
    },
  );

  it('R07 the pauses grow, are never the same, and end with the time of the run', async () => {
    failFirst(99, json({}, 500));
    const pauses: number[] = [];
    const server = { apiBaseUrl: `${demo.bitbucket.url}/2.0` } as Server;
    const call = (pause: (ms: number) => Promise<unknown>, longestWaitMs = 60_000) => {
      const caller = { server, accessToken: 't', wire: new WireLog(undefined, longestWaitMs) };
      const answer = createApiClient(createSend(5_000), pause).get(caller, '/user', 'User');
      return answer.catch((error: unknown) => error);
    };

    for (let round = 0; round < 5; round += 1) await call(async (ms) => pauses.push(ms));
    // A pause is a tenth of a second at the least: less than that is left of the run when the answer comes.
    demo.bitbucket.on('/2.0/user', async () => {
      await setTimeout(920);
      return json({}, 500);
    });
    const tries = await callsOf(() => call(async (ms) => pauses.push(ms), 1_000));

    expect(tries).toBe(1);
    expect(new Set(pauses).size).toBe(10);
    for (const [at, ms] of pauses.entries()) {
      expect(ms / (at % 2 === 0 ? 1 : 2)).toBeGreaterThanOrEqual(100);
      expect(ms / (at % 2 === 0 ? 1 : 2)).toBeLessThan(200);
    }
  });
});
