/**
 * History: trades a person's name and password for a token, with nothing but Node. Bitbucket has this grant no
 * more, and nobody should: the password passes through the client. RFC 6749 §4.3, RFC 9700 §2.4
 */
const clientId = env('BITBUCKET_CONSUMER_KEY');
const clientSecret = env('BITBUCKET_CONSUMER_SECRET');
const username = env('BITBUCKET_USERNAME');
const password = env('BITBUCKET_PASSWORD');
const tokenUrl = `${env('BITBUCKET_URL', 'https://bitbucket.org')}/site/oauth2/access_token`;
const api = `${env('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0`;

try {
  // (B) The client sends what the person has told it, and shows who it is. RFC 6749 §4.3.2
  const { access_token } = await request(tokenUrl, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'password', username, password }),
  });

  // (C), (API) The token has arrived. It goes in the header, and nowhere else. RFC 6749 §4.3.3, RFC 6750 §2.1
  const headers = { Authorization: `Bearer ${access_token}` };
  const user = await request(`${api}/user`, { headers });
  console.log(`Token for ${user.display_name}`);
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
