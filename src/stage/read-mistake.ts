/** The mistake that an address names. */
import type { Server } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { findMistake } from '../mistakes/index.ts';
import { canHappenIn, canHappenOn } from '../mistakes/where-possible.ts';
import type { StageDependencies } from './dependencies.ts';

/** @throws {InvalidRequestError} There is no such mistake, or it cannot be made there. */
export function readMistake(
  id: string | undefined,
  grant: Grant,
  { id: serverId, name }: Server,
  sandboxes: StageDependencies['sandboxes'],
): string | undefined {
  if (id === undefined) return undefined;
  const mistake = findMistake(id);
  const advice = 'Nothing was sent. Run it without: “Break it” on the stage has those that fit.';
  if (!mistake) throw new InvalidRequestError(`There is no mistake ${id.slice(0, 60)}. ${advice}`);
  if (!canHappenIn(mistake, grant))
    throw new InvalidRequestError(
      `The mistake “${mistake.name}” has no place in the ${grant.title} grant. ${advice}`,
    );
  if (!sandboxes.has(serverId))
    throw new InvalidRequestError(
      `Mistakes are made on the sandbox alone, and not on ${name}. Nothing was sent. Choose the sandbox as the server.`,
    );
  if (!canHappenOn(mistake, serverId, sandboxes))
    throw new InvalidRequestError(
      `The mistake “${mistake.name}” cannot be made on ${name}. ${advice}`,
    );
  return id;
}
