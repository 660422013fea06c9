/** A run with an invented secret in every place where one can stand, in every spelling. */
import type { Server } from '../../../src/bitbucket/servers.ts';
import { codeChallengeS256 } from '../../../src/oauth/pkce.ts';
import type { IssuedToken, Run } from '../../../src/runs/run.ts';
import { KEPT_BACK } from '../../../src/wire/exchange.ts';
import type { NameValue } from '../../../src/wire/exchange.ts';
import { WireLog } from '../../../src/wire/wire-log.ts';

const NAMES = [
  'access',
  'refresh',
  'previous-access',
  'previous-refresh',
  'forgotten-access',
  'forgotten-refresh',
  'foreign',
  'code',
  'verifier',
  'state',
  'password',
  'client-secret',
  'other-secret',
  'session',
] as const;

/** With what each spelling has to spell otherwise: `"`, `/`, `&`, `+`, a space, a letter beyond ASCII. */
export const CANARIES = Object.fromEntries(
  NAMES.map((name) => [name, `cAnArY-${name}-"0/1&2+3 é4<5>'6-end`]),
) as Readonly<Record<(typeof NAMES)[number], string>>;

export function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  return [
    secret,
    json,
    json.replaceAll('/', String.raw`\/`),
    json.replaceAll('é', String.raw`\u00e9`),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&#34;')
      .replaceAll("'", '&#39;'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`key:${secret}`).toString('base64').slice(6), // the first belong to the key as well
  ];
}

export const SERVER: Server = {
  id: 'sandbox-current',
  name: 'the sandbox, current era',
  authorizationEndpoint: 'http://sandbox.example/site/oauth2/authorize',
  tokenEndpoint: 'http://sandbox.example/site/oauth2/access_token',
  apiBaseUrl: 'http://sandbox.example/2.0',
  client: { clientId: 'key', clientSecret: CANARIES['client-secret'] },
  consumers: { another: { clientId: 'other', clientSecret: CANARIES['other-secret'] } },
  resourceOwners: [],
};

/** In every spelling: as a server might echo it. */
const echo = Object.values(CANARIES).flatMap(spellings);

function issued(access: string, refresh: string): IssuedToken {
  return {
    accessToken: access,
    refreshToken: refresh,
    tokenType: 'bearer',
    scopes: [],
    receivedAt: 0,
  };
}

const REDIRECT_URI = 'http://localhost:3000/oauth-callback';

export function canaryRun(): Run {
  const wire = new WireLog();
  const back = { channel: 'back', from: 'client', durationMs: 12.4 } as const;
  const { code, state, verifier, password } = CANARIES;
  const front = { channel: 'front', from: 'client', to: 'authorization-server' } as const;
  const asked = new URLSearchParams({
    client_id: 'key',
    redirect_uri: REDIRECT_URI,
    state,
    code_challenge: codeChallengeS256(verifier),
  });
  wire.add({
    ...front,
    step: 'A',
    title: `Authorization request ${code}`,
    request: {
      method: 'GET',
      url: `${SERVER.authorizationEndpoint}?${asked.toString()}`,
      headers: [],
    },
  });
  wire.add({
    ...front,
    from: 'authorization-server',
    to: 'client',
    step: 'C',
    title: 'Authorization response',
    request: {
      method: 'GET',
      url: `${REDIRECT_URI}?${new URLSearchParams({ code, state }).toString()}`,
      headers: [['Cookie', `session=${CANARIES.session}`]],
    },
  });
  const tokenAnswer = (access: string, refresh: string) =>
    JSON.stringify({ access_token: access, refresh_token: refresh, note: echo });
  const exchange = (step: string, form: NameValue[], body: string, headers: NameValue[] = []) =>
    wire.add({
      ...back,
      step,
      title: step,
      to: step === 'API' ? 'resource-server' : 'authorization-server',
      request: {
        method: 'POST',
        url: `${SERVER.tokenEndpoint}?access_token=${encodeURIComponent(CANARIES.access)}`,
        headers: [
          [
            'Authorization',
            `Basic ${Buffer.from(`key:${CANARIES['client-secret']}`).toString('base64')}`,
          ],
          ['X-Echo', echo.map((one) => encodeURIComponent(one)).join(' ')],
        ],
        form,
      },
      response: {
        status: 200,
        headers: [
          ['set-cookie', `session=${CANARIES.session}`],
          ['location', `https://app.example/?code=${encodeURIComponent(code)}`],
          ...headers,
        ],
        body,
      },
    });
  exchange(
    'D',
    [
      ['code', code],
      ['code_verifier', verifier],
      ['client_secret', CANARIES['client-secret']],
      ['password', KEPT_BACK.password],
      ['note', `${code} and ${password}`],
    ],
    tokenAnswer(CANARIES['forgotten-access'], CANARIES['forgotten-refresh']),
  );
  exchange(
    'Refresh',
    [['refresh_token', CANARIES['forgotten-refresh']]],
    tokenAnswer(CANARIES.access, CANARIES.refresh),
  );
  exchange('API', [], `<p title="${echo.join(' ')}">${echo.join('</p><p>')}`);
  exchange('API', [], echo.join('\n'), [['www-authenticate', `Bearer error="${CANARIES.access}"`]]);
  wire.add({
    ...back,
    step: 'API',
    title: 'no answer',
    to: 'resource-server',
    request: {
      method: 'GET',
      url: `${SERVER.apiBaseUrl}/user`,
      headers: [['Authorization', `Bearer ${CANARIES['previous-access']}`]],
    },
    failure: `Something with ${CANARIES.refresh}`,
  });
  return {
    id: 'cAnArY-run-id',
    number: 7,
    pace: 'step',
    secrets: {
      state,
      code,
      'code-verifier': verifier,
      password,
      'foreign-token': CANARIES.foreign,
    },
    sent: [],
    grantSlug: 'authorization-code',
    server: SERVER,
    startedAt: Date.UTC(2026, 10, 26),
    wire,
    token: issued(CANARIES.access, CANARIES.refresh),
    previousToken: issued(CANARIES['previous-access'], CANARIES['previous-refresh']),
    failure: {
      status: 400,
      title: 'It failed',
      explanation: '',
      whatToDo: '',
      code: 'invalid_grant',
      theirWords: echo.join(' '),
    },
    failedStep: 'API',
    revision: 0,
    lostRefreshes: 0,
  };
}
