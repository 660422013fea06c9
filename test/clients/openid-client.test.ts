import type { AddressInfo } from 'node:net';
import { type Server, createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import * as openid from 'openid-client';
import { type EraName, type SandboxApp, createSandboxApp } from '../../src/sandbox/index.ts';
import { CALLBACK } from '../sandbox/support/room.ts';
import { Visitor } from '../sandbox/support/visitor.ts';

/** An independent client from the npm registry, unmodified, over a real socket. */
describe.each(['legacy', 'current'] as const)('openid-client in %s', (era: EraName) => {
  let server: Server;
  let sandbox: SandboxApp;
  let config: openid.Configuration;
  let visitor: Visitor;

  beforeEach(async () => {
    const app = express();
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/sandbox/${era}`;
    sandbox = createSandboxApp({ era, baseUrl, callbackUrl: CALLBACK });
    app.use(`/sandbox/${era}`, sandbox.handler);
    config = configure(sandbox);
    const [client] = sandbox.clients;
    if (!client) throw new Error('No client');
    visitor = new Visitor(app, (below) => `/sandbox/${era}${below}`, client);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('does code with PKCE, state and iss, refreshes, and reads the user (RFC 6749 §4.1, §6)', async () => {
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'account email',
      state,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });

    const callback = await visitor.grant(Object.fromEntries(url.searchParams));
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const tokens = await openid.authorizationCodeGrant(config, callback, checks);
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');

    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
    expect(tokens[era === 'legacy' ? 'scopes' : 'scope']).toBe('account email');
    expect(refreshed.refresh_token === tokens.refresh_token).toBe(era === 'legacy');
    expect(await readUser(refreshed.access_token)).toMatchObject({ username: 'ada' });
  });

  it('does client credentials (RFC 6749 §4.4)', async () => {
    const tokens = await openid.clientCredentialsGrant(config);

    const type = era === 'legacy' ? 'user' : 'app_user';
    expect(await readUser(tokens.access_token)).toMatchObject({ type });
    expect(tokens.refresh_token === undefined).toBe(era === 'current');
  });

  it('does the password grant in legacy, and is told that current has none (RFC 6749 §4.3)', async () => {
    const credentials = { username: 'ada', password: 'lovelace' };

    const outcome = await openid.genericGrantRequest(config, 'password', credentials).then(
      (tokens) => readUser(tokens.access_token),
      (error: unknown) => error,
    );

    expect(outcome).toMatchObject(
      era === 'legacy'
        ? { username: 'ada' }
        : {
            error: 'invalid_grant',
            error_description: 'Unsupported grant type: password',
          },
    );
  });

  it('understands how a wrong secret is refused (contract §1.6)', async () => {
    const wrong = configure(sandbox, 'wrong');

    await expect(openid.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      status: 400,
      error: 'unauthorized_client',
      error_description: 'Invalid OAuth client credentials',
    });
  });

  async function readUser(accessToken: string): Promise<unknown> {
    const response = await openid.fetchProtectedResource(
      config,
      accessToken,
      new URL(`${sandbox.apiBaseUrl}/user`),
      'GET',
    );
    return response.json();
  }
});

function configure(sandbox: SandboxApp, secret?: string): openid.Configuration {
  const [client] = sandbox.clients;
  const server = {
    issuer: sandbox.issuer,
    authorization_endpoint: sandbox.authorizationEndpoint,
    token_endpoint: sandbox.tokenEndpoint,
    authorization_response_iss_parameter_supported: true,
  };
  const authentication = openid.ClientSecretBasic(secret ?? client?.clientSecret ?? '');
  const config = new openid.Configuration(server, client?.clientId ?? '', {}, authentication);
  openid.allowInsecureRequests(config);
  return config;
}
