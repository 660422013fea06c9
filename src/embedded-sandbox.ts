/** The sandbox inside the app: both eras behind paths of their own, and the page that tells people of them. */
import type { Request, RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { OpenBackChannel } from './back-channel.ts';
import { VISITOR_HEADERS, sandboxIn } from './bitbucket/servers.ts';
import type { ServerId } from './bitbucket/servers.ts';
import type { Config } from './config/config.ts';
import { BOTH_ERAS } from './statements/eras.ts';
import type { SandboxControls } from './mistakes/sandbox-controls.ts';
import { createFinalHandler } from './http/final-handler.ts';
import { readCookie } from './http/cookies.ts';
import type { Report } from './http/report.ts';
import { networkOf } from './http/address-network.ts';
import {
  DEFAULT_BEHAVIOUR,
  PROGRAM_CALLBACK,
  ageByVisitors,
  assumptions,
  createClock,
  createSandboxApp,
  createStores,
  createVisitorClocks,
  createVisitorFaults,
  describeAccident,
} from './sandbox/index.ts';
import type {
  Client,
  EraName,
  SandboxApp,
  SandboxCaller,
  VisitorClocks,
  VisitorFaults,
} from './sandbox/index.ts';
import { WAY_BACK } from './stage/way-back.ts';
import { deriveKey } from './secrets/derive-key.ts';
import type { CreateStore, Storage } from './storage/storage.ts';
import { logAbout } from './web/request-logger.ts';
import { PERSON_COOKIE } from './runs/expected-person.ts';
import { VISITOR_COOKIE } from './runs/visitor.ts';
import { createSandboxPage } from './sandbox-guide/sandbox-page.ts';
import type { SandboxDescription } from './sandbox-guide/sandbox-page.ts';

/** One that strangers share, each of them with a clock and faults of their own. */
export interface EmbeddedSandbox extends SandboxApp {
  readonly clocks: VisitorClocks;
  readonly visitorFaults: VisitorFaults;
  /** For programs on this machine: none where strangers share it. */
  readonly programClient: Client | undefined;
}

export type Sandboxes = Readonly<Record<EraName, EmbeddedSandbox>>;

type IsFromUs = OpenBackChannel['isFromUs'];

/** @param isFromUs Did our own server send this request, on behalf of a visitor? */
export function openSandboxes(
  config: Config,
  storage: Storage,
  isFromUs: IsFromUs,
  logger: Logger,
): Sandboxes {
  return {
    current: openSandbox('current', config, storage, isFromUs, logger),
    legacy: openSandbox('legacy', config, storage, isFromUs, logger),
  };
}

function openSandbox(
  era: EraName,
  config: Config,
  storage: Storage,
  isFromUs: IsFromUs,
  logger: Logger,
): EmbeddedSandbox {
  const { publicUrl, callbackUrl, sessionSecret } = config;
  const clock = createClock();
  const createInEra: CreateStore = (name, ...rest) =>
    storage.createStore(`${era}-${name}`, ...rest);
  const longest = longestSeconds(config);
  const clocks = createVisitorClocks(createInEra, clock, longest);
  const visitorFaults = createVisitorFaults(createInEra, Date); // by a clock that nobody moves
  const app = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era,
    baseUrl: `${publicUrl}/sandbox/${era}`,
    callbackUrl,
    clock,
    clocks,
    visitorFaults,
    // RFC 9207: two authorization servers share one callback, and the app tells them apart by it.
    sendIss: true,
    // The lesson asks each time: whoever has granted access wants to see a denial, too.
    rememberConsent: false,
    returnTo: WAY_BACK,
    isShared: true,
    isOnOwnMachine: !config.isShared,
    trustedProxies: config.trustedProxies,
    control: config.sandboxControl ? 'http' : 'nobody',
    callerOf: (req) => describeCaller(req, isFromUs(req)),
    budget: config.budget,
    createLimiter: (name, limit) => storage.createLimiter(`${era}-${name}`, limit),
    report: (error, req) =>
      logAbout(req, logger).error({ era, ...describeAccident(error) }, 'fault in the sandbox'),
    stores: createStores(clock, ageByVisitors(createInEra, clocks), longest),
    ...(sessionSecret !== undefined && {
      key: deriveKey(sessionSecret[0], `sandbox ${era}`),
    }),
  });
  const programClient = app.clients.find(({ callbackUrl: url }) => url === PROGRAM_CALLBACK);
  return Object.assign(app, { clocks, visitorFaults, programClient });
}

const DAY_SECONDS = 86_400;

/**
 * Who has left a demo comes back to no grant, but in legacy it would be kept for good. On a machine of
 * one's own nothing is cut short: there, a clock can be moved by months to see what ends when.
 */
function longestSeconds({ isShared, redisUrl }: Config): number | undefined {
  return isShared || redisUrl !== undefined ? DAY_SECONDS : undefined;
}

/**
 * Our own server says for whom it asks; everybody else is believed no more than their address, and the
 * cookie of whoever has started something.
 */
function describeCaller(req: Request, isApp: boolean): SandboxCaller {
  if (!isApp) {
    const expected = readCookie(req, PERSON_COOKIE);
    return { mark: markInCookie(req), network: networkOf(req.ip ?? ''), expected };
  }
  const { mark, network } = VISITOR_HEADERS;
  return { mark: req.get(mark), network: req.get(network) ?? '', isApp };
}

/** Whoever has started something has it in their browser. Nothing else is kept as the name of a visitor. */
function markInCookie(req: Request): string | undefined {
  const mark = readCookie(req, VISITOR_COOKIE);
  return mark !== undefined && /^[\w-]{43}$/.test(mark) ? mark : undefined;
}

/** By their paths. The start need not wait until both eras have all their routes. */
export function mountSandboxes(
  sandboxes: Sandboxes,
  report: Report,
): ReadonlyMap<string, RequestHandler> {
  return new Map(BOTH_ERAS.map((era) => [`/sandbox/${era}`, onDemand(sandboxes[era], report)]));
}

function onDemand(sandbox: SandboxApp, report: Report): RequestHandler {
  // It answers everything: in the app behind it, the request would no longer be one of that app's own.
  const finalHandler = createFinalHandler(report);
  return (req, res) => {
    sandbox.handler(req, res, finalHandler(req, res));
  };
}

/** What the app may do in them beyond HTTP: set a visitor's clock and faults, take a grant back, sign somebody out. */
export function controlSandboxes(sandboxes: Sandboxes) {
  const both = Object.values(sandboxes);
  return {
    sandboxes: new Map<ServerId, SandboxControls>(
      BOTH_ERAS.map((era) => [sandboxIn(era), controlsOf(sandboxes[era])]),
    ),
    visitorFaults: both.map(({ visitorFaults }) => visitorFaults),
    visitorClocks: both.map(({ clocks }) => clocks),
    sandboxCookies: both.map(({ sessionCookie }) => sessionCookie),
    sandboxScopes: sandboxes.current.clients[0]?.scopes ?? [],
  };
}

function controlsOf(sandbox: EmbeddedSandbox): SandboxControls {
  return {
    clocks: sandbox.clocks,
    faults: sandbox.visitorFaults,
    withdrawGrant: (accessToken) => sandbox.withdrawGrant(accessToken),
  };
}

export function openSandboxPage(
  config: Config,
  sandboxes: Sandboxes,
  grants: readonly { readonly slug: string }[],
): Router {
  return createSandboxPage({
    sandboxes: describeSandboxes(sandboxes),
    assumptions,
    isCutShort: longestSeconds(config) !== undefined,
    slugs: grants.map(({ slug }) => slug),
  });
}

export function describeSandboxes(sandboxes: Sandboxes): SandboxDescription[] {
  return Object.entries(sandboxes).map(([era, sandbox]) => {
    const { issuer, clients, programClient, people, clocks, visitorFaults: faults } = sandbox;
    return { era, baseUrl: issuer, clients, programClient, people, clocks, faults };
  });
}
