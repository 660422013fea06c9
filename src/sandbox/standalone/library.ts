/** The sandbox for tests in this process: `import { createSandbox } from '…/sandbox'`. */
import { checkOptions } from '../options/check-options.ts';
import { type Clock, createClock } from '../clock.ts';
import type { CreateSandboxOptions } from '../options/create-sandbox-options.ts';
import type { WaitingDecision } from '../control/waiting-decision.ts';
import type { EraName } from '../eras.ts';
import type { Faults } from '../faults/fault.ts';
import type { DetailedRequest } from '../http/received-request.ts';
import type { IssuedAuthorization, IssuedToken } from '../tokens/issued.ts';
import { type ListeningSandbox, listen } from './listen.ts';
import type { NewClient, NewPerson } from './new-entries.ts';
import { LIBRARY_DEFAULTS } from '../options/defaults.ts';
import { readMoment } from '../options/rules.ts';
import type { Client } from '../seed/clients.ts';
import type { Person } from '../seed/people.ts';
import { parseSeed, readSeedFile } from '../seed/seed-file.ts';
import { readTls } from './tls.ts';

export type { Clock } from '../clock.ts';
export type { CreateSandboxOptions } from '../options/create-sandbox-options.ts';
export type { WaitingDecision } from '../control/waiting-decision.ts';
export type { EraName } from '../eras.ts';
export type { Fault, FaultName, FaultOrder, Faults } from '../faults/fault.ts';
export { FaultyInputError } from '../seed/faulty-input.ts';
export type { DetailedRequest } from '../http/received-request.ts';
export type { IssuedAuthorization as Grant, IssuedToken } from '../tokens/issued.ts';
export type { NewClient, NewEmail, NewPerson } from './new-entries.ts';
export type { Client } from '../seed/clients.ts';
export type { Person } from '../seed/people.ts';

export interface Sandbox {
  readonly baseUrl: string;
  readonly era: EraName;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly apiBaseUrl: string;
  /** The first is the ready-made one, or the first of your seed. */
  readonly clients: readonly [Client, ...Client[]];
  readonly people: readonly Person[];
  readonly clock: Clock;
  /** What was received, the oldest first, secrets masked. */
  readonly requests: readonly DetailedRequest[];
  /** The same with every secret. */
  requestsWithSecrets(): DetailedRequest[];
  clearRequests(): void;
  readonly faults: Faults;
  /**
   * Decides the next consents: without `times`, one. A request that is refused reaches no consent,
   * and the decision waits on.
   *
   * @throws {RangeError} No such person, no such client, not so often.
   */
  approve(username: string, choice?: DecisionChoice): void;
  /** @throws {RangeError} No such client, not so often. */
  deny(choice?: DecisionChoice): void;
  /** The decisions that wait, in the order in which they are used. */
  readonly decisions: readonly WaitingDecision[];
  /** People are asked again. */
  clearDecisions(): void;
  /** @throws {FaultyInputError} Every fault by its path. */
  addClient(client: NewClient): Promise<Client>;
  /** @throws {FaultyInputError} Every fault by its path. */
  addPerson(person: NewPerson): Promise<Person>;
  grants(): Promise<IssuedAuthorization[]>;
  revokeGrant(id: string): Promise<boolean>;
  tokens(): Promise<IssuedToken[]>;
  revokeToken(id: string): Promise<boolean>;
  /** As at the start: nothing issued, set or received; the clock where it was. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface DecisionChoice {
  /** For so many requests: 1 by default; `null`: until it is cleared. */
  times?: number | null;
  /** For this client's requests only. */
  clientId?: string;
}

/**
 * Starts a sandbox that listens.
 *
 * @throws {RangeError} An option that does not exist, or may not be like this; a certificate of no use.
 * @throws {FaultyInputError} A faulty seed: every fault by its path.
 * @throws The error of `listen`, such as EADDRINUSE.
 */
export async function createSandbox(options: CreateSandboxOptions = {}): Promise<Sandbox> {
  const given = { ...LIBRARY_DEFAULTS, ...checkOptions(options) };
  const { callback, frozenAt, seed, control, cert, key, ...others } = given;
  const listening = await listen({
    ...others,
    tls: await readTls(cert, key),
    clock: createClock(frozenAt === undefined ? {} : { frozenAt: readMoment(frozenAt) }),
    callbackUrl: callback,
    control: control ? 'http' : 'in-process',
    ...(seed !== undefined && { seed: await readSeed(seed, given.era, callback) }),
  });
  try {
    return present(listening, given.era);
  } catch (error) {
    await listening.close();
    throw error;
  }
}

function present({ app, baseUrl, close }: ListeningSandbox, era: EraName): Sandbox {
  const { authorizationEndpoint, tokenEndpoint, apiBaseUrl, people, faults, clock } = app;
  return {
    baseUrl,
    era,
    authorizationEndpoint,
    tokenEndpoint,
    apiBaseUrl,
    people,
    clock,
    faults,
    clients: atLeastOne(app.clients),
    get requests() {
      return app.received();
    },
    requestsWithSecrets: () => app.received(true),
    clearRequests: () => app.clearReceived(),
    approve: (username, choice) => app.decide({ isGranted: true, username, ...readChoice(choice) }),
    deny(choice) {
      const [{ username }] = atLeastOne(people);
      app.decide({ isGranted: false, username, ...readChoice(choice) });
    },
    get decisions() {
      return app.decisions();
    },
    clearDecisions: () => app.clearDecisions(),
    addClient: (client) => app.addClient(client),
    addPerson: (person) => app.addPerson(person),
    grants: () => app.grants(),
    revokeGrant: (id) => app.revokeGrant(id),
    tokens: () => app.tokens(),
    revokeToken: (id) => app.revokeToken(id),
    reset: () => app.reset(),
    close,
  };
}

function readSeed(
  seed: string | Readonly<Record<string, unknown>>,
  era: EraName,
  callback: string,
) {
  return typeof seed === 'string'
    ? readSeedFile(seed, era, callback)
    : parseSeed(seed, era, callback);
}

function readChoice({ times = 1, clientId }: DecisionChoice = {}) {
  return { ...(times !== null && { times }), ...(clientId !== undefined && { clientId }) };
}

function atLeastOne<T>(entries: readonly T[]): readonly [T, ...T[]] {
  if (entries.length === 0) throw new RangeError('The seed has no client, or no people.');
  return entries as readonly [T, ...T[]];
}
