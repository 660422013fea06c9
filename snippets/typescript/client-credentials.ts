/** Acts as the client itself, with axios: the client credentials grant. RFC 6749 §4.4 */
import { type AxiosError, create, isAxiosError } from 'axios';

const [username, password] = [env('BITBUCKET_CONSUMER_KEY'), env('BITBUCKET_CONSUMER_SECRET')];
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;

const strict = { maxRedirects: 0, transitional: { silentJSONParsing: false } };
const http = create({ ...strict, responseType: 'json' });
// Ten seconds for all of a call: the time-out of axios begins anew with each byte.
http.interceptors.request.use((call) => ({ ...call, signal: AbortSignal.timeout(10_000) }));
type Refusal = { error?: string | { message: string }; error_description?: string };

/** Kept while it is good: a token for each call would be a request too many. */
let token = { value: '', goodUntil: 0 };

async function getToken(): Promise<string> {
  if (Date.now() < token.goodUntil - 60_000) return token.value;

  // (A) Show who the client is, with HTTP Basic. RFC 6749 §4.4.2
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const auth = { username, password };
  type Answer = { access_token: string; expires_in: number };
  const { data } = await http.post<Answer>(tokenUrl, form, { auth });

  // (B) The token arrives. There is no refresh token: the secret brings another. RFC 6749 §4.4.3
  token = { value: data.access_token, goodUntil: Date.now() + data.expires_in * 1000 };
  return token.value;
}

async function callApi<T>(path: string): Promise<T> {
  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${await getToken()}` };
  return (await http.get<T>(api + path, { headers })).data;
}

/** Where a token ends before its time: with another one, once. */
async function callApiTwice<T>(path: string): Promise<T> {
  return callApi<T>(path).catch((error: unknown) => {
    if (!isAxiosError(error) || error.response?.status !== 401) throw error;
    token.goodUntil = 0;
    return callApi<T>(path);
  });
}

function explain({ code, config, message, response }: AxiosError<Refusal>): void {
  const { error, error_description: why = '' } = response?.data ?? {};
  const text = code === 'ERR_CANCELED' ? `${config?.url} took longer than 10 s` : message;
  console.error(typeof error === 'string' ? `${error}: ${why}` : (error?.message ?? text));
  process.exitCode = 1;
}

function env(name: string, otherwise?: string): string {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}

callApiTwice<{ display_name: string }>('/user')
  .then((user) => console.log(`Acting as ${user.display_name}`))
  .catch(explain);
