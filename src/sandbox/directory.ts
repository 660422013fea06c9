/** Finds people, clients, workspaces and repositories by the names that requests carry. */
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';
import type { Repository } from './seed/repositories.ts';
import type { Workspace } from './seed/workspaces.ts';
import type { Seed } from './seed.ts';

export interface Directory extends Seed {
  findClient(clientId: string): Client | undefined;
  findPerson(username: string): Person | undefined;
  /** By slug, or by UUID with or without braces. */
  findWorkspace(identifier: string): Workspace | undefined;
  repositoriesIn(workspace: Workspace): readonly Repository[];
}

export function createDirectory(seed: Seed): Directory {
  const clients = new Map(seed.clients.map((client) => [client.clientId, client]));
  const people = new Map(seed.people.map((person) => [person.username, person]));
  const workspaces = new Map(
    seed.workspaces.flatMap((workspace) => [
      [workspace.slug, workspace] as const,
      [workspace.uuid, workspace] as const,
      [workspace.uuid.slice(1, -1), workspace] as const,
    ]),
  );
  return {
    ...seed,
    findClient: (clientId) => clients.get(clientId),
    findPerson: (username) => people.get(username),
    findWorkspace: (identifier) => workspaces.get(identifier),
    repositoriesIn: ({ slug }) => seed.repositories.filter(({ workspace }) => workspace === slug),
  };
}
