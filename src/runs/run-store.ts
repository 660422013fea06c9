/** Where runs are kept: for an hour, without the server's secret. */
import type { ServerId, Servers } from '../bitbucket/servers.ts';
import { sizeOf } from '../storage/size-of.ts';
import type { CreateStore } from '../storage/storage.ts';
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
  const time = { now: clock };
  const finished = createStore<KeptRun>('runs', time, {
    capacity: 5_000,
    size: { largestTotal: LARGEST_TOTAL_CHARACTERS, of: sizeOf },
  });
  // Apart: a flood of runs that were only begun cannot push out one that somebody looks at.
  const begun = createStore<KeptRun>('begun-runs', time, {
    capacity: MOST_BEGUN,
    size: { largestTotal: LARGEST_BEGUN_CHARACTERS, of: sizeOf },
  });

  function close({ server, wire, ...run }: Run): KeptRun {
    return { ...run, version: VERSION, serverId: server.id, log: wire.keep() };
  }

  /** Nothing, where its server is no longer configured. */
  function open(found: KeptRun | undefined): Run | undefined {
    if (found?.version !== VERSION) return undefined;
    const { serverId, log, version: _version, ...run } = found;
    const server = servers.get(serverId);
    return server && { ...run, server, wire: new WireLog(log) };
  }

  return {
    async publish(run) {
      if (isBegun(run)) return begun.put(run.id, close(run), LIFE_SECONDS);
      await finished.put(run.id, close(run), LIFE_SECONDS);
      await begun.take(run.id);
    },
    async find(id) {
      if (id === undefined) return undefined;
      // Once more: it may have been moved between the two looks.
      const found = (await finished.get(id)) ?? (await begun.get(id)) ?? (await finished.get(id));
      return open(found);
    },
    async update(run) {
      const { id } = run;
      const wasBegun = (await begun.get(id)) !== undefined;
      if (wasBegun && isBegun(run)) {
        const unlessGone = (found?: KeptRun) => found && close(run);
        return (await begun.update(id, unlessGone, LIFE_SECONDS)) ? run : this.find(id);
      }
      let now: KeptRun | undefined;
      const unlessLater = (found?: KeptRun) => {
        now = found;
        const isLater = found ? found.revision > run.revision : !wasBegun;
        return isLater ? undefined : close(run);
      };
      const isUpdated = await finished.update(id, unlessLater, LIFE_SECONDS);
      if (wasBegun) await begun.take(id);
      return isUpdated ? run : open(now);
    },
    async forget(ids) {
      const runs = await Promise.all(
        ids.map(async (id) => open((await finished.take(id)) ?? (await begun.take(id)))),
      );
      return runs.filter((run) => run !== undefined);
    },
    async forgetFinished(ids) {
      await Promise.all(ids.map((id) => finished.take(id)));
    },
  };
}

/** Nothing has come of it yet. */
function isBegun({ token, failure, secrets }: Run): boolean {
  return (token ?? failure ?? secrets.code) === undefined;
}
