/** The browser's session at the authorization server: an opaque id in a cookie of the sandbox's own. */
import type { Request, Response } from 'express';
import { type Context, SESSION_SECONDS } from '../context.ts';
import { hashOf, randomId } from '../secrets.ts';
import type { Session } from '../stores.ts';

/** The session of this browser, or none: an id that was never issued finds nothing. */
export async function findSession(context: Context, req: Request): Promise<Session | undefined> {
  const id = readCookie(req, cookieName(context));
  if (id === undefined) return undefined;
  // Used again: its hours begin anew. One that was ended meanwhile stays ended.
  return context.stores.sessions.update(hashOf(id), (session) => session, SESSION_SECONDS);
}

export async function beginSession(context: Context, res: Response): Promise<Session> {
  const session = { csrfToken: randomId() };
  await keepUnderNewId(context, res, session);
  return session;
}

/** Signs the person in under a new id; the old one, which someone may have planted, is dead. */
export async function signIn(
  context: Context,
  req: Request,
  res: Response,
  session: Session,
  username: string,
): Promise<void> {
  const oldId = readCookie(req, cookieName(context));
  if (oldId !== undefined) await context.stores.sessions.take(hashOf(oldId));
  await keepUnderNewId(context, res, { ...session, username });
}

/** Nobody is signed in any more. The next person is as good as another browser: no request, no consent is theirs. */
export async function signOut(context: Context, req: Request, res: Response): Promise<void> {
  const oldId = readCookie(req, cookieName(context));
  if (oldId !== undefined) await context.stores.sessions.take(hashOf(oldId));
  await beginSession(context, res);
}

async function keepUnderNewId(context: Context, res: Response, session: Session): Promise<void> {
  const id = randomId();
  await context.stores.sessions.put(hashOf(id), session, SESSION_SECONDS);
  res.cookie(cookieName(context), id, {
    httpOnly: true,
    sameSite: 'lax', // the way here is a navigation from the client's site
    secure: isHttps(context),
    path: context.basePath || '/',
  });
}

function cookieName(context: Context): string {
  const prefix = isHttps(context) ? (context.basePath === '' ? '__Host-' : '__Secure-') : '';
  return `${prefix}sandbox_${context.era.name}`;
}

function isHttps(context: Context): boolean {
  return context.baseUrl.startsWith('https:');
}

function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
