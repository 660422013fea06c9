/** The stage of a grant: where it is run, looked at and changed. The same for all. */
import { Router } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { armPlanned } from '../mistakes/set-mistake.ts';
import { createProceed } from '../runs/proceed.ts';
import type { Proceed } from '../runs/proceed.ts';
import { beginRun } from './begin-run.ts';
import { withinBudget } from './budgets.ts';
import type { WithBudgets } from './budgets.ts';
import { createBreakRoutes } from './break-it.ts';
import { createCallAgain, createWithRenewal } from './call-again.ts';
import { createExploreRoutes } from './explore.ts';
import { createExportRoute } from './export.ts';
import { checkState } from './fragment-answer.ts';
import { reportHealth } from './health.ts';
import { noticePath } from './notices.ts';
import { receiveAnswer } from './receive-answer.ts';
import { createRefresh } from './refresh.ts';
import { sendWaiting } from './send-waiting.ts';
import { createShowPage } from './show-page.ts';
import type { ShowPage, ShowPageDependencies } from './show-page.ts';
import { createTokenRoutes } from './token-routes.ts';

export interface StageRouterDependencies extends ShowPageDependencies, WithBudgets {
  /** All of them: each page says how its own differs. */
  readonly grants: readonly Grant[];
}

/** What sends something, or changes what is about to be sent. */
const ACTS = [
  '/send',
  '/break',
  '/mend',
  '/replay',
  '/refresh',
  '/call',
  '/next-page',
  '/explore',
  '/revoke',
];

/** `/<slug>` with everything below it. */
export function createStageRouter(grant: Grant, dependencies: StageRouterDependencies): Router {
  const { servers, budgets, grants } = dependencies;
  const refresh = createRefresh(dependencies);
  const withRenewal = createWithRenewal(dependencies, refresh);
  const callAgain = createCallAgain(dependencies, withRenewal);
  const way = createProceed(grant, { ...dependencies, refresh, callAgain, arm: armPlanned });
  const showPage = createShowPage(grant, grants, dependencies);
  const router = Router();

  router.get('/authorize', withinBudget(budgets?.starts));
  router.post(ACTS, withinBudget(budgets?.calls));
  // An answer that comes again waits for the first: a flood of them would hold as many connections.
  router.all('/oauth-callback', withinBudget(budgets?.calls));

  router.get('/authorize', async (req, res) => {
    const path = await beginRun(req, grant, dependencies, way);
    redirectTo(res, path.startsWith('/') ? 303 : 302, path); // to our own page: RFC 9110 §15.4.4
  });

  if (grant.answersInFragment) {
    router.use('/oauth-callback', createFragmentRoutes(grant, dependencies, way, showPage));
  }

  router.get('/oauth-callback', async (req, res) => {
    const { onRedirect } = grant;
    if (!onRedirect) {
      throw new InvalidRequestError(
        `In the ${grant.title} grant nothing comes back through the browser: the token is in the answer of the token endpoint.`,
      );
    }
    redirectTo(res, 303, await receiveAnswer(req, { ...grant, onRedirect }, dependencies, way));
  });

  router.post('/send', async (req, res) => {
    const sent = await sendWaiting(req, grant, dependencies, way);
    if (!sent) return redirectTo(res, 303, noticePath(grant, 'no-run'));
    if ('path' in sent) return redirectTo(res, 303, sent.path);
    res.status(400);
    return showPage(req, res, { run: sent.run, faults: sent.faults });
  });
  router.get('/send', () => {
    throw new MethodNotAllowedError('POST');
  });

  router.use(createTokenRoutes(grant, dependencies, way, showPage));
  router.use(createBreakRoutes(grant, dependencies, way));
  router.use(createExportRoute(grant, dependencies));
  router.use(createExploreRoutes(grant, dependencies, { way, withRenewal, showPage }));

  router.get('/', async (req, res) => {
    await showPage(req, res, { query: parseParameters(req.query) });
  });

  router.get('/healthcheck', reportHealth(grant, servers));

  return router;
}

/** RFC 6749 §4.2: (C), (D) the fragment stays in the browser, so what arrives here has no query. */
function createFragmentRoutes(
  grant: Grant,
  dependencies: StageRouterDependencies,
  way: Proceed,
  showPage: ShowPage,
): Router {
  return Router()
    .get('/', async (req, res, next) => {
      if (parseParameters(req.query).size > 0) return next();
      // (E) The page whose script can read it.
      return showPage(req, res, { awaitsFragment: true });
    })
    .post('/', async (req, res) => {
      res.json(await checkState(req, grant.slug, dependencies, way));
    });
}
