/** What every page is given. */
import type { Request, RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import type { GrantFacts } from '../grants/grant.ts';

export function setPageLocals(
  grants: readonly GrantFacts[],
  usesBitbucket: boolean,
): RequestHandler {
  return (req, res, next) => {
    res.locals['grants'] = grants;
    res.locals['usesBitbucket'] = usesBitbucket;
    // Read when the page is rendered: the session may begin, or change, in between.
    Object.defineProperty(res.locals, 'session', {
      enumerable: true,
      get: () => ({
        exists: sessionOf(req)?.visitorId !== undefined,
        csrfToken: sessionOf(req)?.csrfToken,
      }),
    });
    next();
  };
}

/** None when it could not be read: the error page must be shown all the same. */
function sessionOf(req: Request): Partial<SessionData> | undefined {
  return req.session;
}
