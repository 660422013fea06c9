import { expect, it } from '@jest/globals';
import { authorizationPath, tokenRequest } from '../attack/clients.ts';
import { openConsent } from '../support/resource-owner.ts';
import { describeDeployed } from './deployed.ts';

const TOKEN = '/sandbox/current/site/oauth2/access_token';

describeDeployed('The checks of docs/checks.md, asked of the sandbox', ({ app, from, visit }) => {
  const post = (path: string, body: Record<string, string>, headers = {}) =>
    app().ask({ path, method: 'POST', form: body, headers, from: from() });

  it('S37 S38 refuse other types, methods and sizes', async () => {
    const basic = tokenRequest('current', {}, { from: from() }).headers;
    const ask = (method: string, headers: object, path = TOKEN) =>
      app().ask({ path, method: method as 'GET', from: from(), headers: { ...basic, ...headers } });
    const json = await post(
      TOKEN,
      { grant_type: 'client_credentials' },
      { ...basic, 'content-type': 'application/json' },
    );

    expect([json.status, json.headers['content-type']]).toEqual([
      400,
      expect.stringContaining('json'),
    ]);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers } = await ask(method, {});
      expect([status, headers['allow']]).toEqual([405, 'POST']);
    }
    expect((await ask('TRACE', {}, '/')).status).toBeGreaterThan(399);
    expect((await post('/logout', { a: 'x'.repeat(11_000) })).status).toBe(413);
    expect((await ask('GET', {}, `/?${'x'.repeat(9_000)}`)).status).toBe(414);
    expect((await ask('GET', { x: 'x'.repeat(20_000) }, '/')).status).toBe(431);
  });

  it('S44 allow no other origin to read what is a person’s', async () => {
    const Origin = 'https://evil.example';
    for (const path of ['/', '/authorization-code', authorizationPath('current')]) {
      expect(
        (await visit().get(path, { Origin })).headers.get('access-control-allow-origin'),
      ).toBeNull();
    }
    const { headers } = await visit().get('/sandbox/current/2.0/user', { Origin });
    expect([undefined, null, '*']).toContain(headers.get('access-control-allow-origin'));
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('S46 S47 S60 redirect nobody to an address that is not registered', async () => {
    const { host } = new URL(app().publicUrl);
    const hostile = [
      `https://${host}/oauth-callback/../evil`,
      `https://${host}@evil.example/oauth-callback`,
      `http://${host}/oauth-callback`,
      `https://sub.${host}/oauth-callback`,
      `https://demo.example:1/oauth-callback`,
      `https://${host}.evil.example/oauth-callback`,
      '//evil.example',
      'javascript:alert(1)',
      `https://${host}/oauth-callback#`,
      ' ',
    ];
    for (const redirect_uri of hostile) {
      for (const more of [{}, { response_type: 'x' }, { scope: 'x' }]) {
        const page = await visit().get(authorizationPath('current', { redirect_uri, ...more }));
        expect([redirect_uri, page.status, page.location]).toEqual([redirect_uri, 400, undefined]);
      }
    }
    const unknown = await visit().get(
      '/sandbox/current/site/oauth2/authorize?client_id=nobody&redirect_uri=https://evil.example',
    );
    expect([unknown.status, unknown.location]).toEqual([400, undefined]);
  });

  it('S50 S57 take a code once, and a token in its header alone', async () => {
    const browser = visit();
    const consent = await openConsent(browser, authorizationPath('current'));
    const { location = '' } = await browser.submit(consent, '[name=decision]', {
      decision: 'grant',
    });
    const code = new URL(location).searchParams.get('code') ?? '';
    const exchange = () =>
      app().ask(
        tokenRequest('current', { grant_type: 'authorization_code', code }, { from: from() }),
      );
    const [first, second] = [await exchange(), await exchange()];
    const { access_token: token = '' } = JSON.parse(first.body) as { access_token?: string };
    const user = (query: string, headers = {}) =>
      app().ask({ path: `/sandbox/current/2.0/user${query}`, from: from(), headers });

    expect([first.status, second.status]).toEqual([200, 400]);
    expect(second.body).toContain('invalid_grant');
    expect((await user('', { authorization: `Bearer ${token}` })).status).toBe(401); // with the second try it is withdrawn
    expect((await user('')).headers['www-authenticate']).toMatch(/^Bearer /);
  });

  it('S60 say on the sign-in page that it is none, and ask not to be found', async () => {
    const page = await visit().open(authorizationPath('current'));

    expect(page.text).toMatch(/not Bitbucket|sandbox/i);
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
  });
});
