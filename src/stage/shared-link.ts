/** Reads the address of a shared link. Its values are names that there are, or a page says which is not one. */
import { InvalidRequestError } from '../errors/errors.ts';
import { chooseServer } from '../grants/choose-server.ts';
import type { Grant } from '../grants/grant.ts';
import type { Step } from '../grants/facts/grant-facts.ts';
import { findMistake } from '../mistakes/index.ts';
import { isView, stepsToShare } from '../pages/stage/share-link.ts';
import type { Shared } from '../pages/stage/share-link.ts';
import type { StageDependencies } from './dependencies.ts';
import { readMistake } from './read-mistake.ts';

type Query = ReadonlyMap<string, string>;

/** @throws {InvalidRequestError} A server, a step, a view or a mistake that is none, or none of this grant. */
export function readShared(
  query: Query,
  grant: Grant,
  { servers, sandboxes }: Pick<StageDependencies, 'servers' | 'sandboxes'>,
): Shared {
  const server = chooseServer(grant, servers, query.get('server'));
  const mistake = findMistake(readMistake(query.get('mistake'), grant, server, sandboxes));
  return { server, step: readStep(query, grant), view: readView(query), mistake };
}

/** @throws {InvalidRequestError} The grant has none of that name. */
export function readStep(query: Query, grant: Grant): Step | undefined {
  const letter = query.get('step');
  if (letter === undefined) return undefined;
  const steps = stepsToShare(grant);
  const step = steps.find((one) => one.letter === letter);
  if (step) return step;
  const names = steps.map((one) => one.letter).join(', ');
  throw new InvalidRequestError(
    `step: the ${grant.title} grant has no step of that name. It has ${names}. Nothing was sent.`,
  );
}

/** @throws {InvalidRequestError} There is none of that name. */
export function readView(query: Query): string | undefined {
  const view = query.get('view');
  if (view === undefined || isView(view)) return view;
  throw new InvalidRequestError(
    'view: a message is looked at as wire or as code; left out, it is explained. Nothing was sent.',
  );
}
