/**
 * The door of the sandbox: Bitbucket Cloud's OAuth 2.0 and REST API in a box, with no account
 * and no network. Whoever uses it speaks HTTP to it, as to the real one.
 */
import { randomBytes } from 'node:crypto';
import express, { type Express } from 'express';
import { ACCESS_TOKEN_PATH, createAccessTokenRouter } from './authorization-server/access-token.ts';
import { AUTHORIZE_PATH } from './authorization-server/authorize.ts';
import { createAuthorizationServer } from './authorization-server/index.ts';
import { type Clock, createClock } from './clock.ts';
import type { Context } from './context.ts';
import { createControl } from './control/index.ts';
import { createDecisions } from './decisions.ts';
import { createDirectory } from './directory.ts';
import { type EraName, eras } from './eras.ts';
import { PageError } from './errors.ts';
import { type VisitorOf, createFaultMiddleware } from './faults/middleware.ts';
import { REDIRECTED_PATH } from './faults/kinds/redirect.ts';
import { clientOf } from './faults/visitor-of.ts';
import { createGitServer } from './git/index.ts';
import { answerJsonPlainly } from './http/answer-json.ts';
import { formBody } from './http/form-body.ts';
import { createOwnFiles } from './http/own-files.ts';
import { createPageErrorHandler, installPages } from './http/pages.ts';
import type { ReceivedRequest } from './http/received-request.ts';
import { noteAnswers } from './http/whole-request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import {
  type InnerInstruments,
  type Instruments,
  checkPerson,
  createInstruments,
} from './instruments.ts';
import { createPasswordAttempts } from './password-attempts.ts';
import { reportToStderr } from './report.ts';
import { createRepositoryShelf } from './repository-shelf.ts';
import { createResourceServer } from './resource-server/index.ts';
import { createReuseLocks } from './reuse-locks.ts';
import { type Seed, createSeed } from './seed.ts';
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';
import { type Stores, createStores } from './stores.ts';

export { type Assumption, assumptions } from './assumptions.ts';
export { type Clock, createClock } from './clock.ts';
export type { NextDecision } from './decisions.ts';
export type { EraName } from './eras.ts';
export type { Fault, FaultName, FaultOrder, Faults } from './faults/fault.ts';
export type { DetailedRequest, ReceivedRequest } from './http/received-request.ts';
export type { Instruments } from './instruments.ts';
export type { Grant, IssuedToken } from './issued.ts';
export type { Client } from './seed/clients.ts';
export type { Person } from './seed/people.ts';
export { type Seed, createSeed } from './seed.ts';
export { type Stores, createStores } from './stores.ts';

export interface SandboxOptions {
  era: EraName;
  /** The public URL under which Bitbucket's own paths stand, without a trailing slash. */
  baseUrl: string;
  /** The callback of the ready-made client, "OAuth 2.0 grants demo". */
  callbackUrl: string;
  /** Default: runs on system time. */
  clock?: Clock;
  /** RFC 9207 `iss` in authorization responses: an addition, Bitbucket sends none. Default true. */
  sendIss?: boolean;
  /** How long a refresh token that was used once is taken again, current era. Default 600. */
  refreshGraceSeconds?: number;
  /** How long a client is refused whose used refresh token comes again, grace over. Default 0. */
  reuseLocksClientSeconds?: number;
  /** Whether the challenge is held against the verifier; not known of Bitbucket. Default verify. */
  pkce?: 'verify' | 'ignore';
  /** Whether a consent once given is not asked for again. Default true. */
  rememberConsent?: boolean;
  /**
   * Strangers use it at once, as inside the app: what one of them creates only that grant sees,
   * the ready-made repositories stay, and a consent is one browser's. Default false.
   */
  isShared?: boolean;
  /** Other people, workspaces, repositories and clients than the ready-made ones. */
  seed?: Seed;
  /** Where codes, tokens and sessions are kept. Default: in memory, bounded. */
  stores?: Stores;
  /** At least 32 bytes, the same in every process that shares the stores. Default: random. */
  key?: Buffer;
  /** A test is at work: `/_sandbox/…` answers, and requests are kept whole. Default false. */
  control?: boolean;
  /** The username who approves every consent at once, without a page. Default: people are asked. */
  approve?: string;
  /** Whose faults strike a request? Default: its client's id. */
  visitorOf?: VisitorOf;
  /** How many reverse proxies stand in front, by whom the address of a caller is known. Default 0. */
  trustedProxies?: number;
  /** Is told of accidents inside the sandbox. Default: the class and stack go to stderr. */
  report?: (error: unknown) => void;
}

export interface SandboxApp extends Instruments {
  /** For the path of `baseUrl`, before any other middleware. Made when it is first asked for. */
  readonly handler: Express;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  apiBaseUrl: string;
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
  const { log, ...instruments } = createInstruments(context, options.control ?? false);
  let handler: Express | undefined;
  return {
    ...instruments,
    get handler() {
      return (handler ??= createHandler(context, { log, ...instruments }, options));
    },
    get requests() {
      return log.entries;
    },
    clock,
    issuer: baseUrl,
    authorizationEndpoint: baseUrl + AUTHORIZE_PATH,
    tokenEndpoint: baseUrl + ACCESS_TOKEN_PATH,
    apiBaseUrl: `${baseUrl}/2.0`,
    clients: directory.clients,
    people: directory.people,
  };
}

function createContext(options: SandboxOptions): Context {
  const { clock = createClock(), sendIss = true, refreshGraceSeconds = 600 } = options;
  const { pkce = 'verify', rememberConsent = true, isShared = false, callbackUrl } = options;
  const { stores = createStores(clock) } = options;
  const era = eras[options.era];
  const directory = createDirectory(options.seed ?? createSeed(era, callbackUrl));
  const url = new URL(options.baseUrl);
  const basePath = url.pathname.replace(/\/+$/, '');
  return {
    era,
    clock,
    basePath,
    baseUrl: url.origin + basePath,
    directory,
    callbackUrl,
    decisions: createDecisions(standingDecision(options.approve)),
    stores,
    settings: { sendIss, refreshGraceSeconds, pkce, rememberConsent, isShared },
    passwordAttempts: createPasswordAttempts(stores, clock),
    shelf: createRepositoryShelf(directory.repositories, stores.shelves, isShared),
    reuseLocks: createReuseLocks(clock, options.reuseLocksClientSeconds ?? 0),
    key: options.key ?? randomBytes(32),
  };
}

function standingDecision(username: string | undefined) {
  return username === undefined ? undefined : { isGranted: true, username };
}

function createHandler(
  context: Context,
  instruments: InnerInstruments,
  options: SandboxOptions,
): Express {
  const { control = false, report = reportToStderr, visitorOf = clientOf(context) } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.set('trust proxy', options.trustedProxies ?? 0);
  installPages(app, context);
  answerJsonPlainly(app);

  app.use(securityHeaders(context.baseUrl.startsWith('https:')));
  app.use('/_sandbox', createOwnFiles());
  if (control) {
    app.use('/_sandbox', createControl(context, instruments, report));
    noteAnswers(app);
  }
  app.use(instruments.log.middleware);
  app.use(createFaultMiddleware(context, instruments.faults, visitorOf));
  app.use(createAccessTokenRouter(context, report)); // first: it is asked most
  app.use(createAuthorizationServer(context, report));
  app.use(['/2.0', '/api/2.0'], createResourceServer(context, report));
  app.use(createGitServer(context));
  app.all(REDIRECTED_PATH, formBody); // shown among the received requests; there is no such page
  app.use(() => {
    throw new PageError('There is nothing here', 'The sandbox knows no such address.', {
      status: 404,
    });
  });
  app.use(createPageErrorHandler(report));
  return app;
}
