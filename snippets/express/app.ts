/** A small Express app that signs people in with Bitbucket. `npx tsx app.ts`, then open the address it prints. */
import { randomBytes } from 'node:crypto';
import axios from 'axios';
import express, { type ErrorRequestHandler } from 'express';
import session from 'express-session';
import { SignInNeeded, createBitbucketOAuth } from './bitbucket-oauth.ts';

const {
  BITBUCKET_CONSUMER_KEY: clientId,
  BITBUCKET_CONSUMER_SECRET: clientSecret,
  BITBUCKET_URL: bitbucketUrl = 'https://bitbucket.org',
  BITBUCKET_API_URL: apiUrl = 'https://api.bitbucket.org',
  CALLBACK_URL: callbackUrl = 'http://localhost:3000/oauth-callback',
  BITBUCKET_SCOPES: scope = 'account repository',
} = process.env;
if (!clientId || !clientSecret) {
  console.error('Set BITBUCKET_CONSUMER_KEY and BITBUCKET_CONSUMER_SECRET.');
  process.exit(1);
}

const bitbucket = createBitbucketOAuth({
  clientId,
  clientSecret,
  callbackUrl,
  scope,
  bitbucketUrl,
  tokens: new Map(),
});
const { origin, port, protocol } = new URL(callbackUrl);

const app = express();
app.use(
  session({
    secret: randomBytes(32).toString('base64'), // Demo only: sessions end with the process.
    resave: false,
    saveUninitialized: false,
    // Lax: strict would leave it out when the browser comes back from Bitbucket.
    cookie: { httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' },
  }),
);
app.use(bitbucket.router);

app.get('/', async (req, res) => {
  const accessToken = await bitbucket.accessTokenFor(req.session);
  const { status, data } = await axios.get<{ display_name?: string }>(`${apiUrl}/2.0/user`, {
    headers: { Authorization: `Bearer ${accessToken}` }, // RFC 6750 §2.1
    timeout: 10_000,
    maxRedirects: 0,
    validateStatus: () => true,
  });
  if (status === 401) throw new SignInNeeded('Bitbucket takes this token no more.');
  if (status !== 200) throw new Error(`The API answered ${status}.`);
  res.send(`<p>Signed in as ${escapeHtml(data.display_name ?? 'somebody')}.</p>
<form method="post" action="/sign-out"><button>Sign out</button></form>`);
});

const showError: ErrorRequestHandler = (error: Error & { status?: number }, _req, res, _next) => {
  res.status(error.status ?? 500);
  res.send(`<p>${escapeHtml(error.message)}</p>
<p><a href="/authorize">Sign in with Bitbucket</a></p>`);
};
app.use(showError);

app.listen(Number(port || 80), () => console.log(`Open ${origin}/`));

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
