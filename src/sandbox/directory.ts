/** Finds people, clients and workspaces by the names that requests carry. */
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';
import type { Workspace } from './seed/workspaces.ts';
import type { Seed } from './seed/index.ts';

export interface Directory extends Seed {
  findClient(clientId: string): Client | undefined;
  findPerson(username: string): Person | undefined;
  /** By slug, or by UUID with or without braces. */
  findWorkspace(identifier: string): Workspace | undefined;
  /** Registers a client; one with the same id is replaced. */
  addClient(client: Client): void;
  /** One with the same username is replaced. */
  addPerson(person: Person): void;
  /** Back to the clients and people of the start. */
  reset(): void;
}

export function createDirectory(seed: Seed): Directory {
  const clients = createRegister(seed.clients, ({ clientId }) => clientId);
  const people = createRegister(seed.people, ({ username }) => username);
  const workspaces = new Map(
    seed.workspaces.flatMap((workspace) => [
      [workspace.slug, workspace] as const,
      [workspace.uuid, workspace] as const,
      [workspace.uuid.slice(1, -1), workspace] as const,
    ]),
  );
  return {
    ...seed,
    clients: clients.all,
    people: people.all,
    findClient: clients.find,
    findPerson: people.find,
    findWorkspace: (identifier) => workspaces.get(identifier),
    addClient: (client) => clients.add(client),
    addPerson: (person) => people.add(person),
    reset() {
      clients.reset();
      people.reset();
    },
  };
}

/** A list that stays the same array while it changes, so that whoever holds it sees the changes. */
function createRegister<T>(start: readonly T[], keyOf: (entry: T) => string) {
  const all = [...start];
  const byKey = new Map(all.map((entry) => [keyOf(entry), entry]));
  return {
    all: all as readonly T[],
    find: (key: string) => byKey.get(key),
    add(entry: T) {
      const place = all.findIndex((other) => keyOf(other) === keyOf(entry));
      all.splice(place === -1 ? all.length : place, 1, entry);
      byKey.set(keyOf(entry), entry);
    },
    reset() {
      all.splice(0, all.length, ...start);
      byKey.clear();
      for (const entry of start) byKey.set(keyOf(entry), entry);
    },
  };
}
