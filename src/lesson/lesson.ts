/** The page of a grant and what can be done there, the same for all. */
import { Router } from 'express';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { explainError } from '../errors/explain-error.ts';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { spellingsOf } from '../wire/find-secrets.ts';
import { isNewVisitor, withinBudget } from './budgets.ts';
import type { Budgets } from './budgets.ts';
import { createCallAgain } from './call-again.ts';
import { availableServers } from '../grants/choose-server.ts';
import type { Grant, GrantDependencies } from '../grants/grant.ts';
import { reportHealth } from './health.ts';
import { createRefresh } from './refresh.ts';
import { layOutDiagram } from '../pages/sequence-diagram.ts';
import { runChoices } from './run-choices.ts';
import { FailedRunError, inRun } from '../runs/failed-run.ts';
import { secretsOf } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { isRevealable, showRun } from '../pages/show-run.ts';
import { showWords } from '../pages/show-words.ts';
import { showExchange } from '../pages/show-exchange.ts';
import { latestRun, publishFailure } from '../runs/visitor-runs.ts';
import { redirectTo } from '../http/redirect-to.ts';

/** A map: in an object, `?notice=__proto__` would find something. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  [
    'answered',
    'That answer of the authorization server was used before, so it was not sent again. What came of it is below.',
  ],
  [
    'not-started',
    'A link of another site led here, so nothing was started. To run the grant, press its button below.',
  ],
  ['no-run', 'There is no run to do that with any more. Run the grant again.'],
]);

export interface LessonDependencies extends GrantDependencies {
  /** None where the visitors are all one person: on somebody's own machine. */
  readonly budgets: Budgets | undefined;
  /** All of them: each page says how its own differs. */
  readonly grants: readonly Grant[];
}

/** `/<slug>` with everything below it: the grant's own routes first, then those that all share. */
export function createLessonRouter(grant: Grant, dependencies: LessonDependencies): Router {
  const { servers, runs, clock, budgets, grants } = dependencies;
  const words = showWords(grant, grants);
  const diagram = layOutDiagram(grant);
  const choices = runChoices(grant, servers);
  const refresh = createRefresh(dependencies);
  const callAgain = createCallAgain(dependencies, refresh);
  const router = Router();

  /** One that was begun before the configuration changed may be on a server that is not offered any more. */
  async function findRun(req: Request): Promise<Run | undefined> {
    const run = await latestRun(req, runs, grant.slug);
    return availableServers(grant, servers).some(({ id }) => id === run?.server.id)
      ? run
      : undefined;
  }

  function showLesson(res: Response, run: Run | undefined, more: object = {}, revealed?: string) {
    res.render('lesson', {
      page: { title: `${grant.title} grant`, description: grant.summary, path: `/${grant.slug}` },
      grant,
      words,
      diagram,
      choices,
      ...(run && { run: showRun(run, grant.steps, clock(), revealed) }),
      ...more,
    });
  }

  router[grant.startsBy === 'form' ? 'post' : 'get']('/authorize', withinBudget(budgets?.starts));
  router.get('/authorize', withinBudget(budgets?.visits, isNewVisitor));
  router.post(['/refresh', '/call'], withinBudget(budgets?.calls));
  // An answer that comes again waits for the first: a flood of them would hold as many connections.
  router.all('/oauth-callback', withinBudget(budgets?.calls));

  router.use(grant.createRouter(dependencies));

  router.get('/', async (req, res) => {
    const notice = NOTICES.get(parseParameters(req.query).get('notice') ?? '');
    showLesson(res, await findRun(req), { notice });
  });

  router.get('/healthcheck', reportHealth(grant, servers));

  for (const path of ['/refresh', '/call', '/reveal']) {
    router.get(path, () => {
      throw new MethodNotAllowedError('POST');
    });
  }

  // Refreshing an access token, RFC 6749 §6.
  router.post('/refresh', async (req, res) => {
    const run = await findRun(req);
    if (run?.token?.refreshToken === undefined) {
      return redirectTo(res, 303, `/${grant.slug}?notice=no-run`);
    }
    // A second click on the button of a page that shows the token before: it was refreshed already.
    const { receivedAt } = run.token;
    const shown = parseParameters(req.body).get('received-at') ?? String(receivedAt);
    if (shown !== String(receivedAt)) return redirectTo(res, 303, `/${grant.slug}#token`);
    await inRun(run, () => refresh(run));
    return redirectTo(res, 303, `/${grant.slug}#token`);
  });

  // The same calls again: has the token expired, has somebody taken it back? RFC 6750 §3.1
  router.post('/call', async (req, res) => {
    const run = await findRun(req);
    if (!run?.token) {
      return redirectTo(res, 303, `/${grant.slug}?notice=no-run`);
    }
    await inRun(run, () => callAgain(run));
    return redirectTo(res, 303, `/${grant.slug}#result`);
  });

  // Demo only: a deliberate look at one secret. RFC 6749 §10.3 keeps tokens from everybody else.
  router.post('/reveal', async (req, res, next) => {
    const run = await findRun(req);
    const entry = parseParameters(req.body).get('entry');
    if (!run || entry === undefined || !entriesOf(run).includes(entry)) return next();
    if (!isRevealable(run)) {
      throw new InvalidRequestError(
        `Nothing of ${run.server.name} is revealed here: strangers share the consumer of this installation. On a copy of your own, everything is.`,
      );
    }
    return showLesson(res, run, {}, entry);
  });

  // One exchange by itself, with its whole body.
  router.get('/exchanges/:id', async (req, res, next) => {
    const run = await findRun(req);
    const exchange = run?.wire.exchanges.find(({ id }) => id === req.params.id);
    if (!run || !exchange) return next();
    const path = `/${grant.slug}/exchanges/${exchange.id}`;
    return res.render('exchange', {
      page: {
        title: exchange.title,
        description: `One exchange of a run: ${exchange.title}`,
        path,
      },
      grant,
      exchange: showExchange(exchange, {
        slug: grant.slug,
        secrets: spellingsOf(secretsOf(run)),
        isAlone: true,
        isRevealable: isRevealable(run),
      }),
    });
  });

  // Four parameters by name: Express knows an error handler by their number.
  const showFailedRun: ErrorRequestHandler = async (error: unknown, req, res, next) => {
    if (!(error instanceof FailedRunError)) return next(error);
    const { run, reason, message } = error;
    const failure = explainError(reason);
    if (!failure) return next(reason);
    run.failure = failure;
    const now = await publishFailure(req, dependencies, run);
    req.log.warn({ failure: failure.title, reason: message }, 'run failed');
    res.status(failure.status);
    const shown = now ? { ...now, failure } : run;
    return showLesson(res, shown, { cleanPath: `/${grant.slug}` });
  };

  router.use(showFailedRun);
  return router;
}

/** What "Reveal" can be pressed for. */
function entriesOf({ token, previousToken, wire }: Run): string[] {
  return [
    ...(token ? ['access-token', 'refresh-token'] : []),
    ...(previousToken ? ['previous-access-token', 'previous-refresh-token'] : []),
    ...wire.exchanges.map(({ id }) => id),
  ];
}
