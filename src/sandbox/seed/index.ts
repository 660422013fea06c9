/** What a sandbox starts with: invented people, workspaces, repositories and clients. */
import type { Era } from '../eras.ts';
import { type Client, PROGRAM_CALLBACK, seedClients } from './clients.ts';
import { type Person, people } from './people.ts';
import { type Repository, repositories } from './repositories.ts';
import { type Workspace, workspaces } from './workspaces.ts';

export interface Seed {
  people: readonly Person[];
  workspaces: readonly Workspace[];
  repositories: readonly Repository[];
  clients: readonly Client[];
}

/**
 * The same at every start.
 *
 * @param isShared By strangers. An error goes to the client's callback with nobody asked, so that a link to
 *   the sandbox could lead whoever follows it elsewhere: clients that come back to the app, or nowhere.
 *   RFC 9700 §4.11.2
 * @param isOnOwnMachine All who come sit where it runs: 127.0.0.1 is then no other place than its own. Elsewhere
 *   it would be whatever machine follows the link, and a server of somebody's that follows links is one, too.
 */
export function createSeed(
  era: Era,
  callbackUrl: string,
  isShared = false,
  isOnOwnMachine = false,
): Seed {
  const known = new Set(['', callbackUrl, ...(isOnOwnMachine ? [PROGRAM_CALLBACK] : [])]);
  const clients = seedClients(era, callbackUrl).filter(
    (client) => !isShared || known.has(client.callbackUrl),
  );
  return { people, workspaces, repositories, clients };
}
