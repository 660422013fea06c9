/** All pages that are no grant's, in the order in which they are asked. */
import express from 'express';
import type { Express, RequestHandler } from 'express';
import type { Config } from '../config/config.ts';
import { MethodNotAllowedError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import type { Stages } from '../pages/errors/ways-to-see.ts';
import type { SiteOfScopes } from '../pages/scopes/ask-for.ts';
import { showAccount } from '../pages/show-account.ts';
import { withinBudget } from '../stage/budgets.ts';
import { createConnectPage } from './connect-page.ts';
import { requireSameSite } from './csrf.ts';
import { createErrorsPage } from './errors-page.ts';
import { forgetEverything } from './forget.ts';
import type { Forgetting } from './forget.ts';
import { createHomePage } from './home-page.ts';
import { acceptPasted } from './pasted.ts';
import { serveProgram } from './program-files.ts';
import { createRotationPage } from './rotation-page.ts';
import type { RotationDependencies } from './rotation-page.ts';
import { createScopesPage } from './scopes-page.ts';

type OfPages = Stages & SiteOfScopes & RotationDependencies & Forgetting;

export type PagesDependencies = OfPages & {
  readonly config: Config;
  readonly grants: readonly Grant[];
  /** `/sandbox`, for people. */
  readonly sandboxPage: RequestHandler;
};

/** What is pasted is read before forms are, which are shorter. */
export function addPages(app: Express, dependencies: PagesDependencies): void {
  const { config, budgets, grants, sandboxPage, snippets } = dependencies;
  app.use(['/errors', '/scopes'], acceptPasted(config.publicUrl));
  app.post(['/errors', '/scopes'], withinBudget(budgets?.pastes));
  app.use('/errors', createErrorsPage(dependencies));
  app.use('/scopes', createScopesPage(dependencies));
  app.use(express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 50 }));
  app.use('/rotation', createRotationPage(dependencies));
  app.use(requireSameSite(config.publicUrl));

  app.get('/', createHomePage(grants));
  app.get('/connect', createConnectPage(grants));
  app.get('/programs/:language/:file', serveProgram(snippets.programs));
  let account: ReturnType<typeof showAccount> | undefined; // made when it is asked for: a start would take longer
  app.get('/bitbucket', (_req, res) => res.render('bitbucket', (account ??= showAccount())));
  app.post('/sandbox/faults', withinBudget(budgets?.faults));
  app.post('/sandbox/clock', withinBudget(budgets?.clocks));
  app.use('/sandbox', sandboxPage);
  app.post('/logout', forgetEverything(dependencies));
  app.all('/logout', () => {
    throw new MethodNotAllowedError('POST');
  });
}
