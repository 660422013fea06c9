/** Where runs are kept: for an hour, without the server's secret. */
import type { ServerId, Servers } from '../bitbucket/servers.ts';
import { sizeOf } from '../storage/size-of.ts';
import type { CreateStore } from '../storage/storage.ts';
import { update } from '../storage/store.ts';
import { WireLog } from '../wire/wire-log.ts';
import type { KeptLog } from '../wire/wire-log.ts';
import type { Run } from './run.ts';

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
  /** Makes room. One that nothing has come of yet may still be answered, and ends by itself. */
  forgetFinished(ids: readonly string[]): Promise<void>;
}

/** A run as it is stored: the server by its name, since its client's secret is nobody's to store. */
type KeptRun = Omit<Run, 'server' | 'wire'> & {
  readonly version: number;
  readonly serverId: ServerId;
  readonly log: KeptLog;
};

/** Another release may store runs otherwise: what it has left is not read. */
const VERSION = 1;
const LIFE_SECONDS = 3600;
const LARGEST_TOTAL_CHARACTERS = 64 * 1024 * 1024;
const MOST_BEGUN = 10_000;
const LARGEST_BEGUN_CHARACTERS = 32 * 1024 * 1024;

export function createRunStore(
  createStore: CreateStore,
  clock: () => number,
  servers: Servers,
): RunStore {
  const kept = createStore<KeptRun>(
    'runs',
    { now: clock },
    {
      capacity: 5_000,
      size: { largestTotal: LARGEST_TOTAL_CHARACTERS, of: sizeOf },
      // A flood of runs that were only begun cannot push out one that somebody looks at.
      apart: {
        holds: isBegun,
        capacity: MOST_BEGUN,
        size: { largestTotal: LARGEST_BEGUN_CHARACTERS, of: sizeOf },
      },
    },
  );

  function toKept({ server, wire, ...run }: Run): KeptRun {
    return { ...run, version: VERSION, serverId: server.id, log: wire.keep() };
  }

  /** Nothing, where its server is no longer configured. */
  function fromKept(found: KeptRun | undefined): Run | undefined {
    if (found?.version !== VERSION) return undefined;
    const { serverId, log, version: _version, ...run } = found;
    const server = servers.get(serverId);
    return server && { ...run, server, wire: new WireLog(log) };
  }

  return {
    publish: (run) => kept.put(run.id, toKept(run), LIFE_SECONDS),
    find: async (id) => (id === undefined ? undefined : fromKept(await kept.get(id))),
    async update(run) {
      let now: KeptRun | undefined;
      const unlessLater = (found?: KeptRun) => {
        now = found;
        return found && found.revision <= run.revision ? toKept(run) : undefined;
      };
      const isUpdated = await update(kept, run.id, unlessLater, LIFE_SECONDS);
      return isUpdated ? run : fromKept(now);
    },
    async forget(ids) {
      const runs = await Promise.all(ids.map(async (id) => fromKept(await kept.take(id))));
      return runs.filter((run) => run !== undefined);
    },
    async forgetFinished(ids) {
      const forget = async (id: string) => {
        const found = await kept.get(id);
        if (found && !isBegun(found)) await kept.take(id, found);
      };
      await Promise.all(ids.map(forget));
    },
  };
}

/** Nothing has come of it yet. */
function isBegun({ token, failure, secrets }: Pick<Run, 'token' | 'failure' | 'secrets'>): boolean {
  return (token ?? failure ?? secrets.code) === undefined;
}
