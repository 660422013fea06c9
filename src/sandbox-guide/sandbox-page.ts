/** The sandbox, for people: how to point a client at it, who lives there, its clock, its faults, what it assumes. */
import { Router } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import { showMoment } from '../pages/show-moment.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { ENDPOINTS, KINDS } from './fault-choices.ts';
import { createFaultsRouter, showFaults } from './sandbox-faults.ts';
import type { FaultSwitch } from './sandbox-faults.ts';
import { redirectTo } from '../http/redirect-to.ts';

/** What one era of the sandbox says of itself. */
export interface SandboxDescription {
  /** `current`, `legacy` */
  readonly era: string;
  /** Put it in the place of https://bitbucket.org and https://api.bitbucket.org. */
  readonly baseUrl: string;
  readonly clients: readonly { readonly clientId: string; readonly clientSecret: string }[];
  readonly people: readonly {
    readonly username: string;
    readonly password: string;
    readonly displayName: string;
    readonly note: string;
  }[];
  readonly clock: SandboxClock;
  readonly faults: FaultSwitch;
}

interface SandboxClock {
  now(): number;
  advance(duration: string): void;
  readonly isFrozen: boolean;
  freeze(): void;
  run(): void;
  /** Back to the time of day. */
  reset(): void;
}

export interface Assumption {
  readonly about: string;
  readonly choice: string;
  readonly option?: string;
}

export interface SandboxPageOptions {
  readonly sandboxes: readonly SandboxDescription[];
  readonly assumptions: readonly Assumption[];
  readonly clockControl: ClockControl;
  /** Several processes: a fault that one of them knows would strike now and then. */
  readonly hasFaults: boolean;
  readonly isHttps: boolean;
}

/**
 * May buttons move the clock? On somebody's own machine; not where strangers share the sandbox, or several
 * processes, whose other clocks would go on as before.
 */
export type ClockControl = 'allowed' | 'shared' | 'several-processes';

/** How far the clock can be moved by a button: past the life of a code, of a token, of a refresh token. */
const MOVES = ['11 minutes', '2 hours', '3 months'];

const TURNS: ReadonlyMap<string, (clock: SandboxClock) => void> = new Map([
  ['freeze', (clock: SandboxClock) => clock.freeze()],
  ['run', (clock: SandboxClock) => clock.run()],
  ['reset', (clock: SandboxClock) => clock.reset()],
  ...MOVES.map((by) => [by, (clock: SandboxClock) => clock.advance(by)] as const),
]);

export function createSandboxPage(options: SandboxPageOptions): Router {
  const { sandboxes, assumptions, clockControl, hasFaults, isHttps } = options;
  const switches = new Map(sandboxes.map(({ era, faults }) => [era, faults]));
  const router = Router();
  router.get('/', (req, res) => {
    res.render('sandbox-guide', {
      page: {
        title: 'The sandbox',
        description: 'Bitbucket’s OAuth and API in a box: how to use it, and what it assumes.',
        path: '/sandbox',
      },
      sandboxes: sandboxes.map(({ clock, ...sandbox }) => ({
        ...sandbox,
        now: showMoment(clock.now()),
        isFrozen: clock.isFrozen,
      })),
      assumptions,
      moves: MOVES,
      clockControl,
      faults: hasFaults && {
        kinds: KINDS,
        endpoints: ENDPOINTS,
        active: showFaults(req, switches),
      },
    });
  });
  if (hasFaults) router.use('/faults', createFaultsRouter(switches, isHttps));
  if (clockControl !== 'allowed') return router;

  router.post('/clock', (req, res) => {
    const form = parseParameters(req.body);
    const sandbox = sandboxes.find(({ era }) => era === form.get('era'));
    const turn = TURNS.get(form.get('turn') ?? '');
    if (!sandbox || !turn) {
      throw new InvalidRequestError(`The clock does one of: ${[...TURNS.keys()].join(', ')}.`);
    }
    turn(sandbox.clock);
    redirectTo(res, 303, '/sandbox#clock');
  });
  router.get('/clock', () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}
