/**
 * The door of the sandbox: Bitbucket Cloud's OAuth 2.0 and REST API in a box, with no account and no network.
 * Clients speak HTTP to it, as to the real one; whoever holds it, an app or a test, can turn its clock as well,
 * set faults and take grants back.
 */
import express, { type Express, type Request, type RequestHandler } from 'express';
import { ACCESS_TOKEN_PATH } from './authorization-server/access-token.ts';
import { AUTHORIZE_PATH } from './authorization-server/authorize.ts';
import { createAuthorizationServer } from './authorization-server/index.ts';
import { REVOKE_PATH } from './authorization-server/revoke.ts';
import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import { createContext } from './create-context.ts';
import { createControl } from './control/index.ts';
import { createControlOff } from './control/off.ts';
import { PageError } from './errors.ts';
import { createFaultMiddleware } from './faults/middleware.ts';
import { clientOf } from './faults/visitor-of.ts';
import { createGitServer } from './git/index.ts';
import { type SessionCookie, sessionCookie } from './http/sessions.ts';
import { readBody } from './http/bodies.ts';
import { showFrontDoor } from './http/front-door.ts';
import { createOwnFiles } from './http/own-files.ts';
import { createPageErrorHandler, installPages } from './http/pages.ts';
import type { ReceivedRequest } from './http/received-request.ts';
import { securityHeaders } from './http/security-headers.ts';
import {
  type InnerTestControls,
  type TestControls,
  checkPerson,
  createTestControls,
} from './control/test-controls.ts';
import { reportToStderr } from './http/report.ts';
import { createResourceServer } from './resource-server/index.ts';
import type { SandboxOptions } from './options/sandbox-options.ts';
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';

export { assumptions } from './assumptions.ts';
export { createClock } from './clock.ts';
export type { SandboxCaller } from './context.ts';
export type { EraName } from './eras.ts';
export type { ReceivedRequest } from './http/received-request.ts';
export { describeAccident } from './http/report.ts';
export { type Client, PROGRAM_CALLBACK } from './seed/clients.ts';
export { DEFAULT_BEHAVIOUR } from './options/defaults.ts';
export type { SandboxOptions } from './options/sandbox-options.ts';
export { createSeed } from './seed/index.ts';
export { type Stores, createStores } from './stores.ts';
export { ageByVisitors } from './aged-stores.ts';
export { type VisitorFaults, createVisitorFaults } from './faults/visitor-faults.ts';
export { type VisitorClocks, createVisitorClocks } from './visitor-clocks.ts';

export interface SandboxApp extends TestControls {
  /** For the path of `baseUrl`, before any other middleware. Made when it is first asked for. */
  readonly handler: Express;
  /** The same sandbox for whoever reaches it by another URL, of the same path: what it says of itself names that. */
  handlerAt(baseUrl: string): Express;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** RFC 7009 */
  revocationEndpoint: string;
  apiBaseUrl: string;
  /** Whoever drops it is signed out in this browser. */
  readonly sessionCookie: SessionCookie;
  /** The first is the ready-made one. */
  clients: readonly Client[];
  people: readonly Person[];
  clock: Clock;
  /** The latest 500 requests, secrets masked. */
  readonly requests: readonly ReceivedRequest[];
}

export function createSandboxApp(options: SandboxOptions): SandboxApp {
  const context = createContext(options);
  const { baseUrl, clock, directory } = context;
  if (options.approve !== undefined) checkPerson(context, options.approve);
  const { log, ...controls } = createTestControls(
    context,
    (options.control ?? 'nobody') !== 'nobody',
    options.visitorFaults,
  );
  const handlerAt = (url: string) =>
    createHandler({ ...context, baseUrl: url }, { log, ...controls }, options);
  let handler: Express | undefined;
  return {
    ...controls,
    get handler() {
      return (handler ??= handlerAt(baseUrl));
    },
    handlerAt,
    get requests() {
      return log.entries;
    },
    clock,
    issuer: baseUrl,
    authorizationEndpoint: baseUrl + AUTHORIZE_PATH,
    tokenEndpoint: baseUrl + ACCESS_TOKEN_PATH,
    revocationEndpoint: baseUrl + REVOKE_PATH,
    sessionCookie: sessionCookie(context),
    apiBaseUrl: `${baseUrl}/2.0`,
    clients: directory.clients,
    people: directory.people,
  };
}

function createHandler(
  context: Context,
  controls: InnerTestControls,
  options: SandboxOptions,
): Express {
  const { control, controlToken, report = reportToStderr, callerOf } = options;
  const visitorOf = callerOf ? (req: Request) => callerOf(req).mark : clientOf(context);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.set('trust proxy', options.trustedProxies ?? 0);
  installPages(app, context, options.returnTo);

  app.use(securityHeaders(context.baseUrl));
  app.use('/_sandbox', createOwnFiles());
  if (control === 'http') {
    app.use(
      '/_sandbox',
      onFirstRequest(() => createControl(context, controls, controlToken, report)),
    );
  } else if (control === 'in-process') {
    app.use(
      '/_sandbox',
      onFirstRequest(() => createControlOff(report)),
    );
  }
  app.use(readBody);
  app.use(controls.log.middleware);
  const { visitorFaults } = options;
  app.use(createFaultMiddleware(context, controls.faults, { visitorOf, visitorFaults, report }));
  app.use(createAuthorizationServer(context, report));
  app.use(
    ['/2.0', '/api/2.0'],
    onFirstRequest(() => createResourceServer(context, report)),
  );
  app.get('/', showFrontDoor(context, control === 'http'));
  app.use(createGitServer(context));
  app.use(() => {
    throw new PageError('There is nothing here', 'The sandbox knows no such address.', {
      status: 404,
    });
  });
  app.use(createPageErrorHandler(report));
  return app;
}

/** A test that asks for tokens alone waits for no routes of the API and of the controls. */
function onFirstRequest(create: () => RequestHandler): RequestHandler {
  let made: RequestHandler | undefined;
  return (req, res, next) => (made ??= create())(req, res, next);
}
