/** The repositories: the ready-made ones, and those that were created while the sandbox runs. */
import { type Store, update } from '../../storage/store.ts';
import type { Repository } from '../seed/repositories.ts';
import type { RepositoryChanges } from '../stores.ts';

/** Bounded: when so many were created, the oldest of them goes. */
const MOST_CREATED = 200;
/** As long as the grant lives that created them, at the most. */
const CHANGES_SECONDS = 730 * 86_400;

export interface RepositoryCatalog {
  /** All that can be seen with a grant. */
  seenWith(authorizationId: string): Promise<readonly Repository[]>;
  /** @returns False where its workspace has one of that slug: then it has been left at that. */
  add(authorizationId: string, repository: Repository): Promise<boolean>;
  remove(authorizationId: string, repository: Repository): Promise<void>;
}

/** @param isShared Strangers use it: what was created is seen with the same grant alone. */
export function createRepositoryCatalog(
  readyMade: readonly Repository[],
  store: Store<RepositoryChanges>,
  isShared: boolean,
): RepositoryCatalog {
  const keyOf = (authorizationId: string) => (isShared ? authorizationId : 'everybody');
  const allWith = ({ created, removed }: RepositoryChanges) => [
    ...readyMade.filter(({ uuid }) => !removed.includes(uuid)),
    ...created,
  ];

  /** In one step, also where another process changes the same. */
  function change(
    authorizationId: string,
    how: (changes: RepositoryChanges) => RepositoryChanges | undefined,
  ) {
    return update(
      store,
      keyOf(authorizationId),
      (changes = { created: [], removed: [] }) => how(changes),
      CHANGES_SECONDS,
    );
  }
  return {
    async seenWith(authorizationId) {
      const changes = await store.get(keyOf(authorizationId));
      return changes ? allWith(changes) : readyMade;
    },
    async add(authorizationId, repository) {
      const changed = await change(authorizationId, (changes) => {
        if (allWith(changes).some((other) => isTwin(other, repository))) return undefined;
        return { ...changes, created: [...changes.created, repository].slice(-MOST_CREATED) };
      });
      return changed !== undefined;
    },
    async remove(authorizationId, { uuid }) {
      const isReadyMade = readyMade.some((one) => one.uuid === uuid);
      await change(authorizationId, ({ created, removed }) => ({
        created: created.filter((one) => one.uuid !== uuid),
        removed: isReadyMade ? [...removed, uuid] : removed,
      }));
    },
  };
}

function isTwin(one: Repository, other: Repository): boolean {
  return one.workspace === other.workspace && one.slug === other.slug;
}
