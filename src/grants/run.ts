/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import { readApiResults } from '../bitbucket/api-results.ts';
import type { ApiResults } from '../bitbucket/api-results.ts';
import { onBehalfOf } from '../bitbucket/servers.ts';
import type { Server, ServerId } from '../bitbucket/servers.ts';
import type { Explanation } from '../explain-error.ts';
import type { Token } from '../oauth/token.ts';
import type { CreateStore } from '../storage/storage.ts';
import { WireLog } from '../wire/exchange.ts';
import type { Exchange } from '../wire/exchange.ts';
import type { GrantDependencies, Servers } from './grant.ts';
import { renewSession, startVisit, visitorOf } from './visitor.ts';

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
  /** How often its tokens have changed, or were about to: the higher one is the later one. */
  revision: number;
  /** Answers to a refresh that were lost in a row: what was answered is not known. */
  lostRefreshes: number;
}

export interface RunStore {
  /** Makes it the run that the visitor sees on the page of its grant. */
  publish(visitorId: string, run: Run): Promise<void>;
  /**
   * Publishes what came of a run that was published before, unless something later stands there: a
   * newer run, newer tokens, or nothing, since everything was forgotten.
   *
   * @returns What stands there now.
   */
  update(visitorId: string | undefined, run: Run): Promise<Run | undefined>;
  latest(visitorId: string | undefined, grantSlug: string): Promise<Run | undefined>;
  forget(visitorId: string): Promise<void>;
}

/** A run as it is stored: the server by its name, since its client's secret is nobody's to store. */
type KeptRun = Omit<Run, 'server' | 'wire'> & {
  readonly serverId: ServerId;
  readonly exchanges: readonly Exchange[];
};

const LIFE_SECONDS = 3600;
const LARGEST_TOTAL_CHARACTERS = 64 * 1024 * 1024;

/** @param grantSlugs Of all grants: what there is to forget. */
export function createRunStore(
  createStore: CreateStore,
  clock: () => number,
  servers: Servers,
  grantSlugs: readonly string[],
): RunStore {
  const kept = createStore<KeptRun>(
    'runs',
    { now: clock },
    { capacity: 5_000, size: { largestTotal: LARGEST_TOTAL_CHARACTERS, of: sizeOf } },
  );
  const keyOf = (visitorId: string, grantSlug: string) => `${visitorId}/${grantSlug}`;

  async function publish(visitorId: string, { server, wire, ...run }: Run): Promise<void> {
    const value = { ...run, serverId: server.id, exchanges: [...wire.exchanges] };
    await kept.put(keyOf(visitorId, run.grantSlug), value, LIFE_SECONDS);
  }

  async function latest(visitorId: string | undefined, grantSlug: string) {
    const found = visitorId && (await kept.get(keyOf(visitorId, grantSlug)));
    if (!found) return undefined;
    const { serverId, exchanges, ...run } = found;
    const server = servers.get(serverId);
    if (!server) return undefined;
    return { ...run, server, wire: new WireLog(exchanges) };
  }

  return {
    publish,
    latest,
    async update(visitorId, run) {
      const now = await latest(visitorId, run.grantSlug);
      if (visitorId === undefined || now?.id !== run.id || now.revision > run.revision) return now;
      await publish(visitorId, run);
      return run;
    },
    async forget(visitorId) {
      await Promise.all(grantSlugs.map((slug) => kept.take(keyOf(visitorId, slug))));
    },
  };
}

/** The run that a request has under way; beside the response, since templates see `res.locals`. */
const runsUnderWay = new WeakMap<Response, Run>();
const resumedRuns = new WeakSet<Run>();

/** Begins a run. From here on, a failure is shown on the page of the grant with what went over the wire. */
export function startRun(
  res: Response,
  grantSlug: string,
  server: Server,
  clock: () => number,
): Run {
  const run: Run = {
    id: randomUUID(),
    grantSlug,
    server: onBehalfOf(server, visitorOf(res.req)),
    startedAt: clock(),
    wire: new WireLog(),
    revision: 0,
    lostRefreshes: 0,
  };
  runsUnderWay.set(res, run);
  return run;
}

/** Goes on with an earlier run: a failure from here on is shown with it. */
export function resumeRun(res: Response, run: Run): void {
  runsUnderWay.set(res, run);
  resumedRuns.add(run);
}

/** @returns What stands in the store then: the failed run, or something later. */
export async function publishFailure(
  runs: RunStore,
  visitorId: string,
  run: Run,
): Promise<Run | undefined> {
  if (resumedRuns.has(run)) return runs.update(visitorId, run);
  await runs.publish(visitorId, run);
  return run;
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
  await callApi(api, run);
  await renewSession(req, state);
  await runs.publish(startVisit(req, clock), run);
}

/**
 * Reads what the page shows; the exchanges of an earlier reading make room.
 *
 * @param renewToken See ApiCaller.
 */
export async function callApi(
  api: ApiClient,
  run: Run,
  renewToken?: () => Promise<boolean>,
): Promise<void> {
  run.wire.drop('API');
  run.results = await readApiResults(api, {
    server: run.server,
    wire: run.wire,
    get accessToken() {
      return run.token?.accessToken ?? ''; // each time: it may be renewed in between
    },
    ...(renewToken && { renewToken }),
  });
}

function sizeOf({ exchanges }: KeptRun): number {
  return exchanges.reduce(
    (sum, { request, response }) => sum + request.url.length + (response?.body.length ?? 0) + 1_000,
    1,
  );
}
