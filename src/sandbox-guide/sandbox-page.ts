/** The sandbox, for people: how to point a client at it, who lives there, its clock, its faults, what it assumes. */
import { Router } from 'express';
import { KINDS } from '../mistakes/fault-choices.ts';
import { MOVES, createClockRouter, showClock } from './sandbox-clock.ts';
import type { SandboxClocks } from './sandbox-clock.ts';
import { ENDPOINTS, createFaultsRouter, showFaults } from './sandbox-faults.ts';
import type { FaultSwitch } from './sandbox-faults.ts';

interface SandboxClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
}

/** What one era of the sandbox says of itself. */
export interface SandboxDescription {
  /** `current`, `legacy` */
  readonly era: string;
  /** Put it in the place of https://bitbucket.org and https://api.bitbucket.org. */
  readonly baseUrl: string;
  /** The first is for everyday use. */
  readonly clients: readonly SandboxClient[];
  /** For programs on the reader's machine: none where strangers share it. */
  readonly programClient: SandboxClient | undefined;
  readonly people: readonly {
    readonly username: string;
    readonly password: string;
    readonly displayName: string;
    readonly note: string;
  }[];
  readonly clocks: SandboxClocks;
  readonly faults: FaultSwitch;
}

export interface Assumption {
  readonly about: string;
  readonly choice: string;
  readonly option?: string;
}

export interface SandboxPageOptions {
  readonly sandboxes: readonly SandboxDescription[];
  readonly assumptions: readonly Assumption[];
  /** What is granted ends after a day, whatever Bitbucket does. */
  readonly isCutShort: boolean;
  /** Of the grants, whose stages have a clock, too. */
  readonly slugs: readonly string[];
}

export function createSandboxPage(options: SandboxPageOptions): Router {
  const { sandboxes, assumptions, isCutShort, slugs } = options;
  const switches = new Map(sandboxes.map(({ era, faults }) => [era, faults]));
  const router = Router();
  router.get('/', async (req, res) => {
    res.render('sandbox-guide', {
      page: {
        title: 'The sandbox',
        description: 'Bitbucket’s OAuth and API in a box: how to use it, and what it assumes.',
        path: '/sandbox',
      },
      sandboxes: await Promise.all(
        sandboxes.map(async ({ clocks, ...sandbox }) => ({
          ...sandbox,
          ...(await showClock(req, clocks)),
        })),
      ),
      assumptions,
      moves: MOVES,
      isCutShort,
      faults: {
        kinds: KINDS,
        endpoints: ENDPOINTS,
        active: await showFaults(req, switches),
      },
    });
  });
  router.use('/faults', createFaultsRouter(switches));
  router.use(
    '/clock',
    createClockRouter(new Map(sandboxes.map(({ era, clocks }) => [era, clocks])), slugs),
  );
  return router;
}
