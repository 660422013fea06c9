/** The sandbox for tests in this process: `import { createSandbox } from '…/sandbox'`. */
import { findCallbackFault } from './callback-url.ts';
import { type Clock, createClock } from './clock.ts';
import { type EraName, eras } from './eras.ts';
import type { Faults } from './faults/fault.ts';
import type { DetailedRequest } from './http/received-request.ts';
import type { Grant, IssuedToken } from './issued.ts';
import { type ListeningSandbox, listen } from './listen.ts';
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';

export type { Clock } from './clock.ts';
export type { EraName } from './eras.ts';
export type { Fault, FaultName, FaultOrder, Faults } from './faults/fault.ts';
export type { DetailedRequest } from './http/received-request.ts';
export type { Grant, IssuedToken } from './issued.ts';
export type { Client } from './seed/clients.ts';
export type { Person } from './seed/people.ts';

export interface CreateSandboxOptions {
  /** Which Bitbucket: since CHANGE-3052 of May 2026, or until then. Default `current`. */
  era?: EraName;
  /** Default 0: any free one. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Where clients reach it, where that is not the address it listens on. */
  publicUrl?: string;
  /** What a seed file holds, or the path of one: it comes beside the ready-made. */
  seed?: string | Readonly<Record<string, unknown>>;
  /** The username who approves every consent at once: no browser is needed. */
  approve?: string;
  /** The callback of the ready-made client. Default `http://localhost:3000/oauth-callback`. */
  callback?: string;
  /** The clock stands still at this moment (ISO 8601 or milliseconds); without it, it runs. */
  frozenAt?: string | number;
  /** Seconds for which a refresh token that was used once is taken again; `current` era. Default 600. */
  refreshGraceSeconds?: number;
  /**
   * Seconds for which a client is refused, "even valid tokens", after a used refresh token of it
   * came again where the grace is over or 0; `current` era. Default 0: it is not.
   */
  reuseLocksClientSeconds?: number;
  /** RFC 9207 `iss` in authorization responses. Bitbucket sends none; default false here. */
  sendIss?: boolean;
  /** Whether the challenge is held against the verifier. Default `verify`. */
  pkce?: 'verify' | 'ignore';
  /** Whether a consent once given is not asked for again. Default true. */
  rememberConsent?: boolean;
}

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
  readonly faults: Faults;
  /**
   * Decides the next consents: without `times`, one. A request that is refused reaches no consent,
   * and the decision waits on.
   *
   * @throws {RangeError} No such person.
   */
  approve(username: string, choice?: DecisionChoice): void;
  deny(choice?: DecisionChoice): void;
  /** @throws {RangeError} Not like this: every fault by name. */
  addClient(client: Readonly<Record<string, unknown>>): Promise<Client>;
  addPerson(person: Readonly<Record<string, unknown>>): Promise<Person>;
  grants(): Promise<Grant[]>;
  revokeGrant(id: string): Promise<boolean>;
  tokens(): Promise<IssuedToken[]>;
  revokeToken(id: string): Promise<boolean>;
  /** As at the start: nothing issued, set or received; the clock where it was. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface DecisionChoice {
  times?: number;
  clientId?: string;
}

export const DEFAULT_CALLBACK = 'http://localhost:3000/oauth-callback';

/**
 * Starts a sandbox that listens.
 *
 * @throws The error of `listen`, such as EADDRINUSE; `SeedError`; `RangeError` for an option.
 */
export async function createSandbox(options: CreateSandboxOptions = {}): Promise<Sandbox> {
  const { era = 'current', callback = DEFAULT_CALLBACK, frozenAt, seed } = options;
  const { callback: _callback, frozenAt: _frozenAt, seed: _seed, ...rest } = options;
  if (!Object.hasOwn(eras, era)) throw new RangeError(`era is "${era}"; it is current or legacy.`);
  const fault = findCallbackFault(callback);
  if (fault !== undefined) throw new RangeError(`callback is "${callback}"; it ${fault}.`);
  const clock = createClock(frozenAt === undefined ? {} : { frozenAt: readMoment(frozenAt) });
  const listening = await listen({
    port: 0,
    host: '127.0.0.1',
    sendIss: false,
    ...rest,
    era,
    clock,
    callbackUrl: callback,
    control: true,
    ...(seed !== undefined && { seed: await readSeed(seed, era, callback) }),
  });
  try {
    return present(listening, era);
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
    approve: (username, choice) => app.decide({ isGranted: true, username, times: 1, ...choice }),
    deny(choice) {
      const [{ username }] = atLeastOne(people);
      app.decide({ isGranted: false, username, times: 1, ...choice });
    },
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

async function readSeed(
  seed: string | Readonly<Record<string, unknown>>,
  era: EraName,
  callback: string,
) {
  const { parseSeed, readSeedFile } = await import('./seed-file.ts');
  return typeof seed === 'string'
    ? readSeedFile(seed, era, callback)
    : parseSeed(seed, era, callback);
}

function readMoment(moment: string | number): number {
  const milliseconds = typeof moment === 'number' ? moment : Date.parse(moment);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw new RangeError(`frozenAt: "${moment}" is no moment; write 2026-11-22T12:00:00Z.`);
}

function atLeastOne<T>(entries: readonly T[]): readonly [T, ...T[]] {
  if (entries.length === 0) throw new RangeError('The seed has no client, or no people.');
  return entries as readonly [T, ...T[]];
}
