import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { loadConfig } from '../src/config/config.ts';
import { describeSandboxes, openSandboxes } from '../src/embedded-sandbox.ts';
import { PROGRAM_CALLBACK } from '../src/sandbox/index.ts';
import { createMemoryStorage } from '../src/storage/storage.ts';
import type { Storage } from '../src/storage/storage.ts';
import { tokenOf } from './sandbox/support/answers.ts';

const SESSION_SECRET = 'a secret of at least thirty-two characters';

/** The legacy sandbox of an app that is configured so, and its first client at the token endpoint. */
function openLegacy(env: Record<string, string>) {
  const config = loadConfig('/nowhere/config.json', env);
  const { legacy } = openSandboxes(
    config,
    createMemoryStorage(),
    () => false,
    pino({ level: 'silent' }),
  );
  const app = express().use('/sandbox/legacy', legacy.handler);
  const askToken = (form: Record<string, string>) => {
    const { clientId = '', clientSecret = '' } = legacy.clients[0] ?? {};
    const asked = request(app).post('/sandbox/legacy/site/oauth2/access_token');
    return asked.auth(clientId, clientSecret).type('form').send(form);
  };
  return { clock: legacy.clock, askToken };
}

describe('A grant of the sandbox inside the app', () => {
  it.each([
    ['ends after a day where strangers share it', { PUBLIC_URL: 'https://demo.example' }, 400],
    ['ends after a day where it is kept in Redis', { REDIS_URL: 'redis://localhost' }, 400],
    ['goes on in the legacy era on a machine of one’s own, as at Bitbucket', {}, 200],
  ])('R20 %s', async (_what, env, status) => {
    const { clock, askToken } = openLegacy({ SESSION_SECRET, ...env });
    const token = tokenOf(await askToken({ grant_type: 'client_credentials' }));
    const refresh = { grant_type: 'refresh_token', refresh_token: token.refresh_token };
    clock.advance('23 hours');
    await askToken(refresh).expect(200);

    clock.advance('1 hour');

    expect((await askToken(refresh)).status).toBe(status);
  });
});

describe('An authorization response of the sandbox inside the app', () => {
  it.each(['current', 'legacy'] as const)(
    'S06 names its server, by which the app tells apart those that share its callback: %s (RFC 9207 §2)',
    async (era) => {
      const config = loadConfig('/nowhere/config.json', { SESSION_SECRET });
      const logger = pino({ level: 'silent' });
      const sandbox = openSandboxes(config, createMemoryStorage(), () => false, logger)[era];
      sandbox.decide({ isGranted: true, username: 'ada' });

      const { headers } = await request(express().use(`/sandbox/${era}`, sandbox.handler))
        .get(new URL(sandbox.authorizationEndpoint).pathname)
        .query({ response_type: 'code', client_id: sandbox.clients[0]?.clientId })
        .expect(302);

      expect(new URL(headers['location'] ?? '').searchParams.get('iss')).toBe(sandbox.issuer);
    },
  );
});

describe('The client for programs, which leads to 127.0.0.1', () => {
  it.each([
    ['is known on a machine of one’s own, in both eras', {}, 2],
    ['is not known where strangers share the sandbox', { PUBLIC_URL: 'https://demo.example' }, 0],
  ])('S60 %s (RFC 9700 §4.11.2)', (_what, env, known) => {
    const config = loadConfig('/nowhere/config.json', { SESSION_SECRET, ...env });
    const sandboxes = openSandboxes(
      config,
      createMemoryStorage(),
      () => false,
      pino({ level: 'silent' }),
    );

    const callbacks = Object.values(sandboxes).flatMap(({ clients }) =>
      clients.map(({ callbackUrl }) => callbackUrl),
    );
    const told = describeSandboxes(sandboxes).flatMap(({ programClient }) => programClient ?? []);

    expect(callbacks.filter((url) => url === PROGRAM_CALLBACK)).toHaveLength(known);
    expect(told).toHaveLength(known);
  });
});

describe('An accident in the sandbox inside the app', () => {
  const STORAGE: Storage = {
    ...createMemoryStorage(),
    createStore: (...args) => ({
      ...createMemoryStorage().createStore(...args),
      get: () => Promise.reject(new TypeError('canary\nof two lines')),
    }),
  };

  /** What the app's log holds of one, at a level. */
  async function cause(level: string): Promise<string> {
    const config = loadConfig('/nowhere/config.json', {});
    const sink = new PassThrough();
    const logger = pino({ level }, sink);
    const { current } = openSandboxes(config, STORAGE, () => false, logger);
    const app = express().use('/sandbox/current', current.handler);

    await request(app)
      .get('/sandbox/current/2.0/user?q=canary')
      .set({ Authorization: 'Bearer canary', 'X-Request-Id': 'id-of-the-request' })
      .expect(500);

    return String(sink.read() ?? '');
  }

  it('is one line of its log, with the id of the request, and without what was sent (S42)', async () => {
    const text = await cause('warn');

    expect(JSON.parse(text)).toMatchObject({
      level: 50,
      requestId: 'id-of-the-request',
      req: { method: 'GET', path: '/sandbox/current/2.0/user' },
      era: 'current',
      sandbox: 'TypeError',
      at: expect.arrayContaining([expect.stringMatching(/embedded-sandbox\.test\.ts/)]),
      msg: 'fault in the sandbox',
    });
    expect(text).not.toContain('canary');
  });

  it('is told at the level of the app, or not at all', async () => {
    expect(await cause('fatal')).toBe('');
  });
});
