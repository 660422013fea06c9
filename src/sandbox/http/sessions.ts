/** The browser's session at the authorization server: an opaque id in a cookie of the sandbox's own. */
import type { CookieOptions, Request, Response } from 'express';
import { readCookie } from '../../http/cookies.ts';
import { type Context, SESSION_SECONDS } from '../context.ts';
import { PageError } from '../errors.ts';
import { hashOf, randomId } from '../secrets.ts';
import type { Session } from '../stores.ts';

/** The session of this browser, or none: an id that was never issued finds nothing. */
export async function findSession(context: Context, req: Request): Promise<Session | undefined> {
  const id = readCookie(req, sessionCookie(context).name);
  if (id === undefined) return undefined;
  const { signedInSessions, newSessions } = context.stores;
  // Used again: its hours begin anew. One that was ended meanwhile stays ended.
  const again = (session?: Session) => session;
  const signedIn = await signedInSessions.update(hashOf(id), again, SESSION_SECONDS);
  return signedIn ?? newSessions.update(hashOf(id), again, SESSION_SECONDS);
}

export async function beginSession(context: Context, res: Response): Promise<Session> {
  const session = { csrfToken: randomId(), visitor: context.callerOf(res.req).mark };
  await storeUnderNewId(context, res, session);
  return session;
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
  const key = hashOf(readCookie(req, sessionCookie(context).name) ?? '');
  const { signedInSessions, newSessions } = context.stores;
  if ((await signedInSessions.take(key)) ?? (await newSessions.take(key))) return;
  throw new PageError(
    'You have signed in or out meanwhile',
    'Another click in this browser was faster than this one.',
    { hint: 'Go back to the application and start again.' },
  );
}

async function storeUnderNewId(context: Context, res: Response, session: Session): Promise<void> {
  const id = randomId();
  const { signedInSessions, newSessions } = context.stores;
  const store = session.username === undefined ? newSessions : signedInSessions;
  await store.put(hashOf(id), session, SESSION_SECONDS);
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
