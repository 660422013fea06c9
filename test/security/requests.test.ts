import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';
import { openSession, sessionCookie } from '../support/session.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('Requests that no page of ours sends', () => {
  let demo: TestDemo;
  let token = '';
  beforeAll(async () => {
    demo = await openDemo();
    token = new URL(demo.sandboxes.current.tokenEndpoint).pathname;
  });
  afterAll(() => demo.close());

  function basic(): string {
    const { clientId = '', clientSecret = '' } = demo.sandboxes.current.clients[0] ?? {};
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  }

  /** A form of the password grant, right in everything but what the test makes wrong. */
  async function postForm(body: string | Buffer, headers: Record<string, string> = {}) {
    const browser = demo.newBrowser();
    const csrf = await openSession(browser);
    return sendRaw(demo.url, {
      method: 'POST',
      path: '/resource-owner-password/send',
      headers: {
        'Content-Type': FORM,
        Origin: demo.url,
        Cookie: `session=${sessionCookie(browser)}`,
        ...headers,
      },
      body: typeof body === 'string' ? `_csrf=${csrf}&waiting=A&${body}` : body,
    });
  }

  it.each([
    ['JSON', 'application/json', '{"grant_type":"client_credentials"}'],
    ['text', 'text/plain', 'grant_type=client_credentials'],
    ['multipart', 'multipart/form-data; boundary=b', '--b--'],
    ['no type', undefined, 'grant_type=client_credentials'],
  ])(
    'S37 the token endpoint does not read %s (contract §1.2: as if no grant_type came)',
    async (_what, type, body) => {
      const headers = {
        Authorization: basic(),
        ...(type !== undefined && { 'Content-Type': type }),
      };

      const answer = await sendRaw(demo.url, { method: 'POST', path: token, headers, body });

      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toEqual({
        error: 'invalid_grant',
        error_description: 'Unsupported grant type: None',
      });
    },
  );

  it('S37 the token endpoint refuses a charset that it does not know, in JSON (§3.2)', async () => {
    const headers = { Authorization: basic(), 'Content-Type': `${FORM}; charset=x-nonsense` };

    const answer = await sendRaw(demo.url, { method: 'POST', path: token, headers, body: 'a=b' });

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' });
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'TRACE'])(
    'S37 the token endpoint refuses %s and names POST (§3.2)',
    async (method) => {
      const answer = await sendRaw(demo.url, { method, path: token });

      expect(answer.status).toBe(405);
      expect(answer.headers['allow']).toBe('POST');
    },
  );

  it.each(['/logout', '/authorization-code/reveal', '/implicit/refresh'])(
    'S37 %s refuses GET and HEAD and names POST (RFC 9110 §15.5.6)',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await sendRaw(demo.url, { method, path });

        expect(answer.status).toBe(405);
        expect(answer.headers['allow']).toBe('POST');
      }
    },
  );

  it.each(['PUT', 'DELETE', 'TRACE', 'PATCH'])(
    'S37 %s changes nothing anywhere',
    async (method) => {
      for (const path of ['/', '/logout', '/authorization-code', '/oauth-callback']) {
        const { status } = await sendRaw(demo.url, { method, path });

        expect([403, 404, 405]).toContain(status);
      }
    },
  );

  it('S37 a form in another type is no form: nothing is sent on', async () => {
    const before = demo.sandboxes.legacy.requests.length;

    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=b']) {
      const answer = await postForm('set.username=ada&set.password=lovelace', {
        'Content-Type': type,
      });

      expect(answer.status).toBe(403);
    }
    expect(demo.sandboxes.legacy.requests).toHaveLength(before);
  });

  it('S37 a form in a charset that nobody knows is refused, and is no fault', async () => {
    const answer = await postForm('set.username=ada', {
      'Content-Type': `${FORM}; charset=x-nonsense`,
    });

    expect(answer.status).toBe(415);
  });

  const bomb = gzipSync(`username=${'x'.repeat(5_000_000)}`);

  it.each([
    ['11 kB', `username=${'x'.repeat(11_000)}`, {}],
    ['51 fields', Array.from({ length: 51 }, (_, n) => `f${n}=1`).join('&'), {}],
    ['a gzip bomb', bomb, { 'Content-Encoding': 'gzip' }],
  ])('S38 a form of %s is too large (RFC 9110 §15.5.14)', async (_what, body, headers) => {
    const before = demo.sandboxes.legacy.requests.length;

    const answer = await postForm(body, headers);

    expect(bomb.length).toBeLessThan(10_000);
    expect(answer.status).toBe(413);
    expect(answer.body).toMatch(/<html|"error"/);
    expect(demo.sandboxes.legacy.requests).toHaveLength(before);
  });

  it.each([
    ['11 kB', `grant_type=${'x'.repeat(11_000)}`, {}],
    ['51 fields', Array.from({ length: 51 }, (_, n) => `f${n}=1`).join('&'), {}],
    ['a gzip bomb', bomb, { 'Content-Encoding': 'gzip' }],
  ])('S38 a token request of %s is too large, said in JSON (§5.2)', async (_what, body, more) => {
    const headers = { Authorization: basic(), 'Content-Type': FORM, ...more };

    const answer = await sendRaw(demo.url, { method: 'POST', path: token, headers, body });

    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' });
  });

  it('S38 a header of 20 kB and a URL of 9 kB are too large (RFC 6585 §5)', async () => {
    const header = await sendRaw(demo.url, { path: '/', headers: { 'X-Big': 'x'.repeat(20_000) } });
    const url = await sendRaw(demo.url, { path: `/?${'x'.repeat(9_000)}` });
    const deep = await sendRaw(demo.url, { path: `${token}?${'x'.repeat(9_000)}` });

    expect([header.status, url.status, deep.status]).toEqual([431, 414, 414]);
  });

  it('S38 a form of the largest size that we send is taken', async () => {
    const username = 'x'.repeat(4_000);

    const before = demo.sandboxes.legacy.requests.length;

    const answer = await postForm(`set.username=${username}&set.password=${username}`);

    expect(answer.headers['location']).toContain('step=B');
    expect(demo.sandboxes.legacy.requests.slice(before)).toMatchObject([
      { status: 401, form: { username } },
    ]);
  });
});
