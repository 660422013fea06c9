/**
 * What the app's packages cost by themselves: Express, express-session, helmet, and axios set up as the app
 * has it (src/wire/http-client.ts), under a time limit. The same flow as the bare client's, and nothing of
 * the app's own code. axios and helmet are those of the folder above.
 */
import http from 'node:http';
import { Axios } from 'axios';
import helmet from 'helmet';
import { UPSTREAM, serve } from './announce.js';
import {
  TOKEN_HEADERS,
  TOKEN_URL,
  authorizationUrl,
  bearerHeaders,
  newId,
  tokenForm,
} from './code-flow.js';
import { createExpressApp, keepResults } from './express-app.js';
import { readResults } from './read-results.js';

const axios = new Axios({
  adapter: 'http',
  proxy: false,
  maxRedirects: 0,
  headers: { 'Accept-Encoding': 'identity' },
  decompress: false,
  maxContentLength: 1024 * 1024,
  httpAgent: new http.Agent({ keepAlive: true }),
});

async function exchange(wire, method, url, headers, data) {
  const signal = AbortSignal.timeout(8_000);
  const answer = await axios.request({ method, url, headers, signal, ...(data && { data }) });
  const { status, headers: answered, data: text } = answer;
  wire.push({ method, url, headers, data, status, answered, text });
  if (status !== 200) throw new Error(`${status} from ${url}`);
  return JSON.parse(text);
}

serve((baseUrl) => {
  const redirectUri = `${baseUrl}/oauth-callback`;
  const app = createExpressApp();
  app.use(helmet());
  const show = keepResults(app);
  app.get('/authorize', (req, res) => {
    Object.assign(req.session, { state: newId(), codeVerifier: newId() });
    res.redirect(authorizationUrl(req.session, redirectUri));
  });
  app.get('/oauth-callback', async (req, res) => {
    const { state, codeVerifier } = req.session;
    if (state === undefined || state !== req.query.state) return res.sendStatus(400);
    const wire = [];
    const form = tokenForm({ codeVerifier }, req.query.code, redirectUri);
    const token = await exchange(wire, 'POST', TOKEN_URL, TOKEN_HEADERS, form);
    const bearer = bearerHeaders(token);
    const results = await readResults((url) => exchange(wire, 'GET', url, bearer), UPSTREAM);
    await renew(req);
    return show(req, res, { ...results, token, wire });
  });
  return app;
});

function renew({ session }) {
  return new Promise((resolve, reject) => {
    session.regenerate((error) => (error ? reject(error) : resolve()));
  });
}
