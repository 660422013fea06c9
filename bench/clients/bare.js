/**
 * The bare limit of a client app: node:http on both sides. State and PKCE checked, sessions in a
 * Map, the API read, each exchange kept in a wire log, the results shown on a page.
 */
import http from 'node:http';
import { Bounded } from '../bounded.js';
import { MOST_VISITORS, UPSTREAM, serve } from './announce.js';
import {
  TOKEN_HEADERS,
  TOKEN_URL,
  authorizationUrl,
  bearerHeaders,
  newId,
  tokenForm,
} from './code-flow.js';
import { readResults } from './read-results.js';

const agent = new http.Agent({ keepAlive: true });
const sessions = new Bounded(MOST_VISITORS);

function exchange(wire, method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => {
        const { statusCode: status, headers: answered } = response;
        wire.push({ method, url, headers, body, status, answered, text });
        if (status === 200) resolve(JSON.parse(text));
        else reject(new Error(`${status} from ${url}`));
      });
    });
    request.on('error', reject).end(body);
  });
}

function begin(res, redirectUri) {
  const session = { state: newId(), codeVerifier: newId() };
  const id = newId();
  sessions.set(id, session);
  const location = authorizationUrl(session, redirectUri);
  res.writeHead(302, { Location: location, 'Set-Cookie': `sid=${id}; HttpOnly` }).end();
}

async function complete(res, session, query, redirectUri) {
  if (!session || session.state !== query.get('state')) return res.writeHead(400).end();
  const wire = [];
  const form = tokenForm(session, query.get('code'), redirectUri);
  const headers = { ...TOKEN_HEADERS, 'Content-Length': form.length };
  const token = await exchange(wire, 'POST', TOKEN_URL, headers, form);
  const bearer = bearerHeaders(token);
  const results = await readResults((url) => exchange(wire, 'GET', url, bearer), UPSTREAM);
  Object.assign(session, { token, wire, results, state: undefined });
  return res.writeHead(303, { Location: '/result' }).end();
}

const escape = (text) => String(text).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const items = (values, show) => values.map((value) => `<li>${escape(show(value))}</li>`).join('');

function show(res, session) {
  if (!session?.results) return res.writeHead(404).end();
  const { user, emails, workspaces, repositories } = session.results;
  const page = `<!doctype html><html lang="en"><body><h1>${escape(user.display_name)}</h1>
<ul>${items(emails, ({ email }) => email)}</ul>
<ul>${items(workspaces, ({ workspace }) => workspace.slug)}</ul>
<ul>${items(repositories, ({ name, language }) => `${name} (${language})`)}</ul>
<ol>${items(session.wire, ({ method, url, status }) => `${method} ${url} ${status}`)}</ol></body></html>`;
  const headers = { 'Content-Type': 'text/html', 'Content-Length': Buffer.byteLength(page) };
  return res.writeHead(200, headers).end(page);
}

serve((baseUrl) => async (req, res) => {
  const { pathname, searchParams } = new URL(req.url, baseUrl);
  const redirectUri = `${baseUrl}/oauth-callback`;
  const session = sessions.get(/sid=([^;]+)/.exec(req.headers.cookie ?? '')?.[1]);
  if (pathname === '/authorize') begin(res, redirectUri);
  else if (pathname === '/oauth-callback') await complete(res, session, searchParams, redirectUri);
  else show(res, session);
});
