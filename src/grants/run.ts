/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { readApiResults } from '../bitbucket/api-results.ts';
import type { ApiResults } from '../bitbucket/api-results.ts';
import type { Server } from '../bitbucket/servers.ts';
import type { Explanation } from '../explain-error.ts';
import type { Token } from '../oauth/token.ts';
import { WireLog } from '../wire/exchange.ts';
import type { GrantDependencies } from './grant.ts';
import { renewSession, startVisit } from './visitor.ts';

export interface IssuedToken extends Token {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface Run {
  readonly id: string;
  readonly grantSlug: string;
  readonly server: Server;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wire: WireLog;
  token?: IssuedToken;
  /** What a refresh has replaced. */
  previousToken?: IssuedToken;
  results?: ApiResults;
  failure?: Explanation;
}

export interface RunStore {
  /** Makes it the run that the visitor sees on the page of its grant. */
  publish(visitorId: string, run: Run): void;
  latest(visitorId: string | undefined, grantSlug: string): Run | undefined;
  forget(visitorId: string): void;
}

const LIFE_MS = 60 * 60_000;
const LARGEST_TOTAL_CHARACTERS = 64 * 1024 * 1024;

export function createRunStore(): RunStore {
  const runsByVisitor = new LRUCache<string, ReadonlyMap<string, Run>>({
    max: 5_000,
    maxSize: LARGEST_TOTAL_CHARACTERS,
    sizeCalculation: (runs) => 1 + [...runs.values()].reduce((sum, run) => sum + sizeOf(run), 0),
    ttl: LIFE_MS,
  });
  return {
    publish(visitorId, run) {
      const runs = runsByVisitor.get(visitorId) ?? [];
      runsByVisitor.set(visitorId, new Map([...runs, [run.grantSlug, run]]));
    },
    latest: (visitorId, grantSlug) => runsByVisitor.get(visitorId ?? '')?.get(grantSlug),
    forget: (visitorId) => void runsByVisitor.delete(visitorId),
  };
}

/** The run that a request has under way; beside the response, since templates see `res.locals`. */
const runsUnderWay = new WeakMap<Response, Run>();

/** Begins a run. From here on, a failure is shown on the page of the grant with what went over the wire. */
export function startRun(
  res: Response,
  grantSlug: string,
  server: Server,
  clock: () => number,
): Run {
  const run = { id: randomUUID(), grantSlug, server, startedAt: clock(), wire: new WireLog() };
  resumeRun(res, run);
  return run;
}

/** Goes on with an earlier run: a failure from here on is shown with it. */
export function resumeRun(res: Response, run: Run): void {
  runsUnderWay.set(res, run);
}

export function runUnderWay(res: Response): Run | undefined {
  return runsUnderWay.get(res);
}

/**
 * Uses the token once for everything that the page shows, and hands the run to the visitor.
 *
 * @param state Of the authorization response that brought the token, where one did.
 */
export async function completeRun(
  req: Request,
  { api, runs, clock }: GrantDependencies,
  run: Run,
  token: Token,
  state?: string,
): Promise<void> {
  run.token = { ...token, receivedAt: clock() };
  run.results = await readApiResults(api, {
    server: run.server,
    accessToken: token.accessToken,
    wire: run.wire,
  });
  await renewSession(req, state);
  runs.publish(startVisit(req, clock), run);
}

function sizeOf(run: Run): number {
  return run.wire.exchanges.reduce(
    (sum, { request, response }) => sum + request.url.length + (response?.body.length ?? 0) + 1_000,
    0,
  );
}
