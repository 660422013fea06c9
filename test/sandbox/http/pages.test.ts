import { jest, describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { hiddenFields } from '../support/visitor.ts';

const INSIDE = /node_modules|\/src\/|\.ts\b|express|at .+:\d+|Error:/i;

describe('Errors of the sandbox', () => {
  it('S41 answers an accident without saying anything of the inside, JSON to programs and a page to people', async () => {
    const report = jest.fn();
    const room = openRoom('current', { report });
    for (const store of [
      room.stores.accessTokens,
      room.stores.authorizations,
      room.stores.pendingRequests,
    ]) {
      store.get = store.put = () => Promise.reject(new Error('canary /secret/path.ts'));
    }

    const token = await room.askToken({ grant_type: 'client_credentials' }).expect(500);
    const api = await room.askApi('/2.0/user', 'x').expect(500);
    const page = await room.visitor().authorize().expect(500);

    expect(token.body).toMatchObject({ error: 'server_error' });
    expect(api.body).toMatchObject({ type: 'error' });
    expect(page.type).toBe('text/html');
    for (const { text } of [token, api, page]) {
      expect(text).not.toContain('canary');
      expect(text).not.toMatch(INSIDE);
    }
    expect(report).toHaveBeenCalledTimes(3);
  });

  it.each([
    '/nothing',
    '/2.0/nothing',
    '/%zz',
    '/2.0/%zz',
    '/_sandbox',
    '/_sandbox/..%2fpackage.json',
  ])('S41 answers %s with 404 or 400, JSON below the API and a page elsewhere', async (path) => {
    const room = openRoom();

    const response = await room.http.get(room.path(path));

    expect([400, 404]).toContain(response.status);
    expect(response.type).toBe(path.startsWith('/2.0') ? 'application/json' : 'text/html');
    expect(response.text).not.toMatch(INSIDE);
  });

  it.each([
    '/.env',
    '/.git/config',
    '/package.json',
    '/_sandbox/',
    '/_sandbox/sandbox.css.map',
    '/_sandbox/style.css',
    '/views/sandbox/consent.ejs',
    '/_sandbox/avatars/..%2f..%2fpackage.json',
    '/_sandbox/avatars/',
    '/_sandbox/clock',
    '/_sandbox/reset',
  ])('S43 serves nothing extra: %s is 404', async (path) => {
    const room = openRoom();

    await room.http.get(room.path(path)).expect(404);
  });

  it('S35 renders the same page whatever options come along', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const fields = hiddenFields(await visitor.arrive());
    const wrong = { ...fields, username: 'ada', password: 'x' };
    const plain = await visitor.post('/_sandbox/sign-in', wrong).expect(403);

    const options = {
      client: 'x',
      escapeFunction: '1;throw 1',
      cache: 'false',
      delimiter: '?',
      title: 'x',
    };
    const loaded = await visitor.post('/_sandbox/sign-in', { ...wrong, ...options }).expect(403);

    expect(loaded.text).toBe(plain.text);
    const nested = { ...wrong, 'settings[view options][delimiter]': '?' };
    const deep = await visitor.post('/_sandbox/sign-in', nested).expect(403);

    expect(deep.text).toBe(plain.text);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    'javascript:alert(1)',
    '\u2028alert(1)',
    'x'.repeat(4000),
  ])('S31 shows hostile protocol fields as text: %.40s', async (hostile) => {
    const room = openRoom();

    for (const name of ['client_id', 'redirect_uri', 'state', 'scope', 'response_type', hostile]) {
      const response = await room.visitor().authorize({ [name]: hostile });
      expect(response.status).toBeLessThan(500);
      expect(response.text).not.toMatch(/<img|<svg|href="javascript:/);
    }
  });

  it('S33 makes no header of a line break in any parameter', async () => {
    const room = openRoom();
    const hostile = 'x\r\nX-Injected: yes';

    for (const name of ['client_id', 'redirect_uri', 'state', 'scope', 'response_type']) {
      const response = await room.visitor().authorize({ [name]: hostile });
      expect(response.status).toBeLessThan(500);
      expect(response.get('X-Injected')).toBeUndefined();
    }
    const grant = await room.askToken({ grant_type: hostile }).expect(400);
    expect(grant.body).toMatchObject({ error: 'invalid_grant' });
  });

  it('S39 builds every address from the configured one, not from the Host header', async () => {
    const room = openRoom();
    const evil = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };

    const redirect = await room.visitor().authorize().set(evil).expect(303);
    const page = await room.visitor().authorize({ client_id: 'nobody' }).set(evil).expect(400);

    expect(redirect.get('Location')).toMatch(/^\/sandbox\/current\/_sandbox\/sign-in\?/);
    expect(page.text).not.toContain('evil.example');
  });
});
