/** Prints the repositories of a workspace, page by page, with axios and the token of TOKEN_FILE. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type AxiosError, create } from 'axios';

const api = `${process.env['BITBUCKET_API_URL'] || 'https://api.bitbucket.org'}/2.0`;
const tokenFile = process.env['TOKEN_FILE'] || 'bitbucket-token.json';
const strict = { maxRedirects: 0, transitional: { silentJSONParsing: false } };
const http = create({ ...strict, responseType: 'json' });
// Ten seconds for all of a call: the time-out of axios begins anew with each byte.
http.interceptors.request.use((call) => ({ ...call, signal: AbortSignal.timeout(10_000) }));

type Page<T> = { values: T[]; next?: string };
type Refusal = { error?: { message: string } };

async function get<T>(url: string): Promise<Page<T>> {
  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const { access_token } = JSON.parse(readFileSync(tokenFile, 'utf8')) as { access_token: string };
  const headers = { Authorization: `Bearer ${access_token}` };
  const call = () => http.get<Page<T>>(url, { headers });
  return (await call().catch((error: AxiosError) => waitFor(error).then(call))).data;
}

/** Where the server asks for time: for a minute at most. RFC 9110 §10.2.3 */
async function waitFor(error: AxiosError): Promise<void> {
  const { status, headers } = error.response ?? {};
  const seconds = Number(headers?.['retry-after'] ?? NaN);
  if ((status !== 429 && status !== 503) || !(seconds <= 60)) throw error;
  await setTimeout(seconds * 1000);
}

async function findWorkspace(): Promise<string> {
  const page = await get<{ workspace: { slug: string } }>(`${api}/user/workspaces?pagelen=1`);
  const [first] = page.values;
  if (!first) throw new Error('The token sees no workspace.');
  return first.workspace.slug;
}

async function listRepositories(): Promise<void> {
  const workspace = process.env['WORKSPACE'] || (await findWorkspace());
  let url: string | undefined = `${api}/repositories/${workspace}?pagelen=100`;
  while (url) {
    const page: Page<{ full_name: string }> = await get(url);
    for (const { full_name } of page.values) console.log(full_name);

    // (Next) The address of the next page is given, never built. The token goes to the API's own origin alone.
    url = page.next;
    if (url && new URL(url).origin !== new URL(api).origin) {
      throw new Error('The next page is on another server.');
    }
  }
}

listRepositories().catch(({ code, config, message, response }: AxiosError<Refusal>) => {
  const text = code === 'ERR_CANCELED' ? `${config?.url} took longer than 10 s` : message;
  const hint = response?.status === 401 ? ' (run refresh)' : '';
  console.error((response?.data.error?.message ?? text) + hint);
  process.exitCode = 1;
});
