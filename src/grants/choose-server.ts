/** Where a grant runs: the server that the visitor chose, or the first of those it can run on. */
import { availableServers, isWithheld } from '../bitbucket/available-servers.ts';
import type { Server, Servers } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors/errors.ts';
import type { GrantFacts } from './facts/grant-facts.ts';

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
  const where = names === '' ? 'nowhere here' : `here on: ${names}`;
  const withheld = [...servers.values()].find((server) => isWithheld(grant, server));
  const why =
    withheld?.id === wanted && withheld !== undefined
      ? ` On ${withheld.name} strangers would act with it as the consumer that this installation shares.`
      : '';
  throw new InvalidRequestError(`The ${grant.title} grant runs ${where}.${why} Nothing was sent.`);
}
