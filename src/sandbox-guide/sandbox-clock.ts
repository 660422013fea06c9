/** The clock of each era as a visitor sees it, and the buttons that turn it: for that visitor's own requests. */
import { Router } from 'express';
import type { Request } from 'express';
import { redirectTo } from '../http/redirect-to.ts';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showMoment } from '../pages/show-moment.ts';
import { currentVisitor, setVisitorCookie, requireMark, visitorMark } from '../runs/visitor.ts';

/** What one era of the sandbox lets be turned: of one visitor, by their mark. */
export interface SandboxClocks {
  /** @param visitor Absent: whoever has started nothing yet. */
  read(visitor: string | undefined): Promise<{ readonly now: number; readonly isFrozen: boolean }>;
  /** Each throws a RangeError where that cannot be; the message says why. */
  advance(visitor: string, duration: string): Promise<void>;
  freeze(visitor: string): Promise<void>;
  run(visitor: string): Promise<void>;
  /** Back to the time of day: what was issued to the visitor ends. */
  reset(visitor: string): Promise<void>;
}

/** How far the clock can be moved by a button: past the life of a code, of a token, of a refresh token. */
export const MOVES = ['11 minutes', '2 hours', '3 months'];

type Turn = (clocks: SandboxClocks, visitor: string) => Promise<void>;

const TURNS: ReadonlyMap<string, Turn> = new Map<string, Turn>([
  ['freeze', (clocks, visitor) => clocks.freeze(visitor)],
  ['run', (clocks, visitor) => clocks.run(visitor)],
  ['reset', (clocks, visitor) => clocks.reset(visitor)],
  ...MOVES.map((by): [string, Turn] => [by, (clocks, visitor) => clocks.advance(visitor, by)]),
]);

/** @param slugs Of the grants: a run that the clock was turned for is gone back to. */
export function createClockRouter(
  eras: ReadonlyMap<string, SandboxClocks>,
  slugs: readonly string[],
): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const form = parseParameters(req.body);
    const clocks = eras.get(form.get('era') ?? '');
    const turn = TURNS.get(form.get('turn') ?? '');
    if (!clocks || !turn) {
      throw new InvalidRequestError(`The clock does one of: ${[...TURNS.keys()].join(', ')}.`);
    }
    await turn(clocks, requireMark(req)).catch((error: unknown) => {
      throw error instanceof RangeError ? new InvalidRequestError(error.message) : error;
    });
    setVisitorCookie(req);
    redirectTo(res, 303, wayBack(form, slugs));
  });

  router.get('/', () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

/** To the run on the stage, where the form stood on one. */
function wayBack(form: ReadonlyMap<string, string>, slugs: readonly string[]): string {
  const slug = slugs.find((one) => one === form.get('grant'));
  if (slug === undefined) return '/sandbox#clock';
  const query = new URLSearchParams({
    run: form.get('run') ?? '',
    step: form.get('step') ?? '',
    notice: 'clock',
  });
  return `/${slug}?${query.toString()}#stage`;
}

/** What time it is for this visitor, ready to print. */
export async function showClock(req: Request, clocks: SandboxClocks) {
  const { now, isFrozen } = await clocks.read(visitorMark(currentVisitor(req)));
  return { now: showMoment(now), isFrozen };
}
