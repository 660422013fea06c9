import http from 'node:http';
import type https from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHttpClient } from '../../src/wire/http-client.ts';
import { json, openScriptedServer } from '../support/scripted-server.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';

describe('The HTTP client of the back channel', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await openScriptedServer();
    server.on('/ok', json({}));
  });
  afterAll(() => server.close());

  it('keeps a connection for the next request', async () => {
    const client = await openHttpClient();

    for (let count = 0; count < 3; count += 1) await client.get(`${server.url}/ok`);

    expect(await server.openConnections()).toBe(1);
  });

  it('ends an idle connection before a server of Node would: a code must not be lost in one that closes', async () => {
    const { httpAgent, httpsAgent } = (await openHttpClient()).defaults as {
      readonly httpAgent: https.Agent;
      readonly httpsAgent: https.Agent;
    };

    for (const { options } of [httpAgent, httpsAgent]) {
      expect(options.timeout).toBeLessThan(http.createServer().keepAliveTimeout);
      expect(options.timeout).toBeGreaterThan(0);
    }
  });

  it('asks no proxy, whatever the environment says: it would be given the credentials', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { http_proxy: server.url, no_proxy: '' });
    try {
      const outcome = (await openHttpClient()).get('http://as.invalid/through-proxy');

      await expect(outcome).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
      expect(server.received.map(({ path }) => path)).not.toContain('/through-proxy');
    } finally {
      process.env = before;
    }
  });
});
