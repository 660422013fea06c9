/** Prints the repositories of a workspace, page by page, with nothing but Node and the token of TOKEN_FILE. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const api = `${process.env.BITBUCKET_API_URL || 'https://api.bitbucket.org'}/2.0`;
const tokenFile = process.env.TOKEN_FILE || 'bitbucket-token.json';

async function call(url) {
  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  const { access_token } = JSON.parse(readFileSync(tokenFile, 'utf8'));
  if (/[^!-~]/.test(access_token)) throw new Error('The token is malformed.');
  const headers = { Authorization: `Bearer ${access_token}` };
  return fetch(url, { headers, redirect: 'manual', signal: limit(`GET ${url}`) });
}

/** Ends a request after ten seconds, and says which one it was. */
function limit(request) {
  const controller = new AbortController();
  const end = () => controller.abort(new Error(`${request} took longer than 10 s`));
  setTimeout(10_000, undefined, { ref: false }).then(end);
  return controller.signal;
}

/** Where the server asks for time, waits once, for a minute at most. RFC 9110 §10.2.3 */
async function get(url) {
  let response = await call(url);
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  if ([429, 503].includes(response.status) && seconds <= 60) {
    await setTimeout(seconds * 1000);
    response = await call(url);
  }
  if (response.ok) return response.json();
  const { error } = await response.json().catch(() => ({}));
  const hint = response.status === 401 ? ' (run refresh)' : '';
  throw new Error((error?.message ?? `HTTP ${response.status}`) + hint);
}

async function findWorkspace() {
  const { values } = await get(`${api}/user/workspaces?pagelen=1`);
  if (values.length === 0) throw new Error('The token sees no workspace.');
  return values[0].workspace.slug;
}

try {
  const workspace = process.env.WORKSPACE || (await findWorkspace());
  let url = `${api}/repositories/${workspace}?pagelen=100`;
  while (url) {
    const page = await get(url);
    for (const { full_name } of page.values) console.log(full_name);

    // (Next) The address of the next page is given, never built. The token goes to the API's own origin alone.
    url = page.next;
    if (url && new URL(url).origin !== new URL(api).origin) {
      throw new Error('The next page is on another server.');
    }
  }
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
