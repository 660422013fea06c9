import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openLiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { exchangesOf } from '../support/stage.ts';

const CREDENTIALS = '/client-credentials';
const START = '/client-credentials/authorize?server=sandbox-current';

describe('Faults on the page of the sandbox', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({}, { exchangeMs: 2_000 });
  });
  afterAll(() => demo.close());

  /** Has run a grant, so that there is a session. */
  async function newVisitor(): Promise<Browser> {
    const browser = demo.newBrowser();
    expect((await browser.open(START)).announcement()).toContain('You have an access token.');
    return browser;
  }

  async function setFault(browser: Browser, more: Record<string, string> = {}): Promise<Page> {
    const choice = { fault: '503', endpoint: 'token', era: 'current', times: '1', ...more };
    return browser.submit(await browser.get('/sandbox'), '[action="/sandbox/faults"]', choice);
  }

  it('R30 strikes the next request of whoever set it, of nobody else, and then no more', async () => {
    const [visitor, other] = [await newVisitor(), await newVisitor()];
    const page = await visitor.follow(await setFault(visitor));
    expect(page.table('Set now')).toEqual([
      ['503 Service Unavailable', 'the token endpoint', 'current', '1'],
    ]);
    expect((await other.get('/sandbox')).text).toContain('None is set.');
    expect((await other.open(START)).announcement()).toContain('You have an access token.');
    const struck = await visitor.open(START);
    const ofStruck = await exchangesOf(visitor, CREDENTIALS);
    const after = await visitor.open(START);

    expect(struck.step('A')).toEqual({ state: 'failed', result: '503' });
    expect(ofStruck[0]).toBe('A Token request, grant_type client_credentials 503');
    expect(ofStruck.join()).not.toContain('API');
    expect(after.announcement()).toContain('You have an access token.');
    expect((await visitor.get('/sandbox')).text).toContain('None is set.');
  });

  it('strikes the calls of the API, and what a page says of that is the lesson', async () => {
    const visitor = await newVisitor();
    await setFault(visitor, { fault: 'html', endpoint: 'api' });

    const page = await visitor.open(START);

    expect(page.status).toBe(200);
    expect(page.message()).toContain('holds something that is not JSON (text/html)');
  });

  it('strikes what the browser itself asks: the authorization endpoint', async () => {
    const visitor = await newVisitor();
    await setFault(visitor, { fault: '500', endpoint: 'authorize' });

    const first = await visitor.open('/authorization-code/authorize?server=sandbox-current');
    const second = await runToResult(
      visitor,
      '/authorization-code/authorize?server=sandbox-current',
    );

    expect(first.status).toBe(500);
    expect(second.message()).toContain('Ada Example');
  });

  it('strikes after a refresh, and after the session got a new id', async () => {
    const visitor = demo.newBrowser();
    const done = await runToResult(visitor, '/authorization-code/authorize?server=sandbox-current');
    await setFault(visitor);

    const refreshed = await visitor.follow(await done.form('Refresh').submit());

    expect(refreshed.step('Refresh')).toEqual({ state: 'failed', result: '503' });
  });

  it('are cleared by a button, all at once', async () => {
    const visitor = await newVisitor();
    await setFault(visitor, { times: '5' });
    await setFault(visitor, { era: 'legacy' });

    const page = await visitor.submit(
      await visitor.get('/sandbox'),
      '[action="/sandbox/faults/clear"]',
    );

    expect((await visitor.follow(page)).text).toContain('None is set.');
    expect((await visitor.open(START)).announcement()).toContain('You have an access token.');
  });

  it.each([
    ['a kind that there is not', { fault: 'chaos' }, 'fault must be one of: slow, hang'],
    ['an endpoint that there is not', { endpoint: '/2.0' }, 'endpoint must be one of: token'],
    ['an era that there is not', { era: 'future' }, 'era must be one of: current, legacy'],
    ['no number', { times: 'many' }, 'times must be a whole number from 1 to 20'],
    ['too many', { times: '21' }, 'times must be a whole number from 1 to 20'],
    [
      'a place that it cannot strike',
      { fault: 'long-token', endpoint: 'api' },
      'endpoint is "api"',
    ],
  ])('refuse %s and set nothing (400)', async (_what, choice, words) => {
    const visitor = await newVisitor();

    const page = await setFault(visitor, choice);

    expect(page.status).toBe(400);
    expect(page.text).toContain(words);
    expect((await visitor.get('/sandbox')).text).toContain('None is set.');
  });

  it('S13 are not set by a form without the token of the session, nor without a session', async () => {
    const choice = { fault: 'hang', endpoint: 'token', era: 'current', times: '1' };
    const visitor = await newVisitor();

    expect((await visitor.post('/sandbox/faults', choice)).status).toBe(403);
    expect((await demo.newBrowser().post('/sandbox/faults', choice)).status).toBe(403);
    expect((await visitor.get('/sandbox/faults')).status).toBe(405);
    const mark = visitor.cookies.get('sandbox-visitor')?.value ?? '';
    expect(await demo.sandboxes.current.visitorFaults.list(mark)).toEqual([]);
  });

  it('keep what names the visitor out of the wire log, and end with the session', async () => {
    const visitor = await newVisitor();
    await setFault(visitor, { times: '5' });
    const mark = visitor.cookies.get('sandbox-visitor')?.value ?? '';
    expect(mark).toMatch(/^[\w-]{43}$/);

    const struck = await visitor.open(START);
    const wire = await visitor.get(`${CREDENTIALS}?step=A&view=wire`);
    const { visitorFaults } = demo.sandboxes.current;
    expect(await visitorFaults.list(mark)).toMatchObject([{ remaining: 4 }]);
    await struck.form('Forget all').submit();

    expect(wire.message()).toContain('Token request');
    for (const { body } of [struck, wire]) {
      expect(body).not.toContain(mark);
      expect(body).not.toContain('X-Sandbox-Visitor');
    }
    expect(visitor.cookies.has('sandbox-visitor')).toBe(false);
    expect(await visitorFaults.list(mark)).toEqual([]);
    expect((await visitor.open(START)).announcement()).toContain('You have an access token.');
  });
});

describe('What names a visitor to the sandbox', () => {
  it('is never sent to bitbucket.org', async () => {
    const demo = await openLiveDemo();
    try {
      const browser = demo.newBrowser();
      await browser.open('/client-credentials/authorize');
      await browser.open('/client-credentials/authorize');

      const names = demo.bitbucket.received.flatMap(({ headers }) => Object.keys(headers));

      expect(demo.tokenRequests()).toHaveLength(2);
      expect(names).not.toContain('x-sandbox-visitor');
    } finally {
      await demo.close();
    }
  });
});

describe('The control API inside the app', () => {
  it('is off unless SANDBOX_CONTROL is set', async () => {
    const demo = await openDemo();
    try {
      const answer = await fetch(`${demo.url}/sandbox/current/_sandbox/requests`);

      expect(answer.status).toBe(404);
    } finally {
      await demo.close();
    }
  });

  it('is on with SANDBOX_CONTROL, so that a program can decide the next consent', async () => {
    const demo = await openDemo({ SANDBOX_CONTROL: 'true' });
    try {
      const control = `${demo.url}/sandbox/current/_sandbox`;
      const decided = await fetch(`${control}/decisions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ decision: 'approve', username: 'bruno' }),
      });
      const start = '/authorization-code/authorize?server=sandbox-current';

      const page = await runToResult(demo.newBrowser(), start);
      const received = (await (await fetch(`${control}/requests`)).json()) as { values: object[] };

      expect(decided.status).toBe(201);
      expect(page.message()).toContain('Bruno Sample');
      expect(received.values.length).toBeGreaterThan(3);
    } finally {
      await demo.close();
    }
  });
});
