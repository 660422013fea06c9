/** A seed file: people, workspaces, repositories and clients beside the ready-made ones. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { type EraName, eras } from '../eras.ts';
import { FaultyInputError } from './faulty-input.ts';
import { clientShape, findNamesakeFault } from './client-shape.ts';
import { parseShape, personShape, repositoryShape, workspaceShape } from './seed-shapes.ts';
import { type Seed, createSeed } from './index.ts';

const HEADING = 'The seed is faulty:';

/** @throws {FaultyInputError} It cannot be read, is no JSON, or is faulty: every fault by its path. */
export async function readSeedFile(file: string, era: EraName, callbackUrl: string): Promise<Seed> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    const reason = isSyntax ? `is not JSON: ${error.message}` : `cannot be read (${codeOf(error)})`;
    throw new FaultyInputError([`${file} ${reason}`], HEADING);
  }
  return parseSeed(content, era, callbackUrl);
}

/** @throws {FaultyInputError} Every fault by its path. */
export function parseSeed(content: unknown, eraName: EraName, callbackUrl: string): Seed {
  const era = eras[eraName];
  const shape = z.strictObject({
    /** Starts from nothing; without it, what is here comes beside the ready-made. */
    replace: z._default(z.boolean(), false),
    people: z._default(z.array(personShape), []),
    workspaces: z._default(z.array(workspaceShape), []),
    repositories: z._default(z.array(repositoryShape), []),
    clients: z._default(z.array(clientShape(era, callbackUrl)), []),
  });
  const { replace, ...own } = parseShape(shape, content, HEADING);
  const start = replace ? EMPTY : createSeed(era, callbackUrl);
  const seed: Seed = {
    people: merge(start.people, own.people, ({ username }) => username),
    workspaces: merge(start.workspaces, own.workspaces, ({ slug }) => slug),
    repositories: merge(start.repositories, own.repositories, fullName),
    // The first client is the ready-made one of the command: yours, where you bring one.
    clients: merge(
      own.clients,
      withoutThose(start.clients, own.clients),
      ({ clientId }) => clientId,
    ),
  };
  const faults = [...findStrangers(seed, own), ...findNamesakes(seed, own)];
  if (faults.length > 0) throw new FaultyInputError(faults, HEADING);
  return seed;
}

const EMPTY: Seed = { people: [], workspaces: [], repositories: [], clients: [] };

function fullName({ workspace, slug }: { workspace: string; slug: string }): string {
  return `${workspace}/${slug}`;
}

/** One with the same key takes the place of the other. */
function merge<T>(first: readonly T[], second: readonly T[], keyOf: (entry: T) => string): T[] {
  return [...new Map([...first, ...second].map((entry) => [keyOf(entry), entry])).values()];
}

function withoutThose(clients: Seed['clients'], own: Seed['clients']): Seed['clients'] {
  const ids = new Set(own.map(({ clientId }) => clientId));
  return clients.filter(({ clientId }) => !ids.has(clientId));
}

/** Names that lead to nothing: a member, a workspace. Only in what the file says. */
function findStrangers(seed: Seed, own: Seed): string[] {
  const people = new Set(seed.people.map(({ username }) => username));
  const workspaces = new Set(seed.workspaces.map(({ slug }) => slug));
  return [
    ...own.workspaces.flatMap(({ members }, at) =>
      members.flatMap(({ username }, member) =>
        people.has(username)
          ? []
          : [`workspaces[${at}].members[${member}].username: nobody is called ${username}`],
      ),
    ),
    ...own.repositories.flatMap(({ workspace }, at) =>
      workspaces.has(workspace)
        ? []
        : [`repositories[${at}].workspace: there is no workspace ${workspace}`],
    ),
    ...own.clients.flatMap(({ workspace }, at) =>
      workspaces.has(workspace)
        ? []
        : [`clients[${at}].workspace: there is no workspace ${workspace}`],
    ),
  ];
}

function findNamesakes(seed: Seed, own: Seed): string[] {
  return own.clients.flatMap((client, at) => {
    const fault = findNamesakeFault(client, seed.clients);
    return fault === undefined ? [] : [`clients[${at}].${fault}`];
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
