/** One answer of every kind that the sandbox gives, inside the app or by itself. */
import type { Browser, Page } from '../../support/browser.ts';

export interface SandboxStage {
  /** Where Bitbucket's own paths begin: `https://demo.example/sandbox/current`. */
  readonly base: string;
  /** `Basic …` of the client that is ready-made. */
  readonly credentials: string;
  readonly newBrowser: () => Browser;
}

export type SandboxKind = readonly [
  what: string,
  status: number,
  ask: (stage: SandboxStage) => Promise<Page>,
];

const TOKEN = '/site/oauth2/access_token';
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' };

const get =
  (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  ({ base, newBrowser }: SandboxStage) =>
    newBrowser().request(method, base + path, undefined, headers);

const askToken =
  (form: Record<string, string>, headers: Record<string, string> = {}) =>
  ({ base, credentials, newBrowser }: SandboxStage) =>
    newBrowser().post(base + TOKEN, form, { Authorization: credentials, ...headers });

/** With a token of the client itself. */
const callApi =
  (path: string, method = 'GET', headers: Record<string, string> = {}) =>
  async (stage: SandboxStage) => {
    const { body } = await askToken(CLIENT_CREDENTIALS)(stage);
    const { access_token: token } = JSON.parse(body) as { access_token: string };
    const all = { Authorization: `Bearer ${token}`, ...headers };
    return stage.newBrowser().request(method, stage.base + path, undefined, all);
  };

async function authorize(stage: SandboxStage, browser: Browser): Promise<Page> {
  const [clientId = ''] = atob(stage.credentials.slice('Basic '.length)).split(':');
  const query = new URLSearchParams({ client_id: clientId, response_type: 'code' }).toString();
  return browser.get(`${stage.base}/site/oauth2/authorize?${query}`);
}

async function reachConsent(stage: SandboxStage, browser: Browser): Promise<Page> {
  const signIn = await browser.follow(await authorize(stage, browser));
  return browser.follow(await browser.submit(signIn, '[name=person]', { person: 'ada' }));
}

async function signInWrongly({ base, newBrowser }: SandboxStage, times: number): Promise<Page> {
  const browser = newBrowser();
  const page = await browser.get(`${base}/_sandbox/sign-in`);
  const wrong = { username: 'una', password: 'wrong' };
  for (let tries = 1; tries < times; tries += 1)
    await browser.submit(page, '[name=password]', wrong);
  return browser.submit(page, '[name=password]', wrong);
}

const pages: readonly SandboxKind[] = [
  ['the sign-in page', 200, get('/_sandbox/sign-in')],
  ['a redirect to it', 303, (stage) => authorize(stage, stage.newBrowser())],
  ['the consent page', 200, (stage) => reachConsent(stage, stage.newBrowser())],
  [
    'the answer to the client',
    302,
    async (stage) => {
      const browser = stage.newBrowser();
      const consent = await reachConsent(stage, browser);
      return browser.submit(consent, '[name=decision]', { decision: 'grant' });
    },
  ],
  [
    'a decision that was made',
    200,
    async (stage) => {
      const browser = stage.newBrowser();
      const consent = await reachConsent(stage, browser);
      await browser.submit(consent, '[name=decision]', { decision: 'grant' });
      return browser.get(consent.url);
    },
  ],
  [
    'the applications of a person',
    200,
    async (stage) => {
      const browser = stage.newBrowser();
      await reachConsent(stage, browser);
      return browser.get(`${stage.base}/_sandbox/applications`);
    },
  ],
  ['a client that nobody knows', 400, get('/site/oauth2/authorize?client_id=nobody')],
  ['bad percent-encoding', 400, get('/_sandbox/avatars/%E0%A4%A')],
  ['a wrong password', 403, (stage) => signInWrongly(stage, 1)],
  [
    'a form of another site',
    403,
    ({ base, newBrowser }) =>
      newBrowser().post(`${base}/_sandbox/sign-in`, {}, { 'Sec-Fetch-Site': 'cross-site' }),
  ],
  ['no such page', 404, get('/nothing')],
  ['the wrong method', 405, get('/_sandbox/consent', {}, 'PUT')],
  ['one guess too many', 429, (stage) => signInWrongly(stage, 6)],
];

const programs: readonly SandboxKind[] = [
  ['a token', 200, askToken(CLIENT_CREDENTIALS)],
  ['a grant that nobody knows', 400, askToken({ grant_type: 'x' })],
  ['wrong credentials', 400, askToken(CLIENT_CREDENTIALS, { Authorization: 'Basic eDp5' })],
  ['a form too large', 413, askToken({ filler: 'x'.repeat(20_000) })],
  ['the token endpoint by GET', 405, get(TOKEN)],
  [
    'a revocation',
    200,
    async ({ base, credentials, newBrowser }) =>
      newBrowser().post(
        `${base}/site/oauth2/revoke`,
        { token: 'x' },
        { Authorization: credentials },
      ),
  ],
  ['the API', 200, callApi('/2.0/repositories/analytical-engines')],
  ['HEAD of the API', 200, callApi('/2.0/repositories/analytical-engines', 'HEAD')],
  ['the API without a token', 401, get('/2.0/user')],
  ['a preflight', 204, get('/2.0/user', {}, 'OPTIONS')],
  ['no such resource', 404, callApi('/2.0/nothing')],
  ['the wrong method at the API', 405, callApi('/2.0/user', 'DELETE')],
  ['what is gone', 410, callApi('/2.0/workspaces')],
  [
    'git without a token',
    401,
    get('/analytical-engines/engine.git/info/refs?service=git-upload-pack'),
  ],
];

const files: readonly SandboxKind[] = [
  ['the stylesheet', 200, get('/_sandbox/sandbox.css')],
  ['a part of the stylesheet', 206, get('/_sandbox/sandbox.css', { Range: 'bytes=0-9' })],
  ['no part of the stylesheet', 416, get('/_sandbox/sandbox.css', { Range: 'bytes=99999999-' })],
  ['a picture of a person', 200, get('/_sandbox/avatars/ada.svg')],
  ['no such picture', 404, get('/_sandbox/avatars/ada.png')],
];

export const answersOfSandbox: readonly SandboxKind[] = [...pages, ...programs, ...files];
