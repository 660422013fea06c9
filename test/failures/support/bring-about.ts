/** How each failure that the sandbox has is brought about, over HTTP. */
import type { FailureSlug } from '../../../src/failures/index.ts';
import type { Running } from '../../sandbox/support/running.ts';

type Bring = (running: Running) => Promise<Response>;

export interface Case {
  readonly slug: FailureSlug;
  readonly era: 'current' | 'legacy';
  readonly bring: Bring;
}

const MILL = '/repositories/analytical-engines/mill';
const CODE = { grant_type: 'authorization_code' };

const authorize =
  (parameters: Readonly<Record<string, string>> | string): Bring =>
  ({ sandbox, client: { clientId } }) => {
    const all = { client_id: clientId, response_type: 'code' };
    const query =
      typeof parameters === 'string'
        ? `client_id=${clientId}${parameters}`
        : new URLSearchParams({ ...all, ...parameters }).toString();
    return fetch(`${sandbox.authorizationEndpoint}?${query}`, { redirect: 'manual' });
  };

/** As another of the ready-made clients. */
function named({ sandbox }: Running, name: string) {
  const client = sandbox.clients.find((one) => one.name.startsWith(name));
  if (!client) throw new Error(`no client ${name}`);
  const { clientId, clientSecret } = client;
  return { clientId, basic: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` } };
}

const token =
  (form: Readonly<Record<string, string>>, headers = {}, as?: string): Bring =>
  (running) =>
    running.askToken(form, as === undefined ? headers : named(running, as).basic);

/** With a code of ada's. */
const exchange =
  (
    form: Readonly<Record<string, string>>,
    parameters: Readonly<Record<string, string>> = {},
  ): Bring =>
  async ({ sandbox, authorize: ask, askToken }) => {
    sandbox.approve('ada');
    const code = (await ask(parameters)).searchParams.get('code') ?? '';
    return askToken({ ...CODE, code, ...form });
  };

const refreshTwice: Bring = async ({ sandbox, obtainTokens, askToken }) => {
  const { refresh_token: spent } = await obtainTokens();
  sandbox.clock.advance('91 days');
  return askToken({ grant_type: 'refresh_token', refresh_token: spent });
};

const api =
  (path: string): Bring =>
  async ({ obtainTokens, askApi }) =>
    askApi(path, (await obtainTokens()).access_token);

const apiWith =
  (headersOf: (accessToken: string) => Record<string, string>, query = ''): Bring =>
  async ({ sandbox, obtainTokens }) => {
    const { access_token: accessToken } = await obtainTokens();
    const path = `${sandbox.apiBaseUrl}/user${query.replace('{token}', accessToken)}`;
    return fetch(path, { headers: headersOf(accessToken) });
  };

const expired: Bring = async ({ sandbox, obtainTokens, askApi }) => {
  const { access_token: accessToken } = await obtainTokens();
  sandbox.clock.advance('3h');
  return askApi('/user', accessToken);
};

const revoked: Bring = async ({ sandbox, obtainTokens, askApi }) => {
  const { access_token: accessToken } = await obtainTokens();
  for (const { id } of await sandbox.grants()) await sandbox.revokeGrant(id);
  return askApi('/user', accessToken);
};

const git =
  (name: string, repository = 'mill', scope = 'repository'): Bring =>
  async ({ sandbox, authorize: ask, askToken }) => {
    sandbox.approve('ada');
    const code = (await ask({ scope })).searchParams.get('code') ?? '';
    const answer = await askToken({ ...CODE, code });
    const { access_token: accessToken } = (await answer.json()) as { access_token: string };
    const headers = { Authorization: `Basic ${btoa(`${name}:${accessToken}`)}` };
    const address = `${sandbox.baseUrl}/analytical-engines/${repository}.git/info/refs`;
    return fetch(`${address}?service=git-upload-pack`, { headers });
  };

const stale: Bring = ({ sandbox }) =>
  fetch(`${sandbox.baseUrl}/analytical-engines/mill.git/info/refs?service=git-upload-pack`, {
    headers: { Authorization: `Basic ${btoa('x-token-auth:stale')}` },
  });

const push: Bring = async ({ sandbox, obtainTokens }) => {
  const { access_token: accessToken } = await obtainTokens();
  const headers = { Authorization: `Basic ${btoa(`x-token-auth:${accessToken}`)}` };
  const address = `${sandbox.baseUrl}/analytical-engines/mill.git/info/refs`;
  return fetch(`${address}?service=git-receive-pack`, { headers });
};

const fault =
  (order: Parameters<Running['sandbox']['faults']['set']>[0]): Bring =>
  async (running) => {
    running.sandbox.faults.set(order);
    return token(CODE)(running);
  };

const forbidden: Bring = async (running) => {
  const { clientId, basic } = named(running, 'Client that writes');
  running.sandbox.approve('nora');
  const code = (await running.authorize({ client_id: clientId })).searchParams.get('code') ?? '';
  const answer = await running.askToken({ ...CODE, code }, basic);
  const { access_token: accessToken } = (await answer.json()) as { access_token: string };
  const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
  const path = `${running.sandbox.apiBaseUrl}/repositories/analytical-engines/of-nora`;
  return fetch(path, { method: 'POST', headers, body: '{}' });
};

const deny: Bring = (running) => {
  running.sandbox.deny();
  return authorize({})(running);
};

const withoutCallback: Bring = (running) =>
  authorize({ client_id: named(running, 'Client without a callback').clientId })(running);

const machinesOnly: Bring = (running) =>
  authorize({ client_id: named(running, 'Client for machines only').clientId })(running);

const tooOften: Bring = async ({ sandbox }) => {
  for (let call = 0; call < 60; call += 1) await fetch(sandbox.apiBaseUrl + MILL);
  return fetch(sandbox.apiBaseUrl + MILL);
};

const plain =
  (path: string, init: RequestInit = {}): Bring =>
  ({ sandbox }) =>
    fetch(sandbox.baseUrl + path, { redirect: 'manual', ...init });

const VERIFIER = 'b'.repeat(43);
const CHALLENGE = {
  code_challenge: 'ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA',
  code_challenge_method: 'S256',
};

const current: Readonly<Partial<Record<FailureSlug, Bring>>> = {
  'invalid-client-id': authorize({ client_id: 'nobody' }),
  'invalid-redirect-uri': authorize({ redirect_uri: 'https://evil.example/' }),
  'no-callback-url': withoutCallback,
  'parameter-repeated': authorize('&response_type=code&state=a&state=b'),
  'sandbox-page-refused': plain('/_sandbox/consent?request=nothing'),
  'access-denied': deny,
  'unknown-scope': authorize({ scope: 'account,email' }),
  'scope-exceeds-client': authorize({ scope: 'webhook' }),
  'implicit-grant-removed': authorize({ response_type: 'token' }),
  'response-type-missing': authorize(''),
  'grant-not-for-this-client': machinesOnly,
  'code-challenge-refused': authorize({ code_challenge: 'short' }),
  'wrong-client-credentials': token(CODE, { Authorization: `Basic ${btoa('a:b')}` }),
  'client-credentials-missing': token(CODE, { Authorization: '' }),
  'public-consumer': token({ grant_type: 'client_credentials' }, {}, 'Public client'),
  'unsupported-grant-type-none': token({}),
  'password-grant-removed': token({ grant_type: 'password' }),
  'connect-jwt-ended': token({ grant_type: 'urn:bitbucket:oauth2:jwt' }),
  'unsupported-grant-type': token({ grant_type: 'device_code' }),
  'code-missing': token(CODE),
  'field-missing': token({ grant_type: 'refresh_token' }),
  'code-not-valid': token({ ...CODE, code: 'invented' }),
  'verifier-refused': exchange({ code_verifier: VERIFIER }, CHALLENGE),
  'redirect-uri-does-not-match': exchange(
    { redirect_uri: 'http://localhost:3000/other' },
    { redirect_uri: 'http://localhost:3000/oauth-callback' },
  ),
  'redirect-uri-other-host': token({ ...CODE, code: 'x', redirect_uri: 'http://other.example/' }),
  'refresh-token-refused': refreshTwice,
  'token-request-unreadable': token({ ...CODE, code: 'x'.repeat(11_000) }),
  'method-not-allowed': plain('/site/oauth2/access_token'),
  'bearer-at-token-endpoint': token(CODE, { Authorization: 'Bearer x' }),
  'token-endpoint-preflight': plain('/site/oauth2/access_token', { method: 'OPTIONS' }),
  'token-expired': expired,
  'token-revoked': revoked,
  'token-in-query': apiWith(() => ({}), '?access_token={token}'),
  'lower-case-bearer': apiWith((accessToken) => ({ Authorization: `bearer ${accessToken}` })),
  'token-missing': apiWith(() => ({})),
  'basic-at-api': apiWith(() => ({ Authorization: `Basic ${btoa('ada:lovelace')}` })),
  'scope-missing': api(`${MILL}/hooks`),
  forbidden,
  'repository-not-found': api('/repositories/analytical-engines/no-such'),
  'workspace-not-found': api('/workspaces/no-such'),
  'address-unknown': api('/teams'),
  'list-removed': api('/workspaces'),
  'file-not-found': api(`${MILL}/src/main/no-such`),
  'commit-not-found': api(`${MILL}/commit/0000000000`),
  'thing-not-found': api(`${MILL}/pullrequests/999`),
  'invalid-pagelen': api(`${MILL}/pullrequests?pagelen=51`),
  'invalid-page': api(`${MILL}/pullrequests?page=2/`),
  'field-not-filterable': api(`${MILL}/pullrequests?q=participants.uuid%3D%22x%22`),
  'invalid-query': api(`${MILL}/pullrequests?sort=nonsense`),
  'rate-limited': tooOften,
  'sandbox-control-refused': plain('/_sandbox/nonsense'),
  'sandbox-fault': fault({ fault: 'status', status: 418, endpoint: 'token' }),
  'server-error': fault({ fault: 'status', status: 503, endpoint: 'token' }),
  'git-access-refused': stale,
  'git-user-name': git('oauth2'),
  'git-scope-missing': git('x-token-auth', 'mill', 'account'),
  'git-sandbox-has-no-objects': push,
};

const legacy: typeof current = {
  'no-callback-url': token({ grant_type: 'client_credentials' }, {}, 'Client without a callback'),
  'refresh-token-refused': token({ grant_type: 'refresh_token', refresh_token: 'invented' }),
  'wrong-password': token({ grant_type: 'password', username: 'ada', password: 'x' }),
  'token-expired': expired,
  'token-twice': apiWith(
    (accessToken) => ({ Authorization: `Bearer ${accessToken}` }),
    '?access_token={token}',
  ),
  'lower-case-bearer': apiWith((accessToken) => ({ Authorization: `bearer ${accessToken}` })),
  'basic-at-api': apiWith(() => ({ Authorization: `Basic ${btoa('ada:lovelace')}` })),
};

function casesOf(era: Case['era'], brings: typeof current): Case[] {
  return Object.entries(brings).map(([slug, bring]) => ({ slug: slug as FailureSlug, era, bring }));
}

export const CASES: readonly Case[] = [
  ...casesOf('current', current),
  ...casesOf('legacy', legacy),
];
