/** The sandbox, for people: how to point a client at it, who lives there, what it assumes, and its clock. */
import { Router } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors.ts';
import { showMoment } from '../grants/show-moment.ts';
import { parseParameters } from '../oauth/parameters.ts';

/** What one era of the sandbox says of itself. */
export interface SandboxGuide {
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
  readonly clock: { now(): number; advance(duration: string): void };
}

export interface Assumption {
  readonly about: string;
  readonly choice: string;
  readonly option?: string;
}

/** How far the clock can be moved by a button: past the life of a code, of a token, of a refresh token. */
const MOVES = ['11 minutes', '2 hours', '3 months'];

/** Others use the same sandbox; or other processes do, whose clocks would go on as before. */
export type WhyClockStands = 'strangers' | 'processes';

/** @param whyClockStands Without it, buttons move the clock: on somebody's own machine. */
export function createSandboxPage(
  guides: readonly SandboxGuide[],
  assumptions: readonly Assumption[],
  whyClockStands: WhyClockStands | undefined,
): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.render('sandbox-guide', {
      page: {
        title: 'The sandbox',
        description: 'Bitbucket’s OAuth and API in a box: how to use it, and what it assumes.',
        path: '/sandbox',
      },
      guides: guides.map((guide) => ({ ...guide, now: showMoment(guide.clock.now()) })),
      assumptions,
      moves: MOVES,
      whyClockStands,
    });
  });
  if (whyClockStands !== undefined) return router;

  router.post('/clock', (req, res) => {
    const form = parseParameters(req.body);
    const guide = guides.find(({ era }) => era === form.get('era'));
    const by = MOVES.find((move) => move === form.get('by'));
    if (!guide || by === undefined) {
      throw new InvalidRequestError(`The clock moves by one of: ${MOVES.join(', ')}.`);
    }
    guide.clock.advance(by);
    res.redirect(303, '/sandbox#clock');
  });
  router.get('/clock', () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}
