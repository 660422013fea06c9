import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { statements } from '../../src/statements/index.ts';
import type { TryId } from '../../src/statements/statement.ts';
import type { Target } from '../../src/verify-live/target.ts';
import { tries } from '../../src/verify-live/tries/index.ts';
import { renderReport } from '../../src/verify-live/report.ts';
import { plan, verify } from '../../src/verify-live/verify.ts';
import type { Result } from '../../src/verify-live/verify.ts';
import type { CreateSandboxOptions } from '../../src/sandbox/standalone/library.ts';
import { runSandbox } from '../sandbox/support/running.ts';
import { findFreePort } from '../support/ports.ts';

const REDIRECT_URI = 'http://localhost:3000/oauth-callback';

async function followRedirect(request: URL): Promise<URL> {
  const { headers } = await fetch(request, { redirect: 'manual' });
  return new URL(headers.get('location') ?? '', REDIRECT_URI);
}

/** In the place of Ada. */
interface Sender {
  readonly sendPerson?: Target['sendPerson'] | undefined;
}

/** The sandbox in the place of bitbucket.org, and Ada in the place of the reader. */
async function verifySandbox(options: CreateSandboxOptions, more: Sender = {}) {
  const { sandbox, client } = await runSandbox({ ...options, callback: REDIRECT_URI });
  sandbox.approve('ada', { times: null });
  const { authorizationEndpoint, tokenEndpoint, apiBaseUrl } = sandbox;
  try {
    const sendPerson = 'sendPerson' in more ? more.sendPerson : followRedirect;
    const results = await verify({
      server: { name: 'the sandbox', authorizationEndpoint, tokenEndpoint, apiBaseUrl, client },
      redirectUri: REDIRECT_URI,
      scopes: ['account', 'email', 'repository'],
      ...(sendPerson && { sendPerson }),
    });
    return { results, requests: sandbox.requestsWithSecrets(), person: sandbox.people[0], client };
  } finally {
    await sandbox.close();
  }
}

function targetAt(base: string, client: Target['server']['client']): Target {
  return {
    server: {
      name: base,
      authorizationEndpoint: `${base}/site/oauth2/authorize`,
      tokenEndpoint: `${base}/site/oauth2/access_token`,
      apiBaseUrl: `${base}/2.0`,
      client,
    },
    redirectUri: REDIRECT_URI,
    scopes: [],
  };
}

const ofVerdict = (results: readonly Result[], verdict: Result['verdict']) =>
  results.filter((one) => one.verdict === verdict).map(({ statement }) => statement.id);

describe.each(['current', 'legacy'] as const)('npm run verify-live, against era %s', (era) => {
  it('finds exactly the differences that the list names, and nothing untried', async () => {
    const { results } = await verifySandbox({ era });
    const listed = plan.flatMap(({ statement }) =>
      statement.sandbox?.[era] === undefined ? [] : [statement.id],
    );

    expect(ofVerdict(results, 'not tried')).toEqual([]);
    expect(ofVerdict(results, 'otherwise').toSorted()).toEqual(listed.toSorted());
  });
});

describe('npm run verify-live', () => {
  it('has a try for each statement that names one, and a statement for each try', () => {
    const named = statements.flatMap(({ tryIt }): TryId[] => (tryIt ? [tryIt] : []));

    expect(named.toSorted()).toEqual(Object.keys(tries).toSorted());
    expect(plan).toHaveLength(named.length);
  });

  it('reads only: it posts to the token endpoint and the one of revocation, and nowhere else', async () => {
    const { requests } = await verifySandbox({});
    const others = requests.filter(({ path }) => !path.startsWith('/site/oauth2/'));

    expect(requests.length).toBeGreaterThan(20);
    expect(others.filter(({ method }) => !/^(GET|OPTIONS)$/.test(method))).toEqual([]);
    expect(
      requests.filter(
        ({ method, path }) => method === 'POST' && !/access_token$|revoke$/.test(path),
      ),
    ).toEqual([]);
  });

  it('sends no password, and a refresh token once', async () => {
    const { requests } = await verifySandbox({});
    const forms = requests.map((request) => JSON.stringify(request));

    expect(forms.filter((form) => /"password":|"username":/.test(form))).toEqual([]);
    expect(forms.filter((form) => form.includes('"refresh_token":"'))).toHaveLength(1);
  });

  it('says in its report nothing of keys, secrets, tokens, codes and people', async () => {
    const { results, requests, person, client } = await verifySandbox({});
    const report = renderReport(results, { host: 'bitbucket.org', day: '2026-11-25' });
    const sent = requests.flatMap((request) => JSON.stringify(request).match(/[\w.-]{40,}/g) ?? []);
    const { username = '', displayName = '' } = person ?? {};

    expect(sent.length).toBeGreaterThan(5);
    const hidden = [...sent, client.clientId, client.clientSecret, displayName];
    expect(hidden.filter((one) => report.includes(one))).toEqual([]);
    expect(report).not.toMatch(new RegExp(`\\b${username}\\b|\\{[0-9a-f]{8}-`));
  });

  it('leaves out what the other side repeats of them', async () => {
    const client = { clientId: 'key-of-the-reader', clientSecret: 'secret-of-the-reader' };
    const echo = http.createServer((_req, res) => {
      const error = { error: 'invalid_request', error_description: `for ${client.clientSecret}` };
      res.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify(error));
    });
    await once(echo.listen(0, '127.0.0.1'), 'listening');
    const { port } = echo.address() as AddressInfo;
    const results = await verify(targetAt(`http://127.0.0.1:${port}`, client));
    echo.close();

    const report = renderReport(results, { host: 'bitbucket.org', day: '2026-11-25' });
    expect(report).toContain('400 invalid_request: for [left out]');
    expect(report).not.toContain(client.clientSecret);
  });

  it('goes on without a person, and says what it could not try', async () => {
    const { results } = await verifySandbox({}, { sendPerson: undefined });

    expect(ofVerdict(results, 'not tried')).toEqual([
      'pkce-verifier',
      'refresh-rotates',
      'anonymous-reads',
    ]);
  });

  it('sends no code that came as the answer to another request', async () => {
    const forged = `${REDIRECT_URI}?code=stolen&state=other`;
    const { results, requests } = await verifySandbox(
      {},
      { sendPerson: () => Promise.resolve(new URL(forged)) },
    );

    expect(results.at(-1)?.seen).toBe('the answer was to another request');
    expect(requests.filter((request) => JSON.stringify(request).includes('stolen'))).toEqual([]);
  });

  it('says that nothing answered, and ends', async () => {
    const port = await findFreePort();
    const client = { clientId: 'key-of-nobody', clientSecret: 'secret-of-nobody' };
    const results = await verify(targetAt(`http://127.0.0.1:${port}`, client));

    expect(ofVerdict(results, 'not tried')).toHaveLength(plan.length);
    expect(results[0]?.seen).toBe('no answer: ECONNREFUSED');
  });
});
