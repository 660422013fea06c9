/** Renews the token of TOKEN_FILE with axios, one process at a time. RFC 6749 §6 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type AxiosError, create } from 'axios';

const [username, password] = [env('BITBUCKET_CONSUMER_KEY'), env('BITBUCKET_CONSUMER_SECRET')];
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;
const tokenFile = env('TOKEN_FILE', 'bitbucket-token.json');
const lock = `${tokenFile}.locked`;
const strict = { maxRedirects: 0, transitional: { silentJSONParsing: false } };
const http = create({ ...strict, responseType: 'json' });
http.interceptors.request.use((call) => ({ ...call, signal: AbortSignal.timeout(10_000) }));
type Tokens = { access_token: string; refresh_token: string; expires_at: number; scope: string };
type Refusal = { error?: string | { message: string }; error_description?: string };

const read = () => JSON.parse(readFileSync(tokenFile, 'utf8')) as Tokens;
const isGood = ({ expires_at }: Tokens) => expires_at - 60 > Date.now() / 1000;

async function readGoodToken(): Promise<Tokens> {
  if (isGood(read())) return read();
  // (Lock) One process refreshes. Those that wait for it find, once they have the lock, that it is done.
  await takeLock();
  try {
    return isGood(read()) ? read() : await refresh(read());
  } finally {
    rmSync(lock, { recursive: true });
  }
}

async function takeLock(): Promise<void> {
  // (Lock) A folder can be made once. One who was killed leaves it behind: for a minute.
  try {
    mkdirSync(lock);
  } catch (error) {
    if (!String(error).includes('EEXIST')) throw error;
    const madeAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - madeAt > 60_000) rmSync(lock, { recursive: true, force: true });
    await setTimeout(100).then(takeLock);
  }
}

async function refresh({ refresh_token: old, scope: granted }: Tokens): Promise<Tokens> {
  // (Refresh) Trade the refresh token for another token. RFC 6749 §6
  type Answer = Partial<Tokens> & { access_token: string; expires_in: number };
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: old });
  const answer = await http.post<Answer>(tokenUrl, form, { auth: { username, password } });

  // (Refresh) The old one is spent: store what came before it is used. No new one: keep the old.
  const { access_token, expires_in, refresh_token = old, scope = granted } = answer.data;
  const expires_at = Math.floor(Date.now() / 1000) + expires_in;
  const tokens = { access_token, refresh_token, expires_at, scope };
  writeFileSync(`${lock}/new`, JSON.stringify(tokens), { mode: 0o600, flag: 'wx' });
  renameSync(`${lock}/new`, tokenFile);
  return tokens;
}

async function showUser({ access_token, expires_at }: Tokens): Promise<void> {
  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${access_token}` };
  const { data } = await http.get<{ display_name: string }>(`${api}/user`, { headers });
  console.log(`Token of ${data.display_name}, good until`, new Date(expires_at * 1000).toJSON());
}

function explain({ code, config, message, response }: AxiosError<Refusal>): void {
  const { error, error_description: why = '' } = response?.data ?? {};
  const text = code === 'ERR_CANCELED' ? `${config?.url} took longer than 10 s` : message;
  const more = `${why} (sign in again)`;
  console.error(typeof error === 'string' ? `${error}: ${more}` : (error?.message ?? text));
  process.exitCode = 1;
}

function env(name: string, otherwise?: string): string {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}

readGoodToken().then(showUser).catch(explain);
