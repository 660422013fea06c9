/** Signs a person in, with Express and axios: the authorization code grant. RFC 6749 §4.1, RFC 7636 */
import { createHash, randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { type AxiosError, create } from 'axios';
import express from 'express';

const [username, password] = [env('BITBUCKET_CONSUMER_KEY'), env('BITBUCKET_CONSUMER_SECRET')];
const oauth2 = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2`;
const tokenUrl = `${oauth2}/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;
const redirect_uri = env('CALLBACK_URL', 'http://localhost:3000/oauth-callback');
const requestedScope = env('BITBUCKET_SCOPES', 'account repository');
const tokenFile = env('TOKEN_FILE', 'bitbucket-token.json');
const strict = { maxRedirects: 0, transitional: { silentJSONParsing: false } };
const http = create({ ...strict, responseType: 'json' });
http.interceptors.request.use((call) => ({ ...call, signal: AbortSignal.timeout(10_000) }));
type Tokens = { access_token: string; refresh_token: string; expires_in: number; scope?: string };
type Refusal = { error?: string | { message: string }; error_description?: string };

// (A) Ask for a code: the state is for this request alone, the verifier stays here. RFC 6749 §4.1.1
const state = randomBytes(32).toString('base64url');
const code_verifier = randomBytes(32).toString('base64url');
const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
const request = { response_type: 'code', client_id: username, redirect_uri, state };
const more = { scope: requestedScope, code_challenge, code_challenge_method: 'S256' };
const query = new URLSearchParams({ ...request, ...more }).toString();

const { hostname, port, pathname } = new URL(redirect_uri);
const app = express();
const server = app.listen(Number(port) || 80, hostname, (error?: Error) =>
  error ? explain({ message: error.message }) : console.log(`Open ${oauth2}/authorize?${query}`),
);
app.get(pathname, async ({ query: answer }, res) => {
  // (C) First of all: is it the answer to our request? RFC 6749 §4.1.2, §10.12
  if (answer['state'] !== state) {
    console.error('An answer came with another state: it is not used.');
    res.status(400).send('This is no answer to our request: its state is another.');
  } else {
    server.close(); // one answer is all, and no connection that a browser holds is waited for
    res.on('close', () => server.closeAllConnections());
    res.set('Connection', 'close').send(await signIn(answer).catch(explain));
  }
});

async function signIn({ code, error, error_description }: Record<string, unknown>) {
  if (typeof code !== 'string') throw new Error([error, error_description].join(': '));
  // (D) Trade the code: HTTP Basic, the same redirect_uri, and the verifier. RFC 6749 §4.1.3
  const form = { grant_type: 'authorization_code', code, redirect_uri, code_verifier };
  const auth = { username, password };
  const { data } = await http.post<Tokens>(tokenUrl, new URLSearchParams(form), { auth });

  // (E) The tokens arrive. A new file, then renamed: a crash loses nothing. RFC 6749 §4.1.4
  const { access_token, refresh_token, expires_in, scope = requestedScope } = data;
  const expires_at = Math.floor(Date.now() / 1000) + expires_in;
  const kept = JSON.stringify({ access_token, refresh_token, expires_at, scope });
  const file = `${tokenFile}.${randomBytes(8).toString('hex')}`;
  writeFileSync(file, kept, { mode: 0o600, flag: 'wx' });
  renameSync(file, tokenFile);

  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${access_token}` };
  const user = await http.get<{ display_name: string }>(`${api}/user`, { headers });
  console.log(`Signed in as ${user.data.display_name}`);
  return 'You are signed in, and can close this page.';
}

function explain({ code, config, message, response }: Partial<AxiosError<Refusal>>) {
  const { error, error_description: why = '' } = response?.data ?? {};
  const text = code === 'ERR_CANCELED' ? `${config?.url} took longer than 10 s` : message;
  console.error(typeof error === 'string' ? `${error}: ${why}` : (error?.message ?? text));
  process.exitCode = 1;
  return 'That did not work. The program says why.';
}

function env(name: string, otherwise?: string): string {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}
