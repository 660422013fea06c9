/** The repositories: the ready-made ones, and those that were created while the sandbox runs. */
import type { Repository } from './seed/repositories.ts';

/** Bounded: when so many were created, the oldest of them goes. */
const MOST_CREATED = 200;

export interface RepositoryShelf {
  in(workspace: string): readonly Repository[];
  add(repository: Repository): void;
  remove(repository: Repository): void;
  /** Back to the ready-made ones. */
  reset(): void;
}

export function createRepositoryShelf(readyMade: readonly Repository[]): RepositoryShelf {
  const created = new Map<string, Repository>();
  const removed = new Set<string>();
  return {
    in: (wanted) =>
      [...readyMade.filter(({ uuid }) => !removed.has(uuid)), ...created.values()].filter(
        ({ workspace }) => workspace === wanted,
      ),
    add(repository) {
      created.set(repository.uuid, repository);
      const [oldest] = created.keys();
      if (created.size > MOST_CREATED && oldest !== undefined) created.delete(oldest);
    },
    remove({ uuid }) {
      if (!created.delete(uuid)) removed.add(uuid);
    },
    reset() {
      created.clear();
      removed.clear();
    },
  };
}
