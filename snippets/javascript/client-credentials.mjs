/** Acts as the client itself, with nothing but Node: the client credentials grant. RFC 6749 §4.4 */
const clientId = env('BITBUCKET_CONSUMER_KEY');
const clientSecret = env('BITBUCKET_CONSUMER_SECRET');
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;

/** Kept while it is good: a token for each call would be a request too many. */
let token = { value: '', goodUntil: 0 };

async function getToken() {
  if (Date.now() < token.goodUntil - 60_000) return token.value;

  // (A) Show who the client is, with HTTP Basic. RFC 6749 §4.4.2
  const response = await request(tokenUrl, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });

  // (B) The token arrives. There is no refresh token: the secret brings another. RFC 6749 §4.4.3
  if (!response.ok) throw await refusal(response);
  const { access_token, expires_in } = await response.json();
  token = { value: access_token, goodUntil: Date.now() + expires_in * 1000 };
  return token.value;
}

async function callApi(path) {
  // (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  return request(api + path, { headers: { Authorization: `Bearer ${await getToken()}` } });
}

try {
  let response = await callApi('/user');
  if (response.status === 401) {
    token.goodUntil = 0; // it ended before its time: another one, once
    response = await callApi('/user');
  }
  if (!response.ok) throw await refusal(response);
  console.log(`Acting as ${(await response.json()).display_name}`);
} catch (error) {
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
function request(url, options) {
  const signal = limit(`${options.method ?? 'GET'} ${url}`);
  return fetch(url, { ...options, redirect: 'manual', signal });
}

/** In the words of the server, where it has any. RFC 6749 §5.2 */
async function refusal(response) {
  const { error, error_description } = await response.json().catch(() => ({}));
  if (!error) return new Error(`HTTP ${response.status}`);
  return new Error(error.message ?? `${error}: ${error_description}`);
}

function env(name, otherwise) {
  const value = process.env[name] || otherwise;
  if (!value) console.error(`Set ${name}.`);
  return value || process.exit(1);
}
