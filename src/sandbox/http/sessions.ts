/** The browser's session at the authorization server: an opaque id in a cookie of the sandbox's own. */
import type { CookieOptions, Request, Response } from 'express';
import { type Context, SESSION_SECONDS } from '../context.ts';
import { hashOf, randomId } from '../secrets.ts';
import type { Session } from '../stores.ts';

/** The session of this browser, or none: an id that was never issued finds nothing. */
export async function findSession(context: Context, req: Request): Promise<Session | undefined> {
  const id = readCookie(req, sessionCookie(context).name);
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
  const oldId = readCookie(req, sessionCookie(context).name);
  if (oldId !== undefined) await context.stores.sessions.take(hashOf(oldId));
  await keepUnderNewId(context, res, { ...session, username });
}

/** Nobody is signed in any more. The next person is as good as another browser: no request, no consent is theirs. */
export async function signOut(context: Context, req: Request, res: Response): Promise<void> {
  const oldId = readCookie(req, sessionCookie(context).name);
  if (oldId !== undefined) await context.stores.sessions.take(hashOf(oldId));
  await beginSession(context, res);
}

async function keepUnderNewId(context: Context, res: Response, session: Session): Promise<void> {
  const id = randomId();
  await context.stores.sessions.put(hashOf(id), session, SESSION_SECONDS);
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

function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
