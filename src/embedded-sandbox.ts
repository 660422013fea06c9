/** The sandbox inside the app: both eras behind paths of their own, and what the page for people is given of them. */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Config } from './config.ts';
import { createClock, createSandboxApp, createStores } from './sandbox/index.ts';
import type { EraName, SandboxApp } from './sandbox/index.ts';
import type { CreateStore, Storage } from './storage/storage.ts';
import { VISITOR_COOKIE } from './web/sandbox-faults.ts';
import type { SandboxGuide } from './web/sandbox-page.ts';

export type Sandboxes = Readonly<Record<EraName, SandboxApp>>;

export function openSandboxes(config: Config, storage: Storage): Sandboxes {
  return {
    current: openSandbox('current', config, storage),
    legacy: openSandbox('legacy', config, storage),
  };
}

function openSandbox(era: EraName, config: Config, storage: Storage): SandboxApp {
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
    visitorOf,
    stores: createStores(clock, createInEra),
    ...(sessionSecret !== undefined && {
      key: createHash('sha256').update(sessionSecret).digest(),
    }),
  });
}

/** Whoever has set a fault is known by our server's header, or by a cookie of their browser. */
function visitorOf(req: Request): string | undefined {
  const [, inCookie] =
    new RegExp(`(?:^|; )${VISITOR_COOKIE}=([^;]+)`).exec(req.get('cookie') ?? '') ?? [];
  return req.get('x-sandbox-visitor') ?? inCookie;
}

/** The start need not wait until both eras have all their routes. */
export function onDemand(sandbox: SandboxApp): RequestHandler {
  return (req, res, next) => {
    sandbox.handler(req, res, next);
  };
}

export function guidesTo(sandboxes: Sandboxes): SandboxGuide[] {
  return Object.entries(sandboxes).map(([era, { issuer, clients, people, clock, faults }]) => ({
    era,
    baseUrl: issuer,
    clients,
    people,
    clock,
    faults,
  }));
}
