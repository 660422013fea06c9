import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { beginAt, comeBack, CONSUMER, openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import { csrfOf, sessionCookie, sessionId } from '../support/session.ts';
import { readStage } from '../support/stage.ts';

const NAMES = [
  'code',
  'access',
  'refresh',
  'access-2',
  'refresh-2',
  'password',
  'verifier',
] as const;
const CANARY = Object.fromEntries(NAMES.map((name) => [name, `cAnArY-${name}-0123456789abcdef`]));

/** A browser that remembers every answer. */
class Recorder extends Browser {
  readonly answers: Page[] = [];

  override async get(path: string, headers?: Record<string, string>): Promise<Page> {
    return this.#keep(await super.get(path, headers));
  }

  override async post(...sent: Parameters<Browser['post']>): Promise<Page> {
    return this.#keep(await super.post(...sent));
  }

  #keep(page: Page): Page {
    this.answers.push(page);
    return page;
  }
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}

describe('S20 canary sweep: no secret outside its place', () => {
  let demo: LiveDemo;
  let browser: Recorder;
  const secrets = new Set<string>(Object.values(CANARY));
  /** Answers that are the place of a secret: the sandbox's redirect with a code, the fragment. */
  const places = new Set<Page>();

  beforeAll(async () => {
    demo = await openLiveDemo({ LOG_LEVEL: 'debug' });
    browser = new Recorder(demo.url);
    const noteSession = () => secrets.add(sessionId(sessionCookie(browser)));
    const token = (n = '') =>
      json({
        access_token: `${CANARY['access']}${n}`,
        refresh_token: `${CANARY['refresh']}${n}`,
        token_type: 'bearer',
        expires_in: 7200,
        echo: `${CANARY['access']}${n}`, // known secrets are masked wherever they stand
      });

    // Authorization code, on the server in Bitbucket's place: with a refresh, and with failures.
    demo.bitbucket.on(TOKEN_PATH, token());
    const { state = '' } = Object.fromEntries(await beginAt(browser));
    noteSession();
    const page = await browser.follow(
      await comeBack(browser, { code: CANARY['code'] ?? '', state }),
    );
    noteSession();
    demo.bitbucket.on(TOKEN_PATH, token('-2'));
    const refreshed = await browser.follow(await page.form('Refresh').submit());
    await readStage(browser, '/authorization-code');
    demo.bitbucket.on(TOKEN_PATH, json({ error: 'invalid_grant', error_description: 'No' }, 400));
    await browser.follow(await refreshed.form('Refresh').submit());
    await readStage(browser, '/authorization-code');
    await comeBack(browser, { code: CANARY['code'] ?? '', state: 'forged' });
    for (const answer of [json({ error: 'invalid_grant' }, 400), { fault: 'reset' } as const]) {
      demo.bitbucket.on(TOKEN_PATH, answer);
      const again = Object.fromEntries(await beginAt(browser));
      await comeBack(browser, { code: CANARY['code'] ?? '', state: again['state'] ?? '' });
      await readStage(browser, '/authorization-code');
    }
    // Step by step: what waits, before it is sent.
    demo.bitbucket.on(TOKEN_PATH, token('-3'));
    const first = await browser.open('/authorization-code/authorize?server=bitbucket&pace=step');
    const asked = new URL((await first.form('Send A').submit()).location ?? '').searchParams;
    const brought = { code: CANARY['code'] ?? '', state: asked.get('state') ?? '' };
    await browser.follow(await comeBack(browser, brought));
    const waits = await browser.get('/authorization-code?run=4&step=D');
    await readStage(browser, '/authorization-code');
    await browser.follow(await waits.form('Send D').submit());
    await readStage(browser, '/authorization-code');
    // Beside the others, of which the first was refreshed.
    for (const step of ['A', 'C', 'D', 'E', 'API', 'Refresh']) {
      for (const other of [1, 2, 3]) {
        await browser.get(`/authorization-code?run=4&step=${step}&compare=${other}`);
      }
    }

    // The same and the three others on the sandbox.
    await runToResult(browser, '/authorization-code/authorize?server=sandbox-current&pace=through');
    await browser.open('/client-credentials/authorize?server=sandbox-current');
    await browser.open('/client-credentials/authorize?server=sandbox-legacy');
    await sendPassword(browser, 'ada', CANARY['password'] ?? '');
    await readStage(browser, '/resource-owner-password');
    await browser.follow(await sendPassword(browser, 'ada', 'lovelace'));
    noteSession();
    const fragment = await decideAtSandbox(browser, '/implicit/authorize');
    const { access_token = '', ...rest } = Object.fromEntries(
      new URLSearchParams(new URL(fragment.location ?? '').hash.slice(1)),
    );
    secrets.add(access_token);
    const handed = { state: rest['state'] ?? '', iss: rest['iss'] ?? '' };
    const callback = await browser.get('/oauth-callback');
    await browser.post('/implicit/oauth-callback', { ...handed, _csrf: csrfOf(callback) });
    for (const slug of [
      'authorization-code',
      'implicit',
      'resource-owner-password',
      'client-credentials',
    ]) {
      await readStage(browser, `/${slug}`);
      await browser.get(`/${slug}/healthcheck`);
    }

    // What only the servers know: read it where it may be read.
    for (const { form: sent } of demo.tokenRequests()) secrets.add(sent.get('code_verifier') ?? '');
    for (const { clients } of Object.values(demo.sandboxes)) {
      for (const { clientSecret } of clients) secrets.add(clientSecret);
    }
    secrets.add(CONSUMER.secret);
    secrets.add('lovelace');
    secrets.delete('');
    for (const answer of browser.answers) {
      const code = new URL(answer.location ?? demo.url).searchParams.get('code');
      if (code !== null) secrets.add(code);
      if (/[?#](code|access_token)=/.test(answer.location ?? '')) places.add(answer);
    }
  });
  afterAll(() => demo.close());

  it('S20 has run all of it, and has found the secrets', () => {
    expect(browser.answers.length).toBeGreaterThan(150);
    expect(secrets.size).toBeGreaterThan(20);
    expect(demo.tokenRequests().length).toBeGreaterThan(4);
    expect(
      browser.answers.filter(({ body }) => body.includes('ada@mail.example')).length,
    ).toBeGreaterThan(3);
  });

  it('S20 no page, no JSON and no address holds one (RFC 9700 §4.2)', () => {
    for (const answer of browser.answers) {
      // The form of the password grant names a person of the sandbox with the password: its place.
      const body = answer.body.replaceAll(/’s is <code>\w+<\/code>/g, '');
      const address = places.has(answer) ? '' : `${answer.location}`;
      for (const secret of secrets) {
        for (const spelling of spellings(secret)) {
          const found = (body + address).includes(spelling);
          expect({ found, secret: found && secret, at: found && answer.url }).toMatchObject({
            found: false,
          });
        }
      }
    }
  });

  it('S20 no header holds one, but for the cookie that is the session (RFC 9700 §4.3)', () => {
    for (const answer of browser.answers.filter((one) => !places.has(one))) {
      const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie').join('\n');
      for (const secret of secrets) expect(headers).not.toContain(secret);
    }
  });

  it('S20 the log holds none (ASVS 16.2.5)', () => {
    const log = demo.log();

    expect(log).toContain('run failed'); // it did log
    for (const secret of secrets) {
      for (const spelling of spellings(secret)) expect(log).not.toContain(spelling);
    }
  });

  it('S20 one reveal shows the one secret that was asked for, and nothing else', async () => {
    const page = await browser.get('/authorization-code');

    const shown = await page.form('Show').submit();
    const revealed = shown.root.querySelector('#token')?.textContent ?? '';

    expect(revealed.length).toBeGreaterThan(1_900);
    expect(shown.body.split(revealed)).toHaveLength(2);
    const others = [...secrets].filter((secret) => secret !== revealed);
    expect(others.filter((secret) => shown.body.includes(secret))).toEqual([]);
  });
});
