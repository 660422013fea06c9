/** The REST API, read with the token of client credentials, with a bad one, and with none. RFC 6750 */
import type { TryId } from '../../statements/statement.ts';
import { ask, describeApiReply } from '../ask.ts';
import type { Reply } from '../ask.ts';
import { compare, record } from '../try.ts';
import type { Try } from '../try.ts';
import type { Session } from '../session.ts';

async function askUser(session: Session, scheme?: string): Promise<Reply> {
  return session.askUser(await session.clientAccessToken(), scheme);
}

export const apiTries = {
  'app-user': {
    sends: 'GET /2.0/user with the token of client credentials',
    expects: '200, app_user',
    async run(session) {
      const { status, fields } = await askUser(session);
      const type = ['user', 'app_user'].find((one) => one === fields['type']) ?? 'another type';
      return compare(`${status}, ${type}`, '200, app_user');
    },
  },
  'scope-headers': {
    expects: 'both',
    async run(session) {
      const { headers } = await askUser(session);
      const names = ['x-oauth-scopes', 'x-accepted-oauth-scopes'].filter((one) => headers.has(one));
      return compare(names.length === 2 ? 'both' : names.join() || 'neither', 'both');
    },
  },
  'credential-type': {
    expects: 'not known',
    async run(session) {
      const { headers } = await askUser(session);
      return record(headers.get('x-credential-type') ?? 'none');
    },
  },
  'lower-case-scheme': {
    sends: 'the same with `bearer` in lower case',
    expects: '401',
    run: async (session) => compare(`${(await askUser(session, 'bearer')).status}`, '401'),
  },
  'token-in-query': {
    sends: 'GET /2.0/user?access_token=… with that token, which lives two hours at the most',
    expects: '401',
    async run(session) {
      const token = await session.clientAccessToken();
      const { status } = await session.askApi(`/user?access_token=${encodeURIComponent(token)}`);
      return compare(`${status}`, '401');
    },
  },
  'invalid-token': {
    sends: 'GET /2.0/user with an invented token',
    expects: '401: Token is invalid, expired, or not supported for this endpoint.',
    async run({ askApi }) {
      const reply = await askApi('/user', { Authorization: 'Bearer verify-live-invented' });
      return compare(describeApiReply(reply), this.expects);
    },
  },
  'unknown-route': {
    sends: 'GET /2.0/verify-live-invented without a token',
    expects: '404: Resource not found',
    run: async ({ askApi }) =>
      compare(describeApiReply(await askApi('/verify-live-invented')), '404: Resource not found'),
  },
  'removed-list': {
    sends: 'GET /2.0/workspaces without a token',
    expects: '410: CHANGE-2770 - Functionality has been deprecated',
    async run({ askApi }) {
      return compare(describeApiReply(await askApi('/workspaces')), this.expects);
    },
  },
  'api-preflight': {
    sends: 'OPTIONS /2.0/user as a browser would, before a call with Authorization',
    expects: 'disputed',
    async run({ target: { server } }) {
      const reply = await preflight(`${server.apiBaseUrl}/user`, 'GET');
      return record(describePreflight(reply));
    },
  },
  'token-endpoint-preflight': {
    sends: 'OPTIONS to the token endpoint as a browser would, before a POST with Authorization',
    expects: 'no Access-Control-Allow-Origin',
    async run({ target: { server } }) {
      const reply = await preflight(server.tokenEndpoint, 'POST');
      const seen = describePreflight(reply);
      return { seen, holds: !reply.headers.has('access-control-allow-origin') };
    },
  },
  metadata: {
    sends: 'GET /.well-known/openid-configuration',
    expects: '404',
    async run({ target: { server } }) {
      const base = server.authorizationEndpoint.replace(/\/site\/oauth2\/authorize$/, '');
      const { status } = await ask(`${base}/.well-known/openid-configuration`);
      return compare(`${status}`, '404');
    },
  },
} satisfies Partial<Record<TryId, Try>>;

function preflight(url: string, method: string): Promise<Reply> {
  return ask(url, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://verify-live.invalid',
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'authorization',
    },
  });
}

function describePreflight({ status, headers }: Reply): string {
  const allows = headers.has('access-control-allow-origin') ? 'with' : 'no';
  return `${status}, ${allows} Access-Control-Allow-Origin`;
}
