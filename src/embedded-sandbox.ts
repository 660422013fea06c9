/** The sandbox inside the app: both eras behind paths of their own, and what the page for people is given of them. */
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { OpenBackChannel } from './back-channel.ts';
import { VISITOR_HEADERS } from './bitbucket/servers.ts';
import type { Config } from './config/config.ts';
import { createLastStop } from './http/last-stop.ts';
import { readCookie } from './http/cookies.ts';
import type { Report } from './http/report.ts';
import { networkOf } from './http/address-network.ts';
import { createClock, createSandboxApp, createStores, describeAccident } from './sandbox/index.ts';
import type { EraName, SandboxApp, SandboxCaller } from './sandbox/index.ts';
import { deriveKey } from './secrets/derive-key.ts';
import type { CreateStore, Storage } from './storage/storage.ts';
import { logAbout } from './web/logs-of-requests.ts';
import { VISITOR_COOKIE } from './sandbox-guide/sandbox-faults.ts';
import type { SandboxDescription } from './sandbox-guide/sandbox-page.ts';

export type Sandboxes = Readonly<Record<EraName, SandboxApp>>;

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
): SandboxApp {
  const { publicUrl, callbackUrl, sessionSecret } = config;
  const clock = createClock();
  const createInEra: CreateStore = (name, ...rest) =>
    storage.createStore(`${era}-${name}`, ...rest);
  return createSandboxApp({
    era,
    baseUrl: `${publicUrl}/sandbox/${era}`,
    callbackUrl,
    clock,
    // The lesson asks each time: whoever has granted access wants to see a denial, too.
    rememberConsent: false,
    isShared: true,
    trustedProxies: config.trustedProxies,
    control: config.sandboxControl,
    callerOf: (req) => describeCaller(req, isFromUs(req)),
    budget: config.budget,
    createLimiter: (name, limit) => storage.createLimiter(`${era}-${name}`, limit),
    report: (error, req) =>
      logAbout(req, logger).error({ era, ...describeAccident(error) }, 'fault in the sandbox'),
    stores: createStores(clock, createInEra, longestSeconds(config)),
    ...(sessionSecret !== undefined && {
      key: deriveKey(sessionSecret, `sandbox ${era}`),
    }),
  });
}

const DAY_SECONDS = 86_400;

/**
 * Who has left a demo comes back to no grant, but in legacy it would be kept for good. On a machine of
 * one's own nothing is cut short: there, the clock can be moved by months to see what ends when.
 */
function longestSeconds({ isShared, redisUrl }: Config): number | undefined {
  return isShared || redisUrl !== undefined ? DAY_SECONDS : undefined;
}

/**
 * Our own server says for whom it asks; everybody else is believed no more than their address, and the
 * cookie of whoever has set a fault.
 */
function describeCaller(req: Request, isApp: boolean): SandboxCaller {
  if (!isApp) return { mark: readCookie(req, VISITOR_COOKIE), network: networkOf(req.ip ?? '') };
  const { mark, network } = VISITOR_HEADERS;
  return { mark: req.get(mark), network: req.get(network) ?? '', isApp };
}

/** The start need not wait until both eras have all their routes. */
export function onDemand(sandbox: SandboxApp, report: Report): RequestHandler {
  // It answers everything: in the app behind it, the request would no longer be one of that app's own.
  const lastStop = createLastStop(report);
  return (req, res) => {
    sandbox.handler(req, res, lastStop(req, res));
  };
}

export function describeSandboxes(sandboxes: Sandboxes): SandboxDescription[] {
  return Object.entries(sandboxes).map(([era, { issuer, clients, people, clock, faults }]) => ({
    era,
    baseUrl: issuer,
    clients,
    people,
    clock,
    faults,
  }));
}
