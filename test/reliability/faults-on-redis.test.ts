import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { describeWithRedis, redisNote } from '../support/redis.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { openTwoProcesses } from '../support/two-processes.ts';
import type { TwoProcesses } from '../support/two-processes.ts';

const START = '/client-credentials/authorize?server=sandbox-current';
const TOKENS = '/sandbox/current/site/oauth2/access_token';

describeWithRedis(`The faults of a visitor, in two processes on one Redis${redisNote}`, () => {
  let both: TwoProcesses;
  beforeAll(async () => {
    both = await openTwoProcesses();
  });
  afterAll(() => both.close());

  async function newVisitor(): Promise<Browser> {
    const browser = new Browser(both.publicUrl);
    await browser.open(START);
    return browser;
  }

  async function setFault(browser: Browser, more: Record<string, string> = {}): Promise<Page> {
    const choice = { fault: '503', endpoint: 'token', era: 'current', times: '1', ...more };
    const page = await browser.get('/sandbox');
    return browser.follow(await browser.submit(page, '[action="/sandbox/faults"]', choice));
  }

  /** As a program of the visitor would; by turns at one process and the other. */
  async function askToken(browser: Browser): Promise<Response> {
    const { clientId = '', clientSecret = '' } =
      both.demos[0].servers.get('sandbox-current')?.client ?? {};
    return fetch(both.publicUrl + TOKENS, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      headers: {
        Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        Cookie: `sandbox-visitor=${browser.cookies.get('sandbox-visitor')?.value}`,
      },
    });
  }

  async function keptFaults(): Promise<string[]> {
    const raw = createClient({ url: both.redis.url });
    await raw.connect();
    const keys = await raw.keys('grants-2:*-visitor-faults:*');
    raw.destroy();
    return keys;
  }

  it('R30 strike exactly as often as was said, many at once, and nobody else', async () => {
    const [visitor, other] = [await newVisitor(), await newVisitor()];
    await setFault(visitor, { times: '3' });

    const ask = () => askToken(visitor).then(({ status }) => status);
    const statuses = await Promise.all(Array.from({ length: 20 }, ask));

    expect(statuses.filter((status) => status === 503)).toHaveLength(3);
    expect((await askToken(other)).status).toBe(200);
  });

  it('are known to both once they are set, and to none once they are cleared', async () => {
    const visitor = await newVisitor();
    const page = await setFault(visitor, { times: '20' });
    const row = ['503 Service Unavailable', 'the token endpoint', 'current', '20'];
    expect(page.table('Set now')).toEqual([row]);
    expect((await visitor.get('/sandbox')).table('Set now')).toEqual([row]);
    expect([(await askToken(visitor)).status, (await askToken(visitor)).status]).toEqual([
      503, 503,
    ]);

    const form = (await visitor.get('/sandbox')).form('Clear them all');
    expect((await visitor.follow(await form.submit())).text).toContain('None is set.');

    expect([(await askToken(visitor)).status, (await askToken(visitor)).status]).toEqual([
      200, 200,
    ]);
  });

  it('outlive a process, and end with “Forget all”', async () => {
    const visitor = await newVisitor();
    await setFault(visitor, { fault: 'html', times: '5' });
    const { config } = both.demos[0];
    const { publicUrl: PUBLIC_URL, redisUrl = '', sessionSecret = [''] } = config;
    const env = { PUBLIC_URL, REDIS_URL: redisUrl, SESSION_SECRET: sessionSecret[0] };
    const third = await openDemo(env); // as one that was started anew
    const mark = visitor.cookies.get('sandbox-visitor')?.value ?? '';
    const known = await third.sandboxes.current.visitorFaults.list(mark);
    await third.close();

    expect(known).toMatchObject([{ fault: 'html', remaining: 5 }]);
    expect((await keptFaults()).join()).toContain(mark);
    await (await visitor.get('/client-credentials')).form('Forget all').submit();
    expect((await keptFaults()).join()).not.toContain(mark);
  });

  it('are offered as mistakes, which bring what was said and leave nothing behind', async () => {
    const browser = new Browser(both.publicUrl);
    const start = '/authorization-code/authorize?server=sandbox-current&pace=step';
    const { location = '' } = await (await browser.open(start)).form('Send A').submit();
    const atD = await browser.follow(await decideAtSandbox(browser, location));
    const armed = await browser.follow(await atD.form('Hang').submit({ mistake: 'fault-503' }));

    const failed = await browser.follow(await armed.form('Send ').submit());

    const links = failed.root.querySelectorAll('.failure a[href^="/errors/"]');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/errors/server-error']);
    expect((await browser.get('/sandbox')).text).toContain('None is set.');
  });

  it('R29 strike nobody while Redis hangs: the endpoint says in its own form that it does', async () => {
    const visitor = await newVisitor();
    await setFault(visitor);
    both.redis.freeze();
    try {
      const answer = await askToken(visitor);

      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
    } finally {
      both.redis.thaw();
    }
  });
});
