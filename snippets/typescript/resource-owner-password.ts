/**
 * History: trades a person's name and password for a token, with axios. Bitbucket has this grant no more,
 * and nobody should: the password passes through the client. RFC 6749 §4.3, RFC 9700 §2.4
 */
import { type AxiosError, create } from 'axios';

const [client, secret] = [env('BITBUCKET_CONSUMER_KEY'), env('BITBUCKET_CONSUMER_SECRET')];
const [username, password] = [env('BITBUCKET_USERNAME'), env('BITBUCKET_PASSWORD')];
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;

const strict = { maxRedirects: 0, transitional: { silentJSONParsing: false } };
const http = create({ ...strict, responseType: 'json' });
// Ten seconds for all of a call: the time-out of axios begins anew with each byte.
http.interceptors.request.use((call) => ({ ...call, signal: AbortSignal.timeout(10_000) }));
type Refusal = { error?: string | { message: string }; error_description?: string };

async function readUser(): Promise<{ display_name: string }> {
  // (B) The client sends what the person has told it, and shows who it is. RFC 6749 §4.3.2
  const form = new URLSearchParams({ grant_type: 'password', username, password });
  const auth = { username: client, password: secret };
  const { data } = await http.post<{ access_token: string }>(tokenUrl, form, { auth });

  // (C), (API) The token has arrived. It goes in the header, and nowhere else. RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${data.access_token}` };
  return (await http.get<{ display_name: string }>(`${api}/user`, { headers })).data;
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

readUser()
  .then(({ display_name }) => console.log(`Token for ${display_name}`))
  .catch(explain);
