/** The app: middleware in order, one mount per grant. It does not listen. */
import path from 'node:path';
import express, { Router } from 'express';
import type { Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { nameServers } from './bitbucket/servers.ts';
import { readAnswers } from './connect/questions.ts';
import type { Config } from './config/config.ts';
import { MethodNotAllowedError } from './errors/errors.ts';
import type { Grant } from './grants/grant.ts';
import { createStageRouter } from './stage/stage.ts';
import type { StageDependencies } from './stage/stage.ts';
import { withinBudget } from './stage/budgets.ts';
import { WAY_BACK, leadBack } from './stage/way-back.ts';
import { LONGER } from './mistakes/authorization-request.ts';
import { parseParameters } from './oauth/parameters.ts';
import { accountView } from './pages/show-account.ts';
import { showConnect } from './pages/show-connect.ts';
import { showHome } from './pages/show-home.ts';
import { sayOfBitbucket } from './pages/show-statement.ts';
import type { Storage } from './storage/storage.ts';
import { requireAskedFor } from './web/asked-for.ts';
import { dispatchCallbackByState, startNamedGrant } from './web/dispatch-to-grant.ts';
import { allowIndexing, describeToRobots, listForCrawlers } from './web/crawlers.ts';
import { requireSameSite } from './web/csrf.ts';
import { notFound, showError } from './web/error-page.ts';
import { createErrorsPage, ERROR_PAGES } from './web/errors-page.ts';
import { FORGOTTEN, forgetEverything } from './web/forget.ts';
import type { Forgetting } from './web/forget.ts';
import { createHealthRouter } from './web/health.ts';
import { setPageLocals } from './web/page-locals.ts';
import { attachRequestLogger, logRequests } from './web/logs-of-requests.ts';
import { requireOwnHost } from './web/own-host.ts';
import { acceptPasted } from './web/pasted.ts';
import { createScopesPage } from './web/scopes-page.ts';
import { limitUrl } from './web/limit-url.ts';
import { SECURITY_TXT_PATH, tellContact } from './web/security-txt.ts';
import { setSecurityHeaders } from './web/security-headers.ts';
import { createSessions } from './web/session.ts';
import { watchTls } from './web/unseen-tls.ts';
import { createViewEngine } from './web/view-engine.ts';

export interface AppDependencies extends StageDependencies {
  readonly config: Config;
  readonly logger: Logger;
  /** Whole apps by the path they are mounted at: the sandbox's eras. They bring their own everything. */
  readonly mounts: ReadonlyMap<string, RequestHandler>;
  readonly storage: Storage;
  readonly visitorClocks: Forgetting['visitorClocks'];
  /** By which the sandboxes inside know a browser. */
  readonly sandboxCookies: Forgetting['sandboxCookies'];
  /** `/sandbox`, for people. */
  readonly sandboxPage: RequestHandler;
  /** What the client of the sandbox inside may ask for. */
  readonly sandboxScopes: readonly string[];
  readonly isDraining: () => boolean;
}

const TOP = path.resolve(import.meta.dirname, '..');

export function createApp(dependencies: AppDependencies): Express {
  const { config, logger, clock, mounts, storage, isDraining } = dependencies;
  const { budgets, grants, servers } = dependencies;
  const isHttps = config.publicUrl.startsWith('https:');
  const app = express();

  app.disable('x-powered-by');
  app.set('etag', false); // a tag of a personal page would be a way to recognize it
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies);
  setUpViews(app);
  attachRequestLogger(app, logger);

  app.use(logRequests(logger));
  // First: what is refused early has them, too. A mounted app replaces them with its own.
  const inFragment = grants.filter(({ answersInFragment }) => answersInFragment);
  const apiPaths = ['', ...inFragment.map(({ slug }) => `/${slug}`)].map(
    (at) => `${at}/oauth-callback`,
  );
  app.use(setSecurityHeaders({ isHttps, apiOrigins: apiOrigins(dependencies), apiPaths }));
  app.use(limitUrl);
  const tls = watchTls({ isHttps, trustedProxies: config.trustedProxies, logger });
  // Before the host is looked at: probes come by address, by any name or none.
  app.use(createHealthRouter(isDraining, storage, tls.findProblem));
  app.use(requireOwnHost(config.publicUrl));
  for (const [at, mounted] of mounts) app.use(at, mounted);
  const { isShared, callbackUrl, publicUrl, securityContact: contact } = config;
  const serverNames = nameServers(config);
  const usesBitbucket = servers.has('bitbucket');
  app.use(setPageLocals({ grants, usesBitbucket, isShared, serverNames, callbackUrl }));
  const withOwn = ['/bitbucket', '/sandbox', ...grants.map(({ slug }) => `/${slug}`)];
  const advice = ['/connect', '/scopes'];
  const pages = ['/', ...advice, ...withOwn, ...ERROR_PAGES];
  app.get('/robots.txt', describeToRobots([...advice, ...withOwn], publicUrl));
  app.get('/sitemap.xml', listForCrawlers(pages, publicUrl));
  app.get(SECURITY_TXT_PATH, tellContact({ contact, publicUrl, clock }));
  app.use(serveFiles(path.join(TOP, 'public')));
  app.use(tls.watch);
  app.use(
    createSessions({
      secret: config.sessionSecret,
      isHttps,
      createStore: storage.createStore,
      clock,
    }),
  );
  app.use(allowIndexing(pages));
  app.use(['/errors', '/scopes'], acceptPasted(publicUrl));
  app.post(['/errors', '/scopes'], withinBudget(budgets?.pastes));
  app.use('/errors', createErrorsPage(dependencies));
  app.use('/scopes', createScopesPage(dependencies));
  app.use(express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 50 }));
  app.use(requireSameSite(config.publicUrl));

  const home = showHome(grants);
  app.get('/', (req, res) => {
    const notice = FORGOTTEN.get(parseParameters(req.query).get('notice') ?? '');
    res.render('home', {
      home,
      notice,
      page: {
        title: 'The OAuth 2.0 grants of Bitbucket Cloud',
        description: 'See, run and copy every OAuth 2.0 grant of Bitbucket Cloud.',
        path: '/',
      },
    });
  });
  app.get('/connect', (req, res) => {
    const answers = readAnswers(parseParameters(req.query));
    res.render('connect', showConnect(answers, grants));
  });
  app.get('/bitbucket', (_req, res) => res.render('bitbucket', accountView));
  app.post('/sandbox/faults', withinBudget(budgets?.faults));
  app.post('/sandbox/clock', withinBudget(budgets?.clocks));
  app.use('/sandbox', dependencies.sandboxPage);
  app.post('/logout', forgetEverything({ ...dependencies, isHttps }));
  app.all('/logout', () => {
    throw new MethodNotAllowedError('POST');
  });

  const lessons = new Map(grants.map((grant) => [grant.slug, openLesson(grant, dependencies)]));
  for (const [slug, lesson] of lessons) app.use(`/${slug}`, lesson);
  app.get('/authorize', startNamedGrant(lessons));
  app.get(WAY_BACK, leadBack(grants, dependencies));
  // A longer redirect URI than the registered one, which the legacy era takes: its answer comes here.
  app.get(`/oauth-callback${LONGER}`, (req, _res, next) => {
    req.url = req.url.replace(LONGER, '');
    next();
  });
  app.get('/oauth-callback', dispatchCallbackByState(lessons, dependencies));

  app.use(notFound);
  app.use(showError);
  return app;
}

/** All that is below `/<slug>`: nothing of it happens unasked. */
function openLesson(grant: Grant, dependencies: AppDependencies): Router {
  const lesson = `/${grant.slug}`;
  const { origin: onlyFrom } = new URL(dependencies.config.publicUrl);
  return Router()
    .get('/authorize', requireAskedFor({ lesson, onlyFrom }))
    .get('/oauth-callback', requireAskedFor({ lesson }))
    .use(createStageRouter(grant, dependencies));
}

/** The same for everybody, so it may be kept for a while. Pages have no dot in their names: no disk is asked. */
function serveFiles(directory: string): RequestHandler {
  const serve = express.static(directory, {
    index: false,
    redirect: false,
    setHeaders: (res) => res.setHeader('Cache-Control', 'public, max-age=600'), // over no-store
  });
  return (req, res, next) => {
    if (req.path.includes('.')) serve(req, res, next);
    else next();
  };
}

function setUpViews(app: Express): void {
  const isCached = process.env['NODE_ENV'] !== 'development';
  const views = path.join(TOP, 'views');
  app.set('views', views);
  app.set('view engine', 'ejs');
  app.set('view cache', isCached);
  app.locals['sayOfBitbucket'] = sayOfBitbucket; // for every template: what it says of the live service
  app.engine('ejs', createViewEngine(views, isCached));
}

/** Where the script of the implicit grant calls the API, when that is another origin than ours. */
function apiOrigins({ config, servers }: AppDependencies): string[] {
  const origins = [...servers.values()].map((server) => new URL(server.apiBaseUrl).origin);
  return [...new Set(origins)].filter((origin) => origin !== new URL(config.publicUrl).origin);
}
