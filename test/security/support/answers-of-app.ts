/** One answer of every kind that the app gives: pages, refusals, redirects, files, JSON, text. */
import { grants } from '../../../src/grants/index.ts';
import { runToResult, sendPassword } from '../../support/resource-owner.ts';
import { csrfOf } from '../../support/session.ts';
import { askBroken, askRaw } from './stage.ts';
import type { Kind, Stage, Visitors } from './stage.ts';

const FORM = {
  'Content-Type': 'application/x-www-form-urlencoded',
  'Sec-Fetch-Site': 'same-origin',
};
const JSON_WANTED = { Accept: 'application/json' };
const ABROAD = { 'Sec-Fetch-Site': 'cross-site' };

const get =
  (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  ({ newBrowser }: Visitors) =>
    newBrowser().request(method, path, undefined, headers);

const getAsVisitor =
  (path: string) =>
  ({ visitor }: Visitors) =>
    visitor.get(path);

async function post({ visitor }: Visitors, path: string, form: Record<string, string>) {
  const _csrf = csrfOf(await visitor.get('/resource-owner-password'));
  return visitor.post(path, { _csrf, ...form });
}

const AUTHORIZATION = '/authorization-code/authorize?server=sandbox-current';

const pages: readonly Kind[] = [
  ['the home page', 200, get('/')],
  ...grants.map(({ slug }): Kind => [`the page of ${slug} before a run`, 200, get(`/${slug}`)]),
  ...grants.map(({ slug }): Kind => [
    `the page of ${slug} for who has run`,
    200,
    getAsVisitor(`/${slug}`),
  ]),
  ...['explained', 'wire', 'code'].map((view): Kind => [
    `a message, ${view}`,
    200,
    getAsVisitor(`/client-credentials?run=1&step=A&view=${view}`),
  ]),
  [
    'the form of the password grant',
    200,
    ({ newBrowser }) => newBrowser().open('/resource-owner-password/authorize'),
  ],
  [
    'a request that waits',
    200,
    ({ newBrowser }) => newBrowser().open(`${AUTHORIZATION}&pace=step`),
  ],
  [
    'a request that cannot be sent as it is',
    400,
    ({ newBrowser }) => sendPassword(newBrowser(), 'bruno', ''),
  ],
  ['a wrong password', 200, sendWrongPassword],
  ['the callback page of implicit', 200, get('/oauth-callback')],
  ['the callback page of implicit, by its own address', 200, get('/implicit/oauth-callback')],
  [
    'the answer to reveal',
    200,
    (stage) => post(stage, '/client-credentials/reveal', { entry: 'access-token' }),
  ],
  ['the page of the sandbox', 200, getAsVisitor('/sandbox')],
  [
    'a denial',
    200,
    ({ newBrowser }) => runToResult(newBrowser(), AUTHORIZATION, { decision: 'cancel' }),
  ],
];

const refusals: readonly Kind[] = [
  ['an answer that nobody asked for', 400, get('/oauth-callback?code=c')],
  ['bad percent-encoding', 404, get('/authorization-code/%E0%A4%A')],
  ['a form of another site', 403, (stage) => stage.visitor.post('/logout', {}, ABROAD)],
  ['a form without its token', 403, (stage) => stage.visitor.post('/logout', {})],
  ['no such page', 404, get('/nowhere')],
  ['no such page, for a script', 404, get('/nowhere', JSON_WANTED)],
  ['no such file', 404, get('/nowhere.css')],
  ['the wrong method', 405, get('/logout')],
  ['the wrong method at a run', 405, get('/client-credentials/refresh')],
  ['a form too large', 413, (stage) => post(stage, '/logout', { a: 'x'.repeat(11_000) })],
  ['too many fields', 413, (stage) => post(stage, '/logout', Object.fromEntries(fields(60)))],
  ['a URL too long', 414, get(`/?${'x'.repeat(9_000)}`)],
  [
    'an encoding that nobody reads',
    415,
    ({ visitor }) => visitor.post('/logout', { a: 'b' }, { ...FORM, 'Content-Encoding': 'zip' }),
  ],
];

const others: readonly Kind[] = [
  ['a redirect to the sandbox', 302, get(AUTHORIZATION)],
  ['a redirect to a result', 303, get('/client-credentials/authorize?server=sandbox-current')],
  ['a run that paused', 303, get(`${AUTHORIZATION}&pace=step`)],
  ['a call again', 303, (stage) => post(stage, '/client-credentials/call', {})],
  ['a fault that is set', 303, (stage) => post(stage, '/sandbox/faults', FAULT)],
  ['the health of the app', 200, get('/healthcheck')],
  ['its liveness', 200, get('/health/live')],
  ['its readiness', 200, get('/health/ready')],
  ['the health of a grant', 200, get('/client-credentials/healthcheck')],
  ['HEAD of a page', 200, get('/', {}, 'HEAD')],
  ['HEAD of what is not there', 404, get('/nowhere', {}, 'HEAD')],
  ['OPTIONS', 404, get('/', {}, 'OPTIONS')],
  ['a method that nobody knows', 403, get('/nowhere', {}, 'PROPFIND')],
];

const FAULT = { fault: '503', endpoint: 'api', era: 'current', times: '1' };

const files: readonly Kind[] = [
  ['the stylesheet', 200, get('/style.css')],
  ['the pages’ script', 200, get('/site.js')],
  ['a script', 200, get('/implicit/wire.js')],
  ['the icon', 200, get('/favicon.svg')],
  ['HEAD of a file', 200, get('/style.css', {}, 'HEAD')],
  ['a part of a file', 206, get('/style.css', { Range: 'bytes=0-9' })],
];

/** For which the test has to reach past the browser, or into the app. */
const fromInside: readonly Kind<Stage>[] = [
  ['a host that is not ours', 421, (stage) => askRaw(stage, '/', { Host: 'evil.example' })],
  ['a fault of ours', 500, (stage) => askBroken(stage, 500)],
  ['a storage that is away', 503, (stage) => askBroken(stage, 503)],
  ['a server that does not answer', 504, (stage) => askBroken(stage, 504)],
  [
    'a file that has not changed',
    304,
    (stage) => askRaw(stage, '/style.css', { 'If-Modified-Since': inAnHour() }),
  ],
  ['no such part', 416, (stage) => askRaw(stage, '/style.css', { Range: 'bytes=99999999-' })],
  ['no such version', 412, (stage) => askRaw(stage, '/style.css', { 'If-Match': '"x"' })],
];

/** What a browser can bring about, wherever the app runs. */
export const answersToBrowsers: readonly Kind[] = [...pages, ...refusals, ...others, ...files];
export const answersOfApp: readonly Kind<Stage>[] = [...answersToBrowsers, ...fromInside];

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toUTCString();
}

function fields(count: number): [string, string][] {
  return Array.from({ length: count }, (_, at) => [`field-${at}`, 'x']);
}

async function sendWrongPassword({ newBrowser }: Visitors) {
  const browser = newBrowser();
  return browser.follow(await sendPassword(browser, 'bruno', 'wrong'));
}
