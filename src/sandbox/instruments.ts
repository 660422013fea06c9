/** What a test holds in its hands: everything about a sandbox that Bitbucket would not let it see. */
import type { Context } from './context.ts';
import type { Faults } from './faults/fault.ts';
import { type FaultBook, createFaults } from './faults/index.ts';
import { createClock } from './clock.ts';
import { FaultyInputError } from './faulty-input.ts';
import type { Client } from './seed/clients.ts';
import type { Person } from './seed/people.ts';
import type { NextDecision } from './decisions.ts';
import type { DetailedRequest } from './http/received-request.ts';
import { type RequestLog, createBriefLog } from './http/request-log.ts';
import { createWholeLog } from './http/whole-request-log.ts';
import type { Grant, IssuedToken } from './issued.ts';
import type { Authorization } from './stores.ts';

export interface Instruments {
  readonly faults: Faults;
  /** The received requests in every detail. @param areSecretsShown Default false. */
  received(areSecretsShown?: boolean): DetailedRequest[];
  clearReceived(): void;
  /** Decides a consent before it is asked for. @throws {RangeError} Nobody has that name. */
  decide(decision: NextDecision): void;
  /** @throws {FaultyInputError} Every fault by its path. */
  addClient(client: unknown): Promise<Client>;
  /** @throws {FaultyInputError} Every fault by its path. */
  addPerson(person: unknown): Promise<Person>;
  grants(): Promise<Grant[]>;
  /** With all of its tokens. @returns Was there one? */
  revokeGrant(id: string): Promise<boolean>;
  tokens(): Promise<IssuedToken[]>;
  revokeToken(id: string): Promise<boolean>;
  /** As at the start: nothing issued, nothing set, nothing received, the clock where it was. */
  reset(): Promise<void>;
}

export interface InnerInstruments extends Instruments {
  readonly faults: FaultBook;
  readonly log: RequestLog;
}

/** @param isWatched A test is at work: requests are kept whole, a fault may strike everybody. */
export function createInstruments(context: Context, isWatched: boolean): InnerInstruments {
  const { clock, stores, directory, decisions } = context;
  const log = isWatched ? createWholeLog(clock) : createBriefLog();
  const faults = createFaults(createClock(), !isWatched);
  return {
    log,
    faults,
    received: (areSecretsShown) => log.list(areSecretsShown),
    clearReceived: () => log.clear(),
    decide(decision) {
      checkPerson(context, decision.username);
      decisions.add(decision);
    },
    addClient: (client) => addClient(context, client),
    addPerson: (person) => addPerson(context, person),
    grants: () => listGrants(context),
    revokeGrant: async (id) => (await stores.authorizations.take(id)) !== undefined,
    async tokens() {
      const access = await listTokens(context, 'access');
      return [...access, ...(await listTokens(context, 'refresh'))];
    },
    async revokeToken(id) {
      const access = await stores.accessTokens.take(id);
      const refresh = await stores.refreshTokens.take(id);
      return access !== undefined || refresh !== undefined;
    },
    async reset() {
      await Promise.all(Object.values(stores).map(emptyStore));
      directory.reset();
      decisions.clear();
      context.reuseLocks.reset();
      faults.clear();
      log.clear();
      clock.reset();
    },
  };
}

/** @throws {RangeError} Nobody has that name. */
export function checkPerson({ directory }: Context, username: string): void {
  if (directory.findPerson(username)) return;
  const names = directory.people.map((person) => person.username).join(', ');
  throw new RangeError(`Nobody here is called ${JSON.stringify(username)}; there are ${names}.`);
}

/** Zod is loaded at the first use: the start stays quick. */
async function addClient(context: Context, content: unknown): Promise<Client> {
  const { parseShape } = await import('./seed-shapes.ts');
  const { clientShape, findNamesakeFault } = await import('./client-shape.ts');
  const client = parseShape(clientShape(context.era, context.callbackUrl), content);
  if (!context.directory.findWorkspace(client.workspace)) {
    throw new FaultyInputError([`workspace: there is no workspace ${client.workspace}`]);
  }
  const namesake = findNamesakeFault(client, context.directory.clients);
  if (namesake !== undefined) throw new FaultyInputError([namesake]);
  context.directory.addClient(client);
  return client;
}

async function addPerson({ directory }: Context, content: unknown): Promise<Person> {
  const { parseShape, personShape } = await import('./seed-shapes.ts');
  const person = parseShape(personShape, content);
  directory.addPerson(person);
  return person;
}

/** So many are listed: the newest. */
const MOST_LISTED = 1_000;

async function listGrants({ stores }: Context): Promise<Grant[]> {
  const ids = (await stores.authorizations.keys()).slice(0, MOST_LISTED);
  const grants = await Promise.all(
    ids.map(async (id) => {
      const authorization = await stores.authorizations.get(id);
      return authorization ? [describeGrant(id, authorization)] : [];
    }),
  );
  return grants.flat();
}

function describeGrant(
  id: string,
  { clientId, username, scopes, grantedAt }: Authorization,
): Grant {
  return {
    id,
    clientId,
    username: username ?? null,
    scopes,
    grantedAt: new Date(grantedAt).toISOString(),
  };
}

/** Those that still carry: a token dies with its grant. */
async function listTokens({ stores }: Context, kind: 'access' | 'refresh'): Promise<IssuedToken[]> {
  const store = kind === 'access' ? stores.accessTokens : stores.refreshTokens;
  const ids = (await store.keys()).slice(0, MOST_LISTED);
  const tokens = await Promise.all(
    ids.map(async (id) => {
      const grantId = (await store.get(id))?.authorizationId ?? '';
      const authorization = await stores.authorizations.get(grantId);
      if (!authorization) return [];
      const { clientId, username = null } = authorization;
      return [{ id, kind, grantId, clientId, username }];
    }),
  );
  return tokens.flat();
}

async function emptyStore(store: {
  keys(): Promise<string[]>;
  take(key: string): Promise<unknown>;
}): Promise<void> {
  await Promise.all((await store.keys()).map((key) => store.take(key)));
}
