/** Who is to sign in at the sandbox inside: chosen here, remembered for the session, asked there all the same. */
import type { Request } from 'express';
import type { DemoResourceOwner, Server } from '../bitbucket/servers.ts';
import { InvalidRequestError } from '../errors/errors.ts';
import { setSandboxCookie } from './visitor.ts';

/** The browser carries the choice to the sandbox: whoever it names has to press a button there still. */
export const PERSON_COOKIE = 'sandbox-person';

/** In the place of a name: whoever comes. */
export const ANYBODY = 'anybody';

/**
 * @param wanted A user name, or {@link ANYBODY}.
 * @throws {InvalidRequestError} Nobody there has that name.
 */
export function requirePerson({ name, resourceOwners }: Server, wanted: string): void {
  const isKnown = resourceOwners.some(({ username }) => username === wanted);
  if (!isKnown && wanted !== ANYBODY) {
    throw new InvalidRequestError(`No such person can sign in at ${name}. Nothing was sent.`);
  }
}

export function expectPerson(req: Request, wanted: string): void {
  if (wanted === ANYBODY) delete req.session.person;
  else req.session.person = wanted;
  expectAsChosen(req);
}

/** Whoever was chosen, or nobody: another may have been expected for a run before. */
export function expectAsChosen(req: Request): void {
  const { runs, person } = req.session;
  if (!runs && person === undefined) return; // nothing has run yet: nobody is expected
  setSandboxCookie(req, PERSON_COOKIE, req.session.person);
}

/** Until the browser is sent there the next time: the choice stays as it is. */
export function expectForNow(req: Request, username: string): void {
  setSandboxCookie(req, PERSON_COOKIE, username);
}

/** @returns Nobody, where the choice is of another server's people. */
export function expectedPerson(
  req: Request,
  { resourceOwners }: Server,
): DemoResourceOwner | undefined {
  return resourceOwners.find(({ username }) => username === req.session.person);
}
