import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';

const PUBLIC = { BUDGET: 'true', TRUSTED_PROXIES: '1' };
const CODE = '/authorization-code/authorize?server=sandbox-current';
const CLIENT_CREDENTIALS = '/client-credentials/authorize?server=sandbox-current';
const PASSWORD = '/resource-owner-password/authorize';
const TOKEN_SAID = 'You have an access token.';
const TOKEN = '/sandbox/current/site/oauth2/access_token';

/** A browser behind an address of its own, as a proxy tells it. */
class DistantBrowser extends Browser {
  readonly #from: string;

  constructor(base: string, from: string) {
    super(base);
    this.#from = from;
  }

  override get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return super.get(path, { 'X-Forwarded-For': this.#from, ...headers });
  }

  override post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
  ): Promise<Page> {
    return super.post(path, form, { 'X-Forwarded-For': this.#from, ...headers });
  }
}

describe('Budgets of a public demo', () => {
  let demo: TestDemo;
  let networks = 0;
  beforeAll(async () => {
    demo = await openDemo(PUBLIC);
  });
  afterAll(() => demo.close());

  /** Somebody of a network that nobody has come from before. */
  function newNetwork() {
    networks += 1;
    const address = `198.51.100.${networks}`;
    return () => new DistantBrowser(demo.url, address);
  }

  /** Until the first 429. @returns How many were granted, and what was said then. */
  async function flood(most: number, send: () => Promise<Page>): Promise<[number, Page]> {
    let last = await send();
    let granted = 0;
    while (last.status !== 429 && granted < most) {
      granted += 1;
      last = await send();
    }
    return [granted, last];
  }

  it('40 visitors behind one address run all four grants without a 429', async () => {
    const newPupil = newNetwork();
    const answers: string[] = [];
    for (let pupil = 0; pupil < 40; pupil += 1) {
      const browser = newPupil();
      const results = [
        await runToResult(browser, CODE),
        await browser.open(CLIENT_CREDENTIALS),
        await browser.follow(await sendPassword(browser, 'ada', 'lovelace')),
      ];
      answers.push(...results.map((page) => page.announcement()));
      // The script of the callback page would go on from here.
      const implicit = '/implicit/authorize?server=sandbox-legacy';
      const { location = '' } = await decideAtSandbox(browser, implicit);
      answers.push(location.includes('access_token=') ? TOKEN_SAID : location);
    }

    expect(answers).toHaveLength(160);
    expect(answers.filter((answer) => !answer.startsWith(TOKEN_SAID))).toEqual([]);
  });

  it('a flood of starts ends with a 429 that says when, below a twentieth of the stores', async () => {
    const newVisitor = newNetwork();

    const [granted, refused] = await flood(1_000, () => newVisitor().get(CODE));

    expect(granted).toBe(240);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
    expect(refused.text).toMatch(/Go on in 60 minutes, at \d\d:\d\d UTC/);
    expect(refused.headers.has('set-cookie')).toBe(false);
    expect((await newNetwork()().get(CODE)).status).toBe(302);
  });

  it('one visitor’s flood leaves the others of the same network their share', async () => {
    const newVisitor = newNetwork();
    const greedy = newVisitor();
    await greedy.get(CODE);

    const [granted] = await flood(1_000, () => greedy.get(CODE));

    expect(granted).toBe(60);
    expect((await newVisitor().get(CODE)).status).toBe(302);
  });

  it('refreshes and calls have a share of their own, and the page stays as it was', async () => {
    const visitor = newNetwork()();
    const page = await runToResult(visitor, CODE);
    const form = page.form('Call the API again');
    const call = () => form.submit();

    const [granted, refused] = await flood(500, call);

    expect(granted).toBe(99); // and the callback that brought the code
    expect(refused.text).toContain('Nothing of what you have is lost.');
    expect((await visitor.get('/authorization-code?step=API')).message()).toContain('Ada Example');
  });

  it('an answer that is brought again and again is refused in the end, and waits for nothing', async () => {
    const visitor = newNetwork()();
    const answer = (await decideAtSandbox(visitor, CODE)).location ?? '';
    await visitor.get(answer);

    const [granted, refused] = await flood(500, () => visitor.get(answer));

    expect(granted).toBe(99);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect((await visitor.get('/authorization-code?step=API')).message()).toContain('Ada Example');
  });

  it('new sessions have that of the starts: each begins with one, without a run that was sent, too', async () => {
    const newVisitor = newNetwork();

    const [granted, refused] = await flood(1_000, () => newVisitor().get(PASSWORD));

    expect(granted).toBe(240);
    expect(refused.headers.has('set-cookie')).toBe(false);
  });

  it('faults have one, and others may still set theirs', async () => {
    const setFault = async (visitor: Browser) =>
      visitor.submit(await visitor.get('/sandbox'), '[action="/sandbox/faults"]', {
        fault: '503',
        endpoint: 'token',
        era: 'current',
        times: '1',
      });
    const [greedy, other] = [newNetwork()(), newNetwork()()];
    for (const one of [greedy, other]) await one.open(CLIENT_CREDENTIALS);

    const [granted] = await flood(100, () => setFault(greedy));

    expect(granted).toBe(40);
    expect((await setFault(other)).status).toBe(303);
  });

  it('the token endpoint has one, in its own form, and what others hold stays', async () => {
    const [client] = demo.sandboxes.current.clients;
    const basic = `Basic ${Buffer.from(`${client?.clientId}:${client?.clientSecret}`).toString('base64')}`;
    const ask = (from: DistantBrowser) =>
      from.post(TOKEN, { grant_type: 'client_credentials' }, { Authorization: basic });
    const [a, b] = [newNetwork()(), newNetwork()()];
    const held = JSON.parse((await ask(a)).body) as { access_token: string };

    const [granted, refused] = await flood(5_000, () => ask(b));

    expect(granted).toBe(2_400);
    expect(JSON.parse(refused.body)).toEqual({
      error: 'invalid_request',
      error_description: 'Rate limit for this resource has been exceeded',
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(7_000);
    const user = await a.get('/sandbox/current/2.0/user', {
      Authorization: `Bearer ${held.access_token}`,
    });
    expect(user.status).toBe(200);
  });

  it('repositories have one', async () => {
    const writer = demo.sandboxes.current.clients.find(({ name }) => name.includes('writes'));
    const basic = Buffer.from(`${writer?.clientId}:${writer?.clientSecret}`).toString('base64');
    const visitor = newNetwork()();
    const token = await visitor.post(
      TOKEN,
      { grant_type: 'client_credentials' },
      { Authorization: `Basic ${basic}` },
    );
    const { access_token: bearer } = JSON.parse(token.body) as { access_token: string };
    let at = 0;
    const create = () =>
      visitor.post(
        `/sandbox/current/2.0/repositories/${writer?.workspace}/mine-${(at += 1)}`,
        { scm: 'git' },
        { Authorization: `Bearer ${bearer}` },
      );

    const [granted, refused] = await flood(200, create);

    expect(granted).toBe(96);
    expect(JSON.parse(refused.body)).toEqual({
      type: 'error',
      error: { message: 'Rate limit for this resource has been exceeded' },
    });
  });

  it('authorization requests have one, by the room that they take', async () => {
    const [client] = demo.sandboxes.current.clients;
    const path = `/sandbox/current/site/oauth2/authorize?response_type=code&client_id=${client?.clientId}`;
    const [short, long] = [newNetwork()(), newNetwork()()];
    const state = 'x'.repeat(7_000);

    const [granted, refused] = await flood(1_000, () => short.get(path));
    const [grantedLong] = await flood(1_000, () => long.get(`${path}&state=${state}`));

    expect([granted, grantedLong]).toEqual([480, 40]);
    expect(refused.text).toContain('Try again in 120 minutes.');
  });
});

describe('Where there is no budget', () => {
  it('an app on localhost asks as often as it likes', async () => {
    const demo = await openDemo();
    try {
      for (let at = 0; at < 300; at += 1) {
        expect((await demo.newBrowser().get(CODE)).status).toBe(302);
      }
    } finally {
      await demo.close();
    }
  });
});
