import { expect, it } from '@jest/globals';
import { authorizationPath } from '../attack/clients.ts';
import { HAS_TOKEN, hasToken } from '../attack/visitor.ts';
import type { Browser } from '../support/browser.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';
import { csrfOf, openSession, sessionCookie } from '../support/session.ts';
import { describeDeployed } from './deployed.ts';

const START = '/authorization-code/authorize?server=sandbox-current';
const CANARY = 'cAnArY-9d1f04b7';
const TOKEN = '/sandbox/current/site/oauth2/access_token';

describeDeployed('The checks of docs/checks.md, asked of the app', ({ app, from, visit }) => {
  const post = (path: string, body: Record<string, string>, headers = {}) =>
    app().ask({ path, method: 'POST', form: body, headers, from: from() });
  const copyOf = (browser: Browser) => {
    const other = visit();
    for (const [name, cookie] of browser.cookies) other.cookies.set(name, cookie);
    return other;
  };

  it('S01 S05 give each of a hundred starts a state and a challenge of its own', async () => {
    const asked: URLSearchParams[] = [];
    while (asked.length < 100) {
      asked.push(new URL((await visit().get(START)).location ?? '').searchParams);
    }
    const all = (name: string) => new Set(asked.map((query) => query.get(name)));

    expect([all('state').size, all('code_challenge').size]).toEqual([100, 100]);
    expect([...all('code_challenge_method')]).toEqual(['S256']);
    for (const state of all('state')) expect(state).toMatch(/^[\w-]{22,}$/);
    for (const challenge of all('code_challenge')) expect(challenge).toMatch(/^[\w-]{43}$/);
  });

  it.each(['', '&state=', '&state=x', `&state=${'x'.repeat(5_000)}`, '&state=a&state=b'])(
    'S02 S07 refuse a callback without the state of a start: %s',
    async (state) => {
      for (const answer of [`code=${CANARY}`, `error=${CANARY}&error_description=${CANARY}`]) {
        const page = await visit().get(`/oauth-callback?${answer}${state}`);

        expect(page.status).toBe(400);
        expect(page.body).not.toContain(CANARY);
      }
    },
  );

  it('S03 S04 R24 bind the state to the browser, and to one use', async () => {
    const [one, nobody, other] = [visit(), visit(), visit()];
    const { location = '' } = await decideAtSandbox(one, START);
    await decideAtSandbox(other, START); // asked as well, and not for this

    for (const thief of [nobody, other]) {
      const stolen = await thief.open(location);
      expect([stolen.status, await hasToken(thief, 'authorization-code')]).toEqual([400, false]);
    }
    expect((await one.open(location)).announcement()).toContain(HAS_TOKEN);
    const again = await one.open(location);
    expect([again.status, again.step('D').state]).toEqual([200, 'done']);
  });

  it.each([
    ['none', (url: URL) => url.searchParams.delete('iss')],
    ['a stranger’s', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['one twice', (url: URL) => url.searchParams.append('iss', 'https://evil.example')],
  ])('S06 end a run whose answer has another issuer: %s', async (_what, change) => {
    const browser = visit();
    const url = new URL((await decideAtSandbox(browser, START)).location ?? '');
    change(url);

    expect((await browser.open(url.href)).announcement()).not.toContain(HAS_TOKEN);
    expect(await hasToken(browser, 'authorization-code')).toBe(false);
  });

  it('S10 S17 leave no code in the address, and take a new session id', async () => {
    const browser = visit();
    browser.cookies.set('__Host-session', { value: 's%3Ainvented.signature', path: '/' });
    const ids = [sessionCookie(browser, '__Host-session')];
    const answer = await decideAtSandbox(browser, START);
    ids.push(sessionCookie(browser, '__Host-session'));
    const back = await browser.follow(answer);
    ids.push(sessionCookie(browser, '__Host-session'));

    expect(new Set(ids).size).toBe(3);
    expect(back.url).toMatch(/\/authorization-code\?run=1&step=API/);
    const before = copyOf(browser);
    before.cookies.set('__Host-session', { value: ids[1] ?? '', path: '/' });
    expect(await hasToken(before, 'authorization-code')).toBe(false);
  });

  it('S13 refuse a form of another site, of nobody, and of another session', async () => {
    const browser = visit();
    const _csrf = csrfOf(await runToResult(browser, START));
    const others = csrfOf(await runToResult(visit(), START));
    const ways: readonly [string, Record<string, string>][] = [
      [_csrf, { 'Sec-Fetch-Site': 'cross-site' }],
      [_csrf, { 'Sec-Fetch-Site': 'same-site' }],
      [_csrf, { Origin: 'https://evil.example' }],
      [_csrf, { Origin: `http://${new URL(app().publicUrl).host}` }],
      [_csrf, {}],
      ['', { 'Sec-Fetch-Site': 'same-origin' }],
      [others, { 'Sec-Fetch-Site': 'same-origin' }],
    ];
    for (const [token, headers] of ways) {
      for (const path of ['/logout', '/authorization-code/refresh', '/sandbox/faults']) {
        const send = () => browser.post(path, { _csrf: token }, headers);
        // Once more where the answer broke off on its way through the network of containers: nothing is done twice.
        expect((await send().catch(send)).status).toBe(403);
      }
    }
    expect(await hasToken(browser, 'authorization-code')).toBe(true);
  });

  it('S14 end the session on the server by “Forget all”', async () => {
    const browser = visit();
    const page = await runToResult(browser, START);
    const thief = copyOf(browser);
    expect(await hasToken(thief, 'authorization-code')).toBe(true);
    await page.form('Forget all').submit();

    expect((await browser.get('/logout')).status).toBe(405);
    expect(await hasToken(thief, 'authorization-code')).toBe(false);
  });

  it('S18 set cookies for TLS alone, out of reach of scripts and of other sites', async () => {
    const browser = visit();
    const answer = await decideAtSandbox(browser, START);
    const lines = [
      ...(await visit().get(START)).headers.getSetCookie(),
      ...(await browser.get(answer.location ?? '')).headers.getSetCookie(),
    ];

    expect(lines.filter((line) => line.startsWith('__Host-session=')).length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; SameSite=(Lax|Strict)/);
      expect(line).not.toMatch(/Domain=/i);
      expect(line.length).toBeLessThan(4_096);
    }
    const ids = [...browser.cookies].filter(([name]) => !name.startsWith('__'));
    for (const [, { path }] of ids) expect(path).toMatch(/^\/sandbox/);
  });

  it('S19 open no session for who only reads', async () => {
    for (const path of [
      '/',
      '/authorization-code',
      '/implicit',
      '/errors',
      '/scopes',
      '/sandbox',
    ]) {
      expect((await visit().get(path)).headers.getSetCookie()).toEqual([]);
    }
  });

  it('S20 S21 S42 write no broken body, and each line as one line', async () => {
    const fields = Array.from({ length: 60 }, (_, at) => [`f${at}`, CANARY]);
    const hostile = `%0d%0a{"msg":"forged"}%1b[31m${CANARY}`;
    const json = { 'content-type': 'application/json' };
    const body = Object.fromEntries(fields) as Record<string, string>;
    const browser = visit();
    const answers = [
      await post('/logout', body),
      await post(TOKEN, body),
      await post(TOKEN, { a: CANARY }, json),
      await post('/sandbox/current/2.0/user', { a: CANARY }, json),
      await post('/errors', { a: CANARY }, { 'content-encoding': 'gzip' }),
      await app().ask({ path: `/${hostile}`, from: from(), headers: { 'user-agent': CANARY } }),
      await browser.get(`/oauth-callback?error=${hostile}&state=${hostile}`),
    ];

    expect(answers.map(({ status }) => status).filter((one) => one < 400 || one >= 500)).toEqual(
      [],
    );
    const lines = app().stderr().split('\n').filter(Boolean);
    expect(lines.map((line) => JSON.parse(line) as object).length).toBeGreaterThan(50);
    const ofProxy = app().proxyLog().split('\n');
    const isPath = (line: string) => /"path":"\/%0d/i.test(line); // as it was asked for, escaped
    const told = [...lines, ...ofProxy].filter((line) => line.includes(CANARY));
    expect(told.filter((line) => !isPath(line))).toEqual([]);
  });

  it('S22 mask tokens, and reveal them to their session by a form alone', async () => {
    const browser = visit();
    const page = await runToResult(browser, START);
    const shown = await page.form('Show').submit();
    const token = shown.root.querySelector('#token')?.textContent ?? '';
    const wire = await browser.get('/authorization-code?step=D&view=wire');
    const stranger = visit();
    const _csrf = await openSession(stranger);
    const theirs = await stranger.post('/authorization-code/reveal', {
      _csrf,
      entry: 'access-token',
    });

    expect(token.length).toBeGreaterThan(1_000);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    for (const { body } of [page, wire, theirs]) expect(body).not.toContain(token);
    expect(theirs.status).toBe(404);
  });

  it.each(['<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', 'javascript:alert(1)\u2028'])(
    'S31 show the text of an error as text: %s',
    async (text) => {
      const browser = visit();
      const { location = '' } = await browser.get(START);
      const state = new URL(location).searchParams.get('state') ?? '';
      const query = new URLSearchParams({
        error: 'access_denied',
        error_description: text,
        error_uri: text,
        state,
      });
      const page = await browser.open(`/oauth-callback?${query.toString()}`);

      expect(page.root.querySelectorAll('[onerror], [onload], svg[onload], img[src=x]')).toEqual(
        [],
      );
      expect(page.root.querySelectorAll('a[href^="javascript:"]')).toEqual([]);
    },
  );

  it('S33 S34 S35 S36 take no header, prototype, option or second value from a query', async () => {
    const plain = (await visit().get('/')).body;
    const injected = '%0d%0aSet-Cookie:%20evil=1';
    for (const query of [
      '__proto__[x]=1',
      'constructor[prototype][x]=1',
      'settings[view options][client]=1',
      'cache=1&delimiter=%25',
      `next=//evil.example&a=${injected}`,
    ]) {
      expect((await visit().get(`/?${query}`)).body).toBe(plain);
    }
    for (const path of [
      `/oauth-callback?state=${injected}`,
      `${START}&scope=${injected}`,
      authorizationPath('current', { redirect_uri: 'https://x.example/\r\nSet-Cookie: evil=1' }),
    ]) {
      const { status, headers } = await visit().get(path);
      expect(headers.getSetCookie().join()).not.toContain('evil');
      expect(status).toBeLessThan(500);
    }
    const query = new URL(authorizationPath('current'), app().publicUrl).searchParams;
    const clientId = query.get('client_id') ?? '';
    const twice = await visit().get(`${authorizationPath('current')}&client_id=${clientId}`);
    expect([twice.status, twice.location]).toEqual([400, undefined]);
  });

  it('R23 R25 finish two flows in two tabs, the second first', async () => {
    const browser = visit();
    const [one, two] = [
      await decideAtSandbox(browser, START),
      await decideAtSandbox(browser, START),
    ];

    for (const answer of [two, one])
      expect((await browser.follow(answer)).announcement()).toContain(HAS_TOKEN);
  });

  it.each(['//evil.example', String.raw`/\evil.example`, 'https:evil.example', '\t//evil.example'])(
    'S26 lead nobody to another host, whatever a parameter says: %s',
    async (to) => {
      const names = ['next', 'return_to', 'redirect_uri', 'server', 'pace', 'step', 'code'];
      const all = new URLSearchParams(names.map((name): [string, string] => [name, to])).toString();
      const { origin } = new URL(app().publicUrl);
      const locations: (string | undefined)[] = [];
      for (const path of ['/', '/authorize', '/oauth-callback', '/back-to-the-run', `/${to}`]) {
        for (const query of [all, `${all}&grant=client-credentials`, `next=${to}`])
          locations.push((await visit().get(`${path}?${query}`)).location);
      }

      expect(locations.filter(Boolean).length).toBeGreaterThan(0); // or nothing was tried
      for (const one of locations) expect(new URL(one ?? '', origin).origin).toBe(origin);
    },
  );

  it('R26 say to a browser without cookies what is missing, and lead it round in no circle', async () => {
    const { location = '' } = await decideAtSandbox(visit(), START);
    const page = await visit().get(location);

    expect([page.status, page.location]).toEqual([400, undefined]);
    expect(page.message() || page.text).toMatch(/cookie/i);
  });

  it('R27 say in the type of health that they are well, and are kept by nobody', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const { status, headers, body } = await visit().get(path);

      expect([status, JSON.parse(body)]).toEqual([200, { status: 'pass' }]);
      expect(headers.get('content-type')).toContain('application/health+json');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
