/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import { readApiResults } from '../bitbucket/api-results.ts';
import type { ApiResults } from '../bitbucket/api-results.ts';
import { onBehalfOf } from '../bitbucket/servers.ts';
import type { Server, ServerId } from '../bitbucket/servers.ts';
import type { Explanation } from '../explain-error.ts';
import type { Token } from '../oauth/token.ts';
import { sizeOf } from '../storage/size-of.ts';
import type { CreateStore } from '../storage/storage.ts';
import { WireLog } from '../wire/wire-log.ts';
import type { KeptLog } from '../wire/wire-log.ts';
import type { Servers } from './grant.ts';
import { visitorOf } from './visitor.ts';

export interface IssuedToken extends Token {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface Run {
  /** A secret: whoever's session holds it may see the run. */
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

/** A run is found by its id alone: which are whose is written in the sessions. */
export interface RunStore {
  publish(run: Run): Promise<void>;
  /**
   * Publishes what came of a run that was published before, unless something later stands there: newer
   * tokens, or nothing, since it was forgotten.
   *
   * @returns What stands there now.
   */
  update(run: Run): Promise<Run | undefined>;
  find(id: string | undefined): Promise<Run | undefined>;
  /** @returns What was forgotten. */
  forget(ids: readonly string[]): Promise<Run[]>;
}

/** A run as it is stored: the server by its name, since its client's secret is nobody's to store. */
type KeptRun = Omit<Run, 'server' | 'wire'> & {
  readonly serverId: ServerId;
  readonly log: KeptLog;
};

const LIFE_SECONDS = 3600;
const LARGEST_TOTAL_CHARACTERS = 64 * 1024 * 1024;

export function createRunStore(
  createStore: CreateStore,
  clock: () => number,
  servers: Servers,
): RunStore {
  const kept = createStore<KeptRun>(
    'runs',
    { now: clock },
    { capacity: 5_000, size: { largestTotal: LARGEST_TOTAL_CHARACTERS, of: sizeOf } },
  );

  function close({ server, wire, ...run }: Run): KeptRun {
    return { ...run, serverId: server.id, log: wire.keep() };
  }

  /** Nothing, where its server is no longer configured. */
  function open(found: KeptRun | undefined): Run | undefined {
    if (!found) return undefined;
    const { serverId, log, ...run } = found;
    const server = servers.get(serverId);
    return server && { ...run, server, wire: new WireLog(log) };
  }

  async function find(id: string | undefined): Promise<Run | undefined> {
    return id === undefined ? undefined : open(await kept.get(id));
  }

  return {
    async publish(run) {
      await kept.put(run.id, close(run), LIFE_SECONDS);
    },
    find,
    async update(run) {
      let now: KeptRun | undefined;
      const unlessLater = (found?: KeptRun) => {
        now = found;
        return !found || found.revision > run.revision ? undefined : close(run);
      };
      return (await kept.update(run.id, unlessLater, LIFE_SECONDS)) ? run : open(now);
    },
    async forget(ids) {
      const runs = await Promise.all(ids.map(async (id) => open(await kept.take(id))));
      return runs.filter((run) => run !== undefined);
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

export function isResumed(run: Run): boolean {
  return resumedRuns.has(run);
}

export function runUnderWay(res: Response): Run | undefined {
  return runsUnderWay.get(res);
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
