/** Renews the token of TOKEN_FILE with nothing but Node, one process at a time. RFC 6749 §6 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const clientId = env('BITBUCKET_CONSUMER_KEY');
const clientSecret = env('BITBUCKET_CONSUMER_SECRET');
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;
const tokenFile = env('TOKEN_FILE', 'bitbucket-token.json');
const lock = `${tokenFile}.locked`;

const read = () => JSON.parse(readFileSync(tokenFile, 'utf8'));
const isGood = ({ expires_at }) => expires_at - 60 > Date.now() / 1000;

async function readGoodToken() {
  if (isGood(read())) return read();

  // (Lock) One process refreshes. Those that wait for it find, once they have the lock, that it is done.
  await takeLock();
  try {
    return isGood(read()) ? read() : await refresh(read());
  } finally {
    rmSync(lock, { recursive: true });
  }
}

async function takeLock() {
  // (Lock) A folder can be made once. One who was killed leaves it behind: for a minute.
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const madeAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - madeAt > 60_000) rmSync(lock, { recursive: true, force: true });
    await setTimeout(100).then(takeLock);
  }
}

async function refresh({ refresh_token: old, scope: granted }) {
  // (Refresh) Trade the refresh token for another token. RFC 6749 §6
  const answer = await request(tokenUrl, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: old }),
  });

  // (Refresh) The old one is spent: store what came before it is used. No new one: keep the old.
  const { access_token, expires_in, refresh_token = old, scope = granted } = answer;
  const expires_at = Math.floor(Date.now() / 1000) + expires_in;
  const tokens = { access_token, refresh_token, expires_at, scope };
  writeFileSync(`${lock}/new`, JSON.stringify(tokens), { mode: 0o600, flag: 'wx' });
  renameSync(`${lock}/new`, tokenFile);
  return tokens;
}

try {
  const { access_token, expires_at } = await readGoodToken();
  if (/[^!-~]/.test(access_token)) throw new Error('The token is malformed.');

  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${access_token}` };
  const user = await request(`${api}/user`, { headers });
  const until = new Date(expires_at * 1000).toISOString();
  console.log(`Token of ${user.display_name}, good until ${until}`);
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}

/** Ends a request after ten seconds, and says which one it was. */
function limit(call) {
  const controller = new AbortController();
  const end = () => controller.abort(new Error(`${call} took longer than 10 s`));
  setTimeout(10_000, undefined, { ref: false }).then(end);
  return controller.signal;
}

/** Takes no secret to where a redirect leads. */
async function request(url, options) {
  const signal = limit(`${options.method ?? 'GET'} ${url}`);
  const response = await fetch(url, { ...options, redirect: 'manual', signal });
  if (response.ok) return response.json();
  const { error, error_description } = await response.json().catch(() => ({}));
  if (!error) throw new Error(`HTTP ${response.status}`);
  throw new Error(error.message ?? `${error}: ${error_description} (sign in again)`);
}

function env(name, otherwise) {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}
