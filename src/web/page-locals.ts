/** What every page is given: what it names has its name from here. */
import type { Request, RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import type { ServerNames } from '../bitbucket/servers.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { ROLES } from '../pages/roles.ts';
import { showNumber } from '../pages/show-number.ts';
import { LONGEST_PASTE } from './pasted.ts';

export interface SiteFacts {
  readonly grants: readonly GrantFacts[];
  /** A consumer is configured. */
  readonly usesBitbucket: boolean;
  /** Strangers use this installation. */
  readonly isShared: boolean;
  readonly serverNames: ServerNames;
  /** Where people reach this installation. */
  readonly publicUrl: string;
  /** To be registered with a consumer. */
  readonly callbackUrl: string;
}

export function setPageLocals(facts: SiteFacts): RequestHandler {
  const ofEveryPage = { roles: ROLES, longestPaste: showNumber(LONGEST_PASTE), ...facts };
  return (req, res, next) => {
    Object.assign(res.locals, ofEveryPage);
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
