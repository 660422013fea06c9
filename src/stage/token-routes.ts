/** What can be done with the tokens of a run: use them again, renew them, take them back, look at them. */
import { Router } from 'express';
import type { Request, Response } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { apiRequests, refreshRequest } from '../runs/draft.ts';
import type { Proceed } from '../runs/proceed.ts';
import { revokeTokensOf } from '../runs/revoke-tokens.ts';
import { isRevealable, stagePath } from '../runs/run.ts';
import type { IssuedToken, Run } from '../runs/run.ts';
import { recordServerTime } from '../runs/server-time.ts';
import { findRun } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';
import { followNext } from './next-page.ts';
import { noticePath } from './notices.ts';
import type { ShowPage } from './show-page.ts';

type RunWithToken = Run & { token: IssuedToken };

/** @returns Where the browser goes. */
type Act = (
  req: Request,
  run: RunWithToken,
  form: ReadonlyMap<string, string>,
) => string | Promise<string>;

export function createTokenRoutes(
  grant: Grant,
  dependencies: StageDependencies,
  way: Proceed,
  showPage: ShowPage,
): Router {
  const { servers, runs } = dependencies;
  const noRun = noticePath(grant, 'no-run');

  /** The run that the form names, where it has a token still. */
  const withToken = (act: Act) => async (req: Request, res: Response) => {
    const form = parseParameters(req.body);
    const run = await findRun(req, { grant, servers, runs }, form.get('run'));
    redirectTo(res, 303, run && hasToken(run) ? await act(req, run, form) : noRun);
  };

  const router = Router();
  // RFC 6749 §6
  router.post(
    '/refresh',
    withToken((req, run, form) => {
      if (run.token.refreshToken === undefined) return noRun;
      // A second click on the button of a page that shows the token before: it was refreshed already.
      const shown = form.get('received-at') ?? String(run.token.receivedAt);
      const isCurrent = shown === String(run.token.receivedAt);
      return isCurrent ? way.proceed(req, run, refreshRequest()) : stagePath(run, 'Refresh');
    }),
  );
  // The same calls again: has the token expired, has somebody taken it back? RFC 6750 §3.1
  router.post(
    '/call',
    withToken((req, run) => way.proceed(req, run, apiRequests())),
  );
  // Of a list, with the same token. RFC 6750 §2.1
  router.post('/next-page', async (req, res) => {
    const path = await followNext(req, grant, dependencies, parseParameters(req.body));
    redirectTo(res, 303, path ?? noRun);
  });
  router.post(
    '/revoke',
    withToken((req, run) => revoke(req, run, dependencies, way)),
  );
  // Demo only: a deliberate look at one secret. RFC 6749 §10.3 keeps tokens from everybody else.
  router.post('/reveal', async (req, res, next) => {
    const form = parseParameters(req.body);
    const run = await findRun(req, { grant, servers, runs }, form.get('run'));
    const entry = form.get('entry');
    if (!run || entry === undefined || !entriesOf(run).includes(entry)) return next();
    requireRevealable(run);
    return showPage(req, res, { run, query: form, revealed: entry });
  });
  router.get(['/refresh', '/call', '/next-page', '/revoke', '/reveal'], () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

/** RFC 7009 §2.1. The tokens stay on the stage: what is said to them now is worth a look. */
async function revoke(
  req: Request,
  run: RunWithToken,
  { tokens, runs, clock }: StageDependencies,
  { fail }: Proceed,
): Promise<string> {
  try {
    await recordServerTime(run, clock);
    if (await revokeTokensOf(tokens, run)) run.isRevoked = true;
  } catch (error) {
    return fail(req, run, 'Revoke', error);
  }
  delete run.failure;
  delete run.failedStep;
  run.revision += 1; // another tab may be busy with the tokens as they were
  await runs.update(run);
  return stagePath(run, 'Revoke');
}

/** S60 */
function requireRevealable(run: Run): void {
  if (isRevealable(run)) return;
  throw new InvalidRequestError(
    `Nothing of ${run.server.name} is revealed here: strangers share the consumer of this installation. On a copy of your own, everything is.`,
  );
}

function hasToken(run: Run): run is RunWithToken {
  return run.token !== undefined;
}

/** What "Show" can be pressed for. */
function entriesOf({ token, wire }: Run): string[] {
  return [...(token ? ['access-token'] : []), ...wire.exchanges.map(({ id }) => id)];
}
