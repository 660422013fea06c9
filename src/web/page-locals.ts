/** What every page is given. */
import type { RequestHandler } from 'express';
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
        exists: req.session.visitorId !== undefined,
        csrfToken: req.session.csrfToken,
      }),
    });
    next();
  };
}
