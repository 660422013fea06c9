/** The app: middleware in order, one mount per grant. It does not listen. */
import path from 'node:path';
import express, { Router } from 'express';
import type { Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { nameServers } from './bitbucket/servers.ts';
import type { Config } from './config/config.ts';
import type { Grant } from './grants/grant.ts';
import { createStageRouter } from './stage/stage.ts';
import type { StageRouterDependencies } from './stage/stage.ts';
import { WAY_BACK, redirectToLatestRun } from './stage/way-back.ts';
import { LONGER } from './mistakes/authorization-request.ts';
import { showNumber } from './pages/show-number.ts';
import { sayOfBitbucket } from './pages/show-statement.ts';
import type { Storage } from './storage/storage.ts';
import { addPages } from './web/add-pages.ts';
import type { PagesDependencies } from './web/add-pages.ts';
import { requireAskedFor } from './web/asked-for.ts';
import { dispatchCallbackByState, startNamedGrant } from './web/dispatch-to-grant.ts';
import { allowIndexing, describeToRobots, listForCrawlers } from './web/crawlers.ts';
import { notFound, showError } from './web/error-handler.ts';
import { ERROR_PAGES } from './web/errors-page.ts';
import { createHealthRouter } from './web/health.ts';
import { setPageLocals } from './web/page-locals.ts';
import { attachRequestLogger, logRequests } from './web/request-logger.ts';
import { requireOwnHost } from './web/own-host.ts';
import { limitUrl } from './web/limit-url.ts';
import { SECURITY_TXT_PATH, serveSecurityTxt } from './web/security-txt.ts';
import { setSecurityHeaders } from './web/security-headers.ts';
import { createSessions } from './web/session.ts';
import { serveFiles } from './web/static-files.ts';
import { watchTls } from './web/unseen-tls.ts';
import type { TlsWatch } from './web/unseen-tls.ts';
import { createViewEngine } from './web/view-engine.ts';

export interface AppDependencies
  extends StageRouterDependencies, Omit<PagesDependencies, 'isHttps'> {
  readonly logger: Logger;
  /** Whole apps by the path they are mounted at: the sandbox's eras. They bring their own everything. */
  readonly mounts: ReadonlyMap<string, RequestHandler>;
  readonly storage: Storage;
  readonly isDraining: () => boolean;
  /** See Metrics. */
  readonly watchRefusals: RequestHandler;
  /** Of these, the pages need less. */
  readonly config: Config;
  readonly sandboxes: StageRouterDependencies['sandboxes'];
  readonly grants: StageRouterDependencies['grants'];
}

const TOP = path.resolve(import.meta.dirname, '..');

export function createApp(dependencies: AppDependencies): Express {
  const { config, logger, clock, storage } = dependencies;
  const app = express();

  app.disable('x-powered-by');
  app.set('etag', false); // a tag of a personal page would be a way to recognize it
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies);
  setUpViews(app);
  attachRequestLogger(app, logger);

  app.use(logRequests(logger));
  app.use(dependencies.watchRefusals);
  const tls = refuseEarly(app, dependencies);
  const pages = tellCrawlers(app, dependencies);
  app.use(serveFiles(path.join(import.meta.dirname, 'public'))); // scripts in few bytes, where the app was built
  app.use(serveFiles(path.join(TOP, 'public')));
  app.use(tls.watch);
  app.use(
    createSessions({
      secrets: config.sessionSecret,
      isHttps: isHttps(config),
      createStore: storage.createStore,
      clock,
    }),
  );
  app.use(allowIndexing(pages));
  addPages(app, { ...dependencies, isHttps: isHttps(config) });
  addGrants(app, dependencies);

  app.use(notFound);
  app.use(showError);
  return app;
}

const isHttps = ({ publicUrl }: Config): boolean => publicUrl.startsWith('https:');

/** What needs no session: the headers, probes, and the mounted apps, which bring their own. */
function refuseEarly(app: Express, dependencies: AppDependencies): TlsWatch {
  const { config, logger, mounts, storage, isDraining, grants, servers } = dependencies;
  const { isShared, callbackUrl, publicUrl, trustedProxies } = config;
  // First: what is refused early has them, too. A mounted app replaces them with its own.
  const inFragment = grants.filter(({ answersInFragment }) => answersInFragment);
  const apiPaths = ['', ...inFragment.map(({ slug }) => `/${slug}`)].map(
    (at) => `${at}/oauth-callback`,
  );
  const apiOrigins = apiOriginsOf(dependencies);
  app.use(setSecurityHeaders({ isHttps: isHttps(config), apiOrigins, apiPaths }));
  app.use(limitUrl);
  const tls = watchTls({ isHttps: isHttps(config), trustedProxies, logger });
  // Before the host is looked at: probes come by address, by any name or none.
  app.use(createHealthRouter(isDraining, storage, tls.findProblem));
  app.use(requireOwnHost(publicUrl));
  for (const [at, mounted] of mounts) app.use(at, mounted);
  const serverNames = nameServers(config);
  const usesBitbucket = servers.has('bitbucket');
  app.use(setPageLocals({ grants, usesBitbucket, isShared, serverNames, publicUrl, callbackUrl }));
  return tls;
}

/** @returns The pages that may be listed. */
function tellCrawlers(app: Express, { config, clock, grants }: AppDependencies): string[] {
  const { publicUrl, securityContact: contact } = config;
  const withOwn = ['/bitbucket', '/sandbox', ...grants.map(({ slug }) => `/${slug}`)];
  const advice = ['/connect', '/rotation', '/scopes'];
  const pages = ['/', ...advice, ...withOwn, ...ERROR_PAGES];
  app.get('/robots.txt', describeToRobots([...advice, ...withOwn], publicUrl));
  app.get('/sitemap.xml', listForCrawlers(pages, publicUrl));
  app.get(SECURITY_TXT_PATH, serveSecurityTxt({ contact, publicUrl, clock }));
  return pages;
}

function addGrants(app: Express, dependencies: AppDependencies): void {
  const { grants } = dependencies;
  const lessons = new Map(grants.map((grant) => [grant.slug, openLesson(grant, dependencies)]));
  for (const [slug, lesson] of lessons) app.use(`/${slug}`, lesson);
  app.get('/authorize', startNamedGrant(lessons));
  app.get(WAY_BACK, redirectToLatestRun(grants, dependencies));
  // A longer redirect URI than the registered one, which the legacy era takes: its answer comes here.
  app.get(`/oauth-callback${LONGER}`, (req, _res, next) => {
    req.url = req.url.replace(LONGER, '');
    next();
  });
  app.get('/oauth-callback', dispatchCallbackByState(lessons, dependencies));
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

function setUpViews(app: Express): void {
  const isCached = process.env['NODE_ENV'] !== 'development';
  const views = path.join(TOP, 'views');
  app.set('views', views);
  app.set('view engine', 'ejs');
  app.set('view cache', isCached);
  // For every template: what it says of the live service, and numbers.
  Object.assign(app.locals, { sayOfBitbucket, showNumber });
  app.engine('ejs', createViewEngine(views, isCached));
}

/** Where the script of the implicit grant calls the API, when that is another origin than ours. */
function apiOriginsOf({ config, servers }: AppDependencies): string[] {
  const origins = [...servers.values()].map((server) => new URL(server.apiBaseUrl).origin);
  return [...new Set(origins)].filter((origin) => origin !== new URL(config.publicUrl).origin);
}
