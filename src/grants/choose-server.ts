/** Where a grant runs: the server that the visitor chose, or the first of those it can run on. */
import type { Server, ServerId } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors.ts';
import type { GrantFacts, Servers } from './grant.ts';

/**
 * @param wanted The `server` parameter of the request.
 * @throws {InvalidRequestError} The grant does not run there, or this installation cannot reach it.
 */
export function chooseServer(
  grant: GrantFacts,
  servers: Servers,
  wanted: string | undefined,
): Server {
  const candidates = availableServers(grant, servers);
  const chosen = wanted === undefined ? candidates[0] : candidates.find(({ id }) => id === wanted);
  if (chosen) return chosen;
  const names = candidates.map(({ name }) => name).join(', ');
  throw new InvalidRequestError(
    `The ${grant.title} grant runs here on: ${names}. Nothing was sent.`,
  );
}

/** The servers of this installation that the grant can run on, the default first. */
export function availableServers(grant: GrantFacts, servers: Servers): Server[] {
  return grant.runsOn
    .map((id: ServerId) => servers.get(id))
    .filter((server) => server !== undefined);
}
