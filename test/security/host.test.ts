import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';

const FORGED = [
  { Host: 'evil.example' },
  { 'X-Forwarded-Host': 'evil.example' },
  { Forwarded: 'host=evil.example;proto=https' },
  { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '444', 'X-Original-Host': 'evil.example' },
];

describe('S39 the Host header and its forwarded kin', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it.each(FORGED)(
    'S39 %j changes no redirect, no link and no cookie (ASVS 15.3.4)',
    async (headers) => {
      const start = await sendRaw(demo.url, { path: '/authorization-code/authorize', headers });
      const request = new URL(start.headers.location ?? '');
      const cookies = (start.headers['set-cookie'] ?? []).join();
      const home = await sendRaw(demo.url, { path: '/', headers });
      const sandbox = await sendRaw(demo.url, { path: request.pathname + request.search, headers });
      const user = await sendRaw(demo.url, { path: '/sandbox/current/2.0/user', headers });

      expect(request.origin).toBe(demo.url);
      expect(request.searchParams.get('redirect_uri')).toBe(`${demo.url}/oauth-callback`);
      expect(cookies).toMatch(/^session=/);
      const all = [start, home, sandbox, user].map((one) =>
        JSON.stringify([one.headers, one.body]),
      );
      expect(all.join()).not.toMatch(/evil\.example|:444/);
      expect(home.status).toBe(200);
    },
  );
});

describe('S39 a hosted demo', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ PUBLIC_URL: 'https://demo.example', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => demo.close());

  const ask = (headers: Record<string, string>) => sendRaw(demo.url, { path: '/', headers });

  it.each(['evil.example', 'demo.example.evil.example', 'demo.example:444', 'evil@demo.example'])(
    'S39 refuses the host %j (RFC 9110 §15.5.20)',
    async (Host) => {
      expect((await ask({ Host })).status).toBe(421);
    },
  );

  it('S39 refuses it on the sandbox, too', async () => {
    const path = '/sandbox/current/site/oauth2/authorize';

    expect((await sendRaw(demo.url, { path, headers: { Host: 'evil.example' } })).status).toBe(421);
  });

  it('S39 answers to its own name, and to health checks from the machine itself', async () => {
    expect((await ask({ Host: 'demo.example' })).status).toBe(200);
    expect((await sendRaw(demo.url, { path: '/healthcheck' })).status).toBe(200);
  });

  it('S39 sends browsers to its public URL, whatever a proxy says', async () => {
    const headers = {
      Host: 'demo.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
    };

    const start = await sendRaw(demo.url, { path: '/authorization-code/authorize', headers });

    const request = new URL(start.headers.location ?? '');
    expect(request.origin).toBe('https://demo.example');
    expect(request.searchParams.get('redirect_uri')).toBe('https://demo.example/oauth-callback');
  });
});
