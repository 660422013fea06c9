import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findCallbackFault } from '../../src/sandbox/authorization-server/callback-url.ts';
import { FaultyInputError } from '../../src/sandbox/seed/faulty-input.ts';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import { parseSeed } from '../../src/sandbox/seed/seed-file.ts';
import { CALLBACK } from './support/room.ts';
import { type Running, runSandbox } from './support/running.ts';

const REFUSED: readonly (readonly [callback: string, why: string])[] = [
  ['nowhere', 'no absolute URL'],
  ['javascript:alert(1)', 'must be https, or http on localhost'],
  ['ftp://client.example/callback', 'must be https, or http on localhost'],
  ['https://client.example/callback#top', 'leave out everything from the # on'],
  ['https://client.example/callback#', 'leave out everything from the # on'],
  ['https://client.example/a b', 'encode it'],
  ['http://client.example/callback', 'use https, or localhost, 127.0.0.1 or [::1]'],
  ['http://localhost.evil.example/', 'use https, or localhost, 127.0.0.1 or [::1]'],
  ['http://localhost@evil.example/', 'use https, or localhost, 127.0.0.1 or [::1]'],
];
const TAKEN = [
  '',
  'https://client.example/callback',
  'http://localhost:3000/oauth-callback',
  'http://127.0.0.1/callback',
  'http://[::1]:8080/callback',
];

describe('Registration of a client (contract §1.5, §2, §3)', () => {
  let running: Running;
  beforeEach(async () => {
    running = await runSandbox();
  });
  afterEach(() => running.sandbox.close());

  async function register(client: unknown) {
    const response = await running.control('POST', '/_sandbox/clients', client);
    return { status: response.status, text: await response.text() };
  }

  it.each(TAKEN)('takes the callback %j: "`http` allowed for localhost" (contract §1.5)', (url) => {
    expect(findCallbackFault(url)).toBeUndefined();
  });

  it.each(REFUSED)(
    'refuses the callback %j by name, however it comes: %s (RFC 6749 §3.1.2)',
    async (callbackUrl, why) => {
      const client = { name: 'Mine', callbackUrl };

      const { status, text } = await register(client);

      expect(status).toBe(400);
      expect(text).toContain('callbackUrl: ');
      expect(text).toContain(why);
      expect(() => parseSeed({ clients: [client] }, 'current', CALLBACK)).toThrow(why);
      await expect(createSandbox({ callback: callbackUrl })).rejects.toThrow(why);
      expect(running.sandbox.clients.some(({ name }) => name === 'Mine')).toBe(false);
    },
  );

  it('takes "only one callback per client": a list is refused (contract §1.5)', async () => {
    const { status, text } = await register({ name: 'Mine', callbackUrl: [CALLBACK, CALLBACK] });

    expect([status, text]).toEqual([400, expect.stringContaining('callbackUrl: ')]);
  });

  it('refuses a misspelt scope by name, and says which there are (contract §3)', async () => {
    const { status, text } = await register({ name: 'Mine', scopes: ['account', 'repositry'] });

    expect(status).toBe(400);
    expect(text).toContain(
      'scopes[1]: \\"repositry\\" is no scope of Bitbucket; there are account,',
    );
    expect(text).toContain('runner:write');
  });

  it('wants a name that is "unique, required": 400 for none and for one that is taken (contract §2)', async () => {
    const before = running.sandbox.clients.length;
    const nameless = await register({ clientId: 'mine' });
    const namesake = await register({ name: 'OAuth 2.0 grants demo', clientId: 'mine' });

    expect(nameless.status).toBe(400);
    expect(nameless.text).toContain('name: ');
    expect(namesake.status).toBe(400);
    expect(namesake.text).toContain(`is taken by the client ${running.client.clientId}`);
    expect(running.sandbox.clients).toHaveLength(before);
  });

  it('replaces a client by one with the same id, under its old name or a new one', async () => {
    const { clientId, name } = running.client;
    const before = running.sandbox.clients.length;

    await running.sandbox.addClient({ name, clientId, scopes: ['email'] });
    expect(running.sandbox.clients[0].scopes).toEqual(['email']);
    await running.sandbox.addClient({ name: 'Renamed', clientId });

    expect(running.sandbox.clients[0].name).toBe('Renamed');
    expect(running.sandbox.clients).toHaveLength(before);
  });

  it('refuses a seed with two clients of one name, or with the name of a ready-made one', () => {
    const twice = [
      { name: 'Mine', clientId: 'one' },
      { name: 'Mine', clientId: 'other' },
    ];
    const known = [{ name: 'Another client', clientId: 'mine' }];
    const parse = (content: object) => () => parseSeed(content, 'current', CALLBACK);

    expect(parse({ clients: twice })).toThrow(FaultyInputError);
    expect(parse({ clients: twice })).toThrow(
      'clients[0].name: "Mine" is taken by the client other',
    );
    expect(parse({ clients: known })).toThrow('clients[0].name: "Another client" is taken');
    expect(parse({ clients: known, replace: true })).not.toThrow(/name/);
  });
});
