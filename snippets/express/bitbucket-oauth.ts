/**
 * Sign-in with Bitbucket for an Express app that has express-session: the authorization code grant,
 * RFC 6749 §4.1, whole in this file. Tokens stay on the server, and are renewed in time.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import axios from 'axios';
import { type Request, Router } from 'express';
import type { SessionData } from 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** What this browser has asked for and has no answer to yet: one for each tab. */
    bitbucketAsked?: readonly Asked[];
    /** Where the tokens of the person are, in the store. */
    bitbucketTokens?: string;
  }
}

interface Asked {
  readonly state: string;
  readonly codeVerifier: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A `Map` does for one process. In a database, encrypt them. */
export interface TokenStore {
  get(id: string): Promise<Tokens | undefined> | Tokens | undefined;
  set(id: string, tokens: Tokens): unknown;
  delete(id: string): unknown;
}

export interface BitbucketOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** As it is registered. The router answers at its path. */
  readonly callbackUrl: string;
  readonly scope: string;
  /** `https://bitbucket.org`, or a sandbox. */
  readonly bitbucketUrl: string;
  readonly tokens: TokenStore;
}

/** Bitbucket has refused, in its own words. Express answers with `status`. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(`${code}: ${description}`);
    this.status = status;
    this.code = code;
  }
}

/** There is no token, and none can be had without the person: lead them to `/authorize`. */
export class SignInNeeded extends Error {
  readonly status = 401;
}

export function createBitbucketOAuth(options: BitbucketOptions) {
  return { router: createRouter(options), accessTokenFor: createAccessTokenFor(options) };
}

function createRouter(options: BitbucketOptions): Router {
  const { callbackUrl, tokens } = options;
  const router = Router();

  router.get('/authorize', (req, res) => {
    const asked = { state: random(), codeVerifier: random() };
    const { bitbucketAsked: others = [] } = req.session;
    req.session.bitbucketAsked = [...others, asked].slice(-5); // tabs at once
    res.redirect(authorizationRequest(options, asked));
  });

  router.get(new URL(callbackUrl).pathname, async (req, res) => {
    // (C) The browser is back. Has it asked for this answer? RFC 6749 §4.1.2, §10.12
    const answer = new URL(req.originalUrl, callbackUrl).searchParams;
    const all = req.session.bitbucketAsked ?? [];
    const asked = all.find(({ state }) => state === answer.get('state'));
    if (!asked) throw new OAuthError(400, 'invalid_state', 'this browser has not asked for it');
    const others = all.filter((one) => one !== asked); // a state is good for one answer
    req.session.bitbucketAsked = others;
    const error = answer.get('error');
    if (error !== null) throw new OAuthError(403, error, answer.get('error_description') ?? '');

    // (D), (E) The code is traded for tokens, server to server. RFC 6749 §4.1.3, RFC 7636 §4.5
    const fresh = await requestTokens(options, {
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: callbackUrl,
      code_verifier: asked.codeVerifier,
    });

    await startSession(req, tokens);
    req.session.bitbucketAsked = others;
    req.session.bitbucketTokens = randomUUID();
    await tokens.set(req.session.bitbucketTokens, fresh);
    res.redirect('/');
  });

  router.post('/sign-out', async (req, res) => {
    await startSession(req, tokens);
    res.redirect('/');
  });
  return router;
}

// (A) The browser is sent to the authorization endpoint. RFC 6749 §4.1.1, PKCE: RFC 7636 §4.3
function authorizationRequest(options: BitbucketOptions, { state, codeVerifier }: Asked): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: options.clientId,
    redirect_uri: options.callbackUrl,
    scope: options.scope,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${options.bitbucketUrl}/site/oauth2/authorize?${query.toString()}`;
}

/** Under a new id: whoever knew the old one is not signed in. What else it had is lost. */
async function startSession(req: Request, tokens: TokenStore): Promise<void> {
  if (req.session.bitbucketTokens !== undefined) await tokens.delete(req.session.bitbucketTokens);
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error?: Error) => (error ? reject(error) : resolve()));
  });
}

const MINUTE_MS = 60_000;
/** What a refresh token is refused with: in RFC 6749 §5.2, by Bitbucket, and by Bitbucket until May 2026. */
const REFUSALS = new Set(['invalid_grant', 'unauthorized_client', 'invalid_request']);

function createAccessTokenFor(options: BitbucketOptions) {
  const refreshes = new Map<string, Promise<Tokens>>();

  /** @throws {SignInNeeded} */
  return async function accessTokenFor(session: Partial<SessionData>): Promise<string> {
    const id = session.bitbucketTokens ?? '';
    const { accessToken, expiresAt } = await find(id);
    if (expiresAt - Date.now() > MINUTE_MS) return accessToken;

    // (Lock) A refresh token is good for one use: one refreshes, and all who ask meanwhile wait for it.
    // That is so within a process. Several processes need a lock that they share.
    const running = refreshes.get(id) ?? refresh(id).finally(() => refreshes.delete(id));
    refreshes.set(id, running);
    return (await running).accessToken;
  };

  async function find(id: string): Promise<Tokens> {
    const found = await options.tokens.get(id);
    if (!found) throw new SignInNeeded('Sign in with Bitbucket.');
    return found;
  }

  // (Refresh) The new tokens are stored before they are used: the old refresh token is spent. RFC 6749 §6
  async function refresh(id: string): Promise<Tokens> {
    const { refreshToken } = await find(id);
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const fresh = await requestTokens(options, form).catch((error: unknown) => {
      const isRefused = error instanceof OAuthError && REFUSALS.has(error.code);
      throw isRefused ? new SignInNeeded(`Sign in again. ${error.message}`) : error;
    });
    await options.tokens.set(id, fresh);
    return fresh;
  }
}

async function requestTokens(
  options: BitbucketOptions,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const address = `${options.bitbucketUrl}/site/oauth2/access_token`;
  const { status, data } = await axios
    .post<Partial<Record<string, unknown>> | null>(address, new URLSearchParams(form), {
      auth: { username: options.clientId, password: options.clientSecret }, // RFC 6749 §2.3.1
      timeout: 10_000,
      maxRedirects: 0, // the secret goes to no other address
      validateStatus: () => true,
    })
    .catch((error: Error) => {
      throw new OAuthError(502, 'no_answer', error.message); // the error itself has the secret
    });
  const answer = data ?? {};
  const { access_token: accessToken, refresh_token: refreshToken = form['refresh_token'] } = answer;
  if (status === 200 && typeof accessToken === 'string' && typeof refreshToken === 'string') {
    const lifetimeSeconds = Number(answer['expires_in'] ?? 7_200);
    return { accessToken, refreshToken, expiresAt: Date.now() + lifetimeSeconds * 1_000 };
  }
  const { error = 'no_token', error_description: description = `HTTP ${status}` } = answer;
  throw new OAuthError(502, String(error), String(description));
}

const random = () => randomBytes(32).toString('base64url');
