/** What a sandbox starts with: invented people, workspaces, repositories and clients. */
import type { Era } from './eras.ts';
import { type Client, seedClients } from './seed/clients.ts';
import { type Person, people } from './seed/people.ts';
import { type Repository, repositories } from './seed/repositories.ts';
import { type Workspace, workspaces } from './seed/workspaces.ts';

export interface Seed {
  people: readonly Person[];
  workspaces: readonly Workspace[];
  repositories: readonly Repository[];
  clients: readonly Client[];
}

/** The same at every start. */
export function createSeed(era: Era, callbackUrl: string): Seed {
  return { people, workspaces, repositories, clients: seedClients(era, callbackUrl) };
}
