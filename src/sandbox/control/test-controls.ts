/** What a test holds in its hands: everything about a sandbox that Bitbucket would not let it see. */
import { digestOf } from '../../secrets/digest.ts';
import { emptyStore } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import type { Faults } from '../faults/fault.ts';
import { type FaultBook, createFaults } from '../faults/fault-book.ts';
import type { VisitorFaults } from '../faults/visitor-faults.ts';
import { faultKinds } from '../faults/index.ts';
import { FaultyInputError } from '../seed/faulty-input.ts';
import { clientShape, findNamesakeFault } from '../seed/client-shape.ts';
import type { Client } from '../seed/clients.ts';
import type { Person } from '../seed/people.ts';
import { parseShape, personShape } from '../seed/seed-shapes.ts';
import { type NextDecision, describeDecision } from './decisions.ts';
import type { WaitingDecision } from './waiting-decision.ts';
import type { DetailedRequest } from '../http/received-request.ts';
import { type RequestLog, createBriefLog } from '../http/request-log.ts';
import { createWholeLog } from '../http/whole-request-log.ts';
import type { IssuedAuthorization, IssuedToken } from '../tokens/issued.ts';
import { withdrawAuthorization } from '../tokens/authorizations.ts';
import { listAuthorizations, listTokens } from '../tokens/list-issued.ts';

export interface TestControls {
  readonly faults: Faults;
  /** The received requests in every detail. @param areSecretsShown Default false. */
  received(areSecretsShown?: boolean): DetailedRequest[];
  clearReceived(): void;
  /**
   * Decides a consent before it is asked for.
   *
   * @throws {RangeError} No such person, no such client, or for less than one request.
   */
  decide(decision: NextDecision): void;
  /** Those that wait, in the order in which they are used. */
  decisions(): WaitingDecision[];
  clearDecisions(): void;
  /** @throws {FaultyInputError} Every fault by its path. */
  addClient(client: unknown): Promise<Client>;
  /** @throws {FaultyInputError} Every fault by its path. */
  addPerson(person: unknown): Promise<Person>;
  grants(): Promise<IssuedAuthorization[]>;
  /** With all of its tokens. @returns Was there one? */
  revokeGrant(id: string): Promise<boolean>;
  /** The one that an access token is of, as its person may. @returns Was there one? */
  withdrawGrant(accessToken: string): Promise<boolean>;
  tokens(): Promise<IssuedToken[]>;
  revokeToken(id: string): Promise<boolean>;
  /** As at the start: nothing issued, nothing set, nothing received, the clock where it was. */
  reset(): Promise<void>;
}

export interface InnerTestControls extends TestControls {
  readonly faults: FaultBook;
  readonly log: RequestLog;
}

/** @param isWatched A test is at work: requests are kept whole. */
export function createTestControls(
  context: Context,
  isWatched: boolean,
  visitorFaults?: VisitorFaults,
): InnerTestControls {
  const { clock, stores, directory, decisions } = context;
  const log = isWatched ? createWholeLog(clock) : createBriefLog();
  const faults = createFaults(faultKinds, clock);
  return {
    log,
    faults,
    received: (areSecretsShown) => log.list(areSecretsShown),
    clearReceived: () => log.clear(),
    decide(decision) {
      checkDecision(context, decision);
      decisions.add(decision);
    },
    decisions: () => decisions.waiting.map(describeDecision),
    clearDecisions: () => decisions.clear(),
    addClient: async (client) => addClient(context, client),
    addPerson: async (person) => addPerson(context, person),
    grants: () => listAuthorizations(context),
    revokeGrant: (id) => withdrawAuthorization(context, id),
    async withdrawGrant(accessToken) {
      const token = await stores.accessTokens.get(digestOf(accessToken));
      return token !== undefined && withdrawAuthorization(context, token.authorizationId);
    },
    tokens: () => listTokens(context),
    async revokeToken(id) {
      const access = await stores.accessTokens.take(id);
      const refresh = await stores.refreshTokens.take(id);
      return access !== undefined || refresh !== undefined;
    },
    async reset() {
      for (const cutOff of faults.inFlight) cutOff(); // what is held back would be carried out afterwards
      faults.clear();
      await Promise.all(Object.values(stores).map(emptyStore));
      directory.reset();
      decisions.clear();
      context.reuseLocks.reset();
      log.clear();
      clock.reset();
      await Promise.all([context.clocks?.clear(), visitorFaults?.clearAll()]);
    },
  };
}

/** @throws {RangeError} Nobody has that name. */
export function checkPerson({ directory }: Context, username: string): void {
  if (directory.findPerson(username)) return;
  const names = directory.people.map((person) => person.username).join(', ');
  throw new RangeError(`Nobody here is called ${JSON.stringify(username)}; there are ${names}.`);
}

function checkDecision(context: Context, { username, clientId, times }: NextDecision): void {
  checkPerson(context, username);
  if (clientId !== undefined && !context.directory.findClient(clientId)) {
    throw new RangeError(`No client here has the id ${JSON.stringify(clientId)}.`);
  }
  if (times === undefined || (Number.isInteger(times) && times >= 1 && times <= 1_000_000)) return;
  throw new RangeError(`times is ${times}; it must be a whole number from 1 to 1000000.`);
}

function addClient(context: Context, content: unknown): Client {
  const client = parseShape(clientShape(context.era, context.callbackUrl), content);
  if (!context.directory.findWorkspace(client.workspace)) {
    throw new FaultyInputError([`workspace: there is no workspace ${client.workspace}`]);
  }
  const namesake = findNamesakeFault(client, context.directory.clients);
  if (namesake !== undefined) throw new FaultyInputError([namesake]);
  context.directory.addClient(client);
  return client;
}

function addPerson({ directory }: Context, content: unknown): Person {
  const person = parseShape(personShape, content);
  directory.addPerson(person);
  return person;
}
