/** The browser's session at the authorization server: an opaque id in a cookie of the sandbox's own. */
import type { CookieOptions, Request, Response } from 'express';
import { readCookie } from '../../http/cookies.ts';
import { digestOf } from '../../secrets/digest.ts';
import { type Context, SESSION_SECONDS } from '../context.ts';
import { update } from '../../storage/store.ts';
import { PageError } from '../errors.ts';
import { randomId } from '../secrets.ts';
import type { Session } from '../stores.ts';

/** The session of this browser, or none: an id that was never issued finds nothing. */
export async function findSession(context: Context, req: Request): Promise<Session | undefined> {
  const id = readCookie(req, sessionCookie(context).name);
  if (id === undefined) return undefined;
  // Used again: its hours begin anew. One that was ended meanwhile stays ended.
  const again = (session?: Session) => session;
  return update(context.stores.sessions, digestOf(id), again, SESSION_SECONDS);
}

export async function beginSession(context: Context, res: Response): Promise<Session> {
  const session = newSession(context, res);
  await storeUnderNewId(context, res, session);
  return session;
}

/** Of a browser that has none: it is still to be stored. */
export function newSession(context: Context, res: Response): Session {
  return { csrfToken: randomId(), visitor: context.callerOf(res.req).mark };
}

/**
 * Signs the person in under a new id; the old one, which someone may have planted, is dead.
 *
 * @throws {PageError} Another request with the old id was faster.
 */
export async function signIn(
  context: Context,
  req: Request,
  res: Response,
  session: Session,
  username: string,
): Promise<void> {
  await endSession(context, req);
  await storeUnderNewId(context, res, { ...session, username });
}

/**
 * Nobody is signed in any more. The next person is as good as another browser: no request, no consent is theirs.
 *
 * @throws {PageError} Another request with the old id was faster.
 */
export async function signOut(context: Context, req: Request, res: Response): Promise<void> {
  await endSession(context, req);
  await beginSession(context, res);
}

/** Of several at once, one ends it and begins another: else one session would become as many as there were clicks. */
async function endSession(context: Context, req: Request): Promise<void> {
  const key = digestOf(readCookie(req, sessionCookie(context).name) ?? '');
  if (await context.stores.sessions.take(key)) return;
  throw new PageError(
    'You have signed in or out meanwhile',
    'Another click in this browser was faster than this one.',
    { hint: 'Go back to the application and start again.' },
  );
}

export async function storeUnderNewId(
  context: Context,
  res: Response,
  session: Session,
): Promise<void> {
  const id = randomId();
  await context.stores.sessions.put(digestOf(id), session, SESSION_SECONDS);
  const { name, options } = sessionCookie(context);
  res.cookie(name, id, options);
}

/** By which a browser is known: see `res.cookie`. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

export function sessionCookie({ baseUrl, basePath, era }: Context): SessionCookie {
  const isHttps = baseUrl.startsWith('https:');
  const prefix = isHttps ? (basePath === '' ? '__Host-' : '__Secure-') : '';
  return {
    name: `${prefix}sandbox_${era.name}`,
    options: {
      httpOnly: true,
      sameSite: 'lax', // the way here is a navigation from the client's site
      secure: isHttps,
      path: basePath || '/',
    },
  };
}
