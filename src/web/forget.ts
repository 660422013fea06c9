/** "Forget all": ends the session and all that belongs to it, here and at the sandbox inside. */
import type { CookieOptions, Request, RequestHandler } from 'express';
import type { TokenClient } from '../bitbucket/token-client.ts';
import { revokeTokens } from '../runs/revoke-tokens.ts';
import type { Rehearsals } from '../rotation/rehearsals.ts';
import type { RunStore } from '../runs/run-store.ts';
import { PERSON_COOKIE } from '../runs/expected-person.ts';
import {
  VISITOR_COOKIE,
  currentVisitor,
  visitorCookie,
  visitorMark,
  visitorOf,
} from '../runs/visitor.ts';
import type { TransactionStore } from '../oauth/state.ts';
import { sessionCookieName } from './session.ts';
import { redirectTo } from '../http/redirect-to.ts';

export interface Forgetting {
  readonly tokens: TokenClient;
  readonly runs: RunStore;
  readonly transactions: TransactionStore;
  readonly rehearsals: Pick<Rehearsals, 'forget'>;
  /** By which the sandboxes inside know a browser: without them, nobody is signed in there. */
  readonly sandboxCookies: readonly { readonly name: string; readonly options: CookieOptions }[];
  /** Of the sandboxes inside: what was issued to a visitor ends with their clock. */
  readonly visitorClocks: readonly { reset(visitor: string): Promise<void> }[];
  readonly visitorFaults: readonly { clear(which: { visitor: string }): Promise<void> }[];
  readonly isHttps: boolean;
}

/** What the landing page says afterwards, by the name in its address. */
export const FORGOTTEN: ReadonlyMap<string, string> = new Map([
  [
    'forgotten',
    'Everything is forgotten: your session, your runs and what went over the wire, and your sign-in at the sandbox in this browser. The tokens of your latest runs were revoked. A token that was shown to you by the implicit grant, or that an earlier run held, ends by itself.',
  ],
  [
    'not-revoked',
    'Your session, your runs and what went over the wire are forgotten, and so is your sign-in at the sandbox in this browser. But not every token of your runs could be revoked: what was issued lives until it expires. At bitbucket.org you can take access back under Personal settings, Authorized applications.',
  ],
]);

export function forgetEverything(forgetting: Forgetting): RequestHandler {
  const { sandboxCookies, isHttps } = forgetting;
  return async (req, res, next) => {
    const notice = (await forgetVisitor(req, forgetting)) ? 'forgotten' : 'not-revoked';
    req.session.destroy((error: unknown) => {
      if (error) return next(error);
      res.clearCookie(sessionCookieName(isHttps), { path: '/', secure: isHttps, httpOnly: true });
      for (const name of [VISITOR_COOKIE, PERSON_COOKIE]) {
        res.clearCookie(name, visitorCookie(isHttps));
      }
      for (const { name, options } of sandboxCookies) res.clearCookie(name, options);
      return redirectTo(res, 303, `/?notice=${notice}`);
    });
  };
}

/** @returns Whether its tokens are dead, too. */
async function forgetVisitor(
  req: Request,
  { tokens, runs, transactions, rehearsals, visitorClocks, visitorFaults }: Forgetting,
): Promise<boolean> {
  const visitorId = currentVisitor(req);
  if (visitorId === undefined) return true;
  const visitor = visitorOf(req);
  const mark = visitorMark(visitorId);
  const [forgotten] = await Promise.all([
    runs.forget(
      Object.values(req.session.runs ?? {}).flatMap((named) => named.map(({ id }) => id)),
    ),
    transactions.forget(visitorId),
    rehearsals.forget(visitorId),
    // Before the tokens are revoked: no fault applies to that.
    ...visitorFaults.map((faults) => faults.clear({ visitor: mark })),
  ]);
  const areRevoked = await revokeTokens(tokens, forgotten, visitor);
  await Promise.all(visitorClocks.map((clocks) => clocks.reset(mark))); // last: it ends them, too
  return areRevoked;
}
