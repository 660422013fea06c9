/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import { readApiResults } from '../bitbucket/api-results.ts';
import type { ApiResults } from '../bitbucket/api-results.ts';
import type { Server, ServerId } from '../bitbucket/servers.ts';
import type { Explanation } from '../explain-error.ts';
import type { Token } from '../oauth/token.ts';
import type { CreateStore } from '../storage/storage.ts';
import { WireLog } from '../wire/exchange.ts';
import type { Exchange } from '../wire/exchange.ts';
import type { GrantDependencies, Servers } from './grant.ts';
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
  publish(visitorId: string, run: Run): Promise<void>;
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
  return {
    async publish(visitorId, { server, wire, ...run }) {
      const value = { ...run, serverId: server.id, exchanges: [...wire.exchanges] };
      await kept.put(keyOf(visitorId, run.grantSlug), value, LIFE_SECONDS);
    },
    async latest(visitorId, grantSlug) {
      const found = visitorId && (await kept.get(keyOf(visitorId, grantSlug)));
      if (!found) return undefined;
      const { serverId, exchanges, ...run } = found;
      const server = servers.get(serverId);
      return server && { ...run, server, wire: new WireLog(exchanges) };
    },
    async forget(visitorId) {
      await Promise.all(grantSlugs.map((slug) => kept.take(keyOf(visitorId, slug))));
    },
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
  await callApi(api, run, token);
  await renewSession(req, state);
  await runs.publish(startVisit(req, clock), run);
}

/** Reads what the page shows; the exchanges of an earlier reading make room. */
export async function callApi(api: ApiClient, run: Run, { accessToken }: Token): Promise<void> {
  run.wire.drop('API');
  run.results = await readApiResults(api, { server: run.server, accessToken, wire: run.wire });
}

function sizeOf({ exchanges }: KeptRun): number {
  return exchanges.reduce(
    (sum, { request, response }) => sum + request.url.length + (response?.body.length ?? 0) + 1_000,
    1,
  );
}
