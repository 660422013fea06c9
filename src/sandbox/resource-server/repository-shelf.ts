/** The repositories: the ready-made ones, and those that were created while the sandbox runs. */
import type { Store } from '../../storage/store.ts';
import type { Repository } from '../seed/repositories.ts';
import type { Shelf } from '../stores.ts';

/** Bounded: when so many were created, the oldest of them goes. */
const MOST_CREATED = 200;
/** As long as the grant lives that created them, at the most. */
const SHELF_SECONDS = 730 * 86_400;

export interface RepositoryShelf {
  /** All that can be seen with a grant. */
  seenWith(authorizationId: string): Promise<readonly Repository[]>;
  /** @returns False where its workspace has one of that slug: then it has been left at that. */
  add(authorizationId: string, repository: Repository): Promise<boolean>;
  remove(authorizationId: string, repository: Repository): Promise<void>;
}

/** @param isShared Strangers use it: what was created is seen with the same grant alone. */
export function createRepositoryShelf(
  readyMade: readonly Repository[],
  shelves: Store<Shelf>,
  isShared: boolean,
): RepositoryShelf {
  const keyOf = (authorizationId: string) => (isShared ? authorizationId : 'everybody');
  const allOn = ({ created, removed }: Shelf) => [
    ...readyMade.filter(({ uuid }) => !removed.includes(uuid)),
    ...created,
  ];

  /** In one step, also where another process changes the same shelf. */
  function change(authorizationId: string, how: (shelf: Shelf) => Shelf | undefined) {
    return shelves.update(
      keyOf(authorizationId),
      (shelf = { created: [], removed: [] }) => how(shelf),
      SHELF_SECONDS,
    );
  }
  return {
    async seenWith(authorizationId) {
      const shelf = await shelves.get(keyOf(authorizationId));
      return shelf ? allOn(shelf) : readyMade;
    },
    async add(authorizationId, repository) {
      const changed = await change(authorizationId, (shelf) => {
        if (allOn(shelf).some((other) => isTwin(other, repository))) return undefined;
        return { ...shelf, created: [...shelf.created, repository].slice(-MOST_CREATED) };
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
