/**
 * The bare upstream that every client app talks to: node:http, agrees to everything, and answers
 * the API with the very bytes that the product's sandbox would send for the same person. With
 * `DELAY_MS`, each answer to a client comes so much later.
 */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../.product/dist/sandbox/index.js';
import { PATHS, WHOLE_USER } from './read-results.js';

const TOKEN_FILLER = 'x'.repeat(1900);
const WORKSPACE = 'analytical-engines';
const DELAY_MS = Number(process.env.DELAY_MS ?? 0);
const answers = new Map();

const server = http.createServer({ keepAliveTimeout: 60_000 }); // no round begins on a dying connection
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  await recordAnswers(baseUrl);
  server.on('request', answer);
  process.send({ baseUrl, marks: ['ada@mail.example', ...lastRepositoryName()] });
});
process.on('disconnect', () => process.exit());

/** Asks a sandbox once for everything that a flow reads, and keeps the answers. */
async function recordAnswers(baseUrl) {
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era: 'legacy',
    baseUrl,
    callbackUrl: `${baseUrl}/callback`,
  });
  server.on('request', sandbox.handler);
  const [{ clientId, clientSecret }] = sandbox.clients;
  const response = await fetch(sandbox.tokenEndpoint, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: accessToken } = await response.json();
  const headers = { Authorization: `Bearer ${accessToken}` };
  const { user, emails, workspaces, repositoriesOf } = PATHS;
  for (const path of [WHOLE_USER, user, emails, workspaces, repositoriesOf(WORKSPACE)]) {
    answers.set(path, await (await fetch(baseUrl + path, { headers })).text());
  }
  server.off('request', sandbox.handler);
}

function lastRepositoryName() {
  const pages = [...answers.values()].map((text) => JSON.parse(text));
  return [pages.at(-1).values.at(-1).name];
}

function answer(req, res) {
  const [path, query] = req.url.split('?');
  if (path === '/site/oauth2/authorize') return redirectBack(res, new URLSearchParams(query));
  if (path === '/site/oauth2/access_token') return issueToken(req, res);
  const text = answers.get(decodeURIComponent(req.url)); // some clients write a comma as %2C
  // Ends the bench: a 404 would do as well for most clients, and be measured in the place of the answer.
  if (text === undefined) throw new Error(`No answer is recorded for ${req.url}`);
  const isAllowed = req.headers.authorization?.startsWith('Bearer ');
  return send(res, isAllowed ? 200 : 401, isAllowed ? text : '{"type":"error"}');
}

function redirectBack(res, query) {
  const redirectUri = new URL(query.get('redirect_uri'));
  redirectUri.searchParams.set('code', randomBytes(14).toString('base64url'));
  redirectUri.searchParams.set('state', query.get('state') ?? '');
  res.writeHead(302, { Location: redirectUri.href }).end();
}

function issueToken(req, res) {
  let body = '';
  req.on('data', (chunk) => (body += chunk));
  req.on('end', () => {
    const form = new URLSearchParams(body);
    const isGood = form.get('grant_type') === 'authorization_code' && form.get('code');
    if (!isGood) return send(res, 400, '{"error":"invalid_grant"}');
    return send(
      res,
      200,
      JSON.stringify({
        scope: 'account email repository',
        access_token: TOKEN_FILLER + randomBytes(62).toString('base64url'),
        expires_in: 7200,
        token_type: 'bearer',
        state: 'authorization_code',
        refresh_token: TOKEN_FILLER + randomBytes(62).toString('base64url'),
      }),
    );
  });
}

async function send(res, status, text) {
  if (DELAY_MS > 0) await wait(DELAY_MS);
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(text);
}
