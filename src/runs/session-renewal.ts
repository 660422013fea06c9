/**
 * A new session id once tokens have come: whoever planted or saw the id before is not given what came.
 *
 * The answer with the new id may never arrive: a second click takes its place, and the browser comes with
 * the earlier id again. That one is retired, and good for one thing: together with the very answer that
 * renewed it, code and all, it leads to the new session. Whoever planted it knows it, and may know the
 * `state`, but never the code that was sent to another browser. A form of ours that renews it has a mark of
 * its own to the same end.
 */
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import { parseParameters } from '../oauth/parameters.ts';
import { digestOf } from '../secrets/digest.ts';
import { currentVisitor, startVisit } from './visitor.ts';
import type { Visit } from './visitor.ts';

/** In a form whose answer may bring a new session id: known to the browser that was given the form alone. */
export const FORM_MARK = 'mark';

declare module 'express-session' {
  interface SessionData {
    /** In the place of a visit, under an id that has been renewed. */
    retired?: { readonly visit: Visit; readonly answer: string };
  }

  interface Store {
    /** Gives the request a new session under a new id: what `regenerate` does in the end. */
    generate(req: Request): void;
  }
}

/**
 * Goes on under a new session id. The token of the forms stays: a form that is open in another tab must
 * still be good.
 *
 * @param changes What the session holds from here on, and must not hold under the earlier id.
 */
export async function renewSession(
  req: Request,
  clock: () => number,
  changes: Pick<Visit, 'runs' | 'isSignedIn'>,
): Promise<void> {
  const earlierId = currentVisitor(req) && req.sessionID; // else the browser has none that is worth a thought
  const visitorId = startVisit(req, clock);
  const { csrfToken = '', startedAt = clock(), pace, person } = req.session;
  const choices = { ...(pace && { pace }), ...(person !== undefined && { person }) };
  const kept = { visitorId, csrfToken, startedAt, ...choices };
  await moveTo(req, { ...kept, ...changes }, earlierId);
}

/**
 * A used answer comes again: where its session id was renewed meanwhile, the browser is given the new session.
 *
 * @returns Was it?
 */
export async function resumeSession(req: Request): Promise<boolean> {
  const now = await load(req); // not req.session: that is from before the first answer was dealt with
  const visit = now && retiredVisit(now, req);
  if (!visit) return false;
  await moveTo(req, visit, req.sessionID);
  return true;
}

/** Who asked for the answer that this request brings, whether or not the session id was renewed for it. */
export function askingVisitor(req: Request): string | undefined {
  return currentVisitor(req) ?? retiredVisit(req.session, req)?.visitorId;
}

function retiredVisit({ retired }: Partial<SessionData>, req: Request): Visit | undefined {
  return retired && retired.answer === answerIn(req) ? retired.visit : undefined;
}

async function moveTo(req: Request, visit: Visit, earlierId: string | undefined): Promise<void> {
  const { sessionStore } = req;
  let isLeft: Promise<void> | undefined;
  if (earlierId === undefined) {
    await settle((done) => req.session.regenerate(done));
  } else {
    // Not `regenerate`: it takes the earlier session away, and who comes before the next line finds none.
    sessionStore.generate(req);
    const { startedAt, csrfToken } = visit;
    const answer = answerIn(req);
    const retired = answer === undefined ? {} : { retired: { visit, answer } };
    const left = { cookie: req.session.cookie, startedAt, csrfToken, ...retired };
    isLeft = settle((done) => sessionStore.set(earlierId, left, done));
  }
  Object.assign(req.session, visit);
  await Promise.all([isLeft, saveSession(req)]); // at once: on Redis it is one way there and back
}

/** Now, and not at the end of the answer. */
export function saveSession(req: Request): Promise<void> {
  return settle((done) => req.session.save(done));
}

/** The code and the state of an authorization response, RFC 6749 §4.1.2, or the mark of a form: as a digest. */
function answerIn(req: Request): string | undefined {
  const parameters = parseParameters(req.query);
  const [code, state] = [parameters.get('code'), parameters.get('state')];
  if (code !== undefined && state !== undefined) return digestOf(JSON.stringify([code, state]));
  const mark = parseParameters(req.body).get(FORM_MARK);
  return mark === undefined || mark.length < SHORTEST_MARK
    ? undefined
    : digestOf(JSON.stringify([mark]));
}

/** Of a UUID: a shorter one could be guessed, and is not ours. */
const SHORTEST_MARK = 36;

function load({ sessionStore, sessionID }: Request): Promise<SessionData | null | undefined> {
  return new Promise((resolve, reject) => {
    sessionStore.get(sessionID, (error: unknown, found) =>
      error ? reject(error) : resolve(found),
    );
  });
}

/** express-session speaks callbacks. */
function settle(act: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
}
