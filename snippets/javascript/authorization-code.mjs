/**
 * Signs a person in, with nothing but Node: the authorization code grant with PKCE.
 * RFC 6749 §4.1, RFC 7636
 */
import { createHash, randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const clientId = env('BITBUCKET_CONSUMER_KEY');
const clientSecret = env('BITBUCKET_CONSUMER_SECRET');
const oauth2 = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;
const callback = env('CALLBACK_URL', 'http://localhost:3000/oauth-callback');
const requestedScope = env('BITBUCKET_SCOPES', 'account repository');
const tokenFile = env('TOKEN_FILE', 'bitbucket-token.json');

// (A) Ask for a code: the state is for this request alone, the verifier stays here. RFC 6749 §4.1.1
const state = randomBytes(32).toString('base64url');
const verifier = randomBytes(32).toString('base64url');
const query = new URLSearchParams({
  response_type: 'code',
  client_id: clientId,
  redirect_uri: callback,
  scope: requestedScope,
  state,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
});

const { hostname, port, pathname } = new URL(callback);
const server = createServer(receive).listen(port || 80, hostname);
server.once('listening', () => console.log(`Open ${oauth2}/authorize?${query}`));
server.once('error', fail);

async function receive(req, res) {
  const [path, parameters] = req.url.split('?');
  const received = new URLSearchParams(parameters);
  const answer = (status, text) => res.writeHead(status, { Connection: 'close' }).end(text);
  if (path !== pathname) return answer(404, 'There is nothing here.');

  // (C) First of all: is it the answer to our request? RFC 6749 §4.1.2, §10.12
  if (received.get('state') !== state) {
    console.error('An answer came with another state: it is not used.');
    return answer(400, 'This is no answer to our request: its state is another.');
  }

  server.close(); // one answer is all, and no connection that a browser holds is waited for
  res.on('close', () => server.closeAllConnections());
  try {
    console.log(`Signed in as ${await signIn(received)}`);
    return answer(200, 'You are signed in, and can close this page.');
  } catch (error) {
    fail(error);
    return answer(200, 'That did not work. The program says why.');
  }
}

async function signIn(answer) {
  const code = answer.get('code');
  if (!code) throw new Error(`${answer.get('error')}: ${answer.get('error_description')}`);

  // (D) Trade the code: HTTP Basic, the same redirect_uri, and the verifier. RFC 6749 §4.1.3
  const tokens = await request(`${oauth2}/access_token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback,
      code_verifier: verifier,
    }),
  });

  // (E) The tokens arrive. A new file, then renamed: a crash loses nothing. RFC 6749 §4.1.4
  const { access_token, refresh_token, expires_in, scope = requestedScope } = tokens;
  const expires_at = Math.floor(Date.now() / 1000) + expires_in;
  const kept = JSON.stringify({ access_token, refresh_token, expires_at, scope });
  const file = `${tokenFile}.${randomBytes(8).toString('hex')}`;
  writeFileSync(file, kept, { mode: 0o600, flag: 'wx' });
  renameSync(file, tokenFile);

  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${access_token}` };
  return (await request(`${api}/user`, { headers })).display_name;
}

function fail(error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}

/** Ends a request after ten seconds, and says which one it was. */
function limit(call) {
  const controller = new AbortController();
  const end = () => controller.abort(new Error(`${call} took longer than 10 s`));
  setTimeout(end, 10_000).unref();
  return controller.signal;
}

/** Takes no secret to where a redirect leads. */
async function request(url, options) {
  const signal = limit(`${options.method ?? 'GET'} ${url}`);
  const response = await fetch(url, { ...options, redirect: 'manual', signal });
  if (response.ok) return response.json();
  const { error, error_description } = await response.json().catch(() => ({}));
  if (!error) throw new Error(`HTTP ${response.status}`);
  throw new Error(error.message ?? `${error}: ${error_description}`);
}

function env(name, otherwise) {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}
