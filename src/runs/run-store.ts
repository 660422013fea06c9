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
