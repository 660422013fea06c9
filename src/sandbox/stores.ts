/** Everything the sandbox keeps, by kind. Keys are SHA-256 hashes of what the other side holds. */
import type { Clock } from './clock.ts';
import { limitLives } from '../storage/limit-lives.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import type { CreateStore } from '../storage/storage.ts';
import type { Count } from '../storage/limit.ts';
import type { Store } from '../storage/store.ts';
import type { Repository } from './seed/repositories.ts';

/** What is kept for somebody. */
interface Owned {
  /** Whose clock it ages by, whoever presents it: where strangers share the sandbox, and they are known. */
  visitor: string | undefined;
}

/** A browser at the authorization server. */
export interface Session extends Owned {
  /** In every form of this browser, and the mark by which its pending requests are known. */
  csrfToken: string;
  /** Who has signed in, if anyone has. */
  username?: string;
}

/** An authorization request that passed every check and waits for the resource owner. */
export interface PendingRequest extends Owned {
  csrfToken: string;
  clientId: string;
  responseType: 'code' | 'token';
  /** Where the answer goes. */
  redirectUri: string;
  /** As the client sent it, if it did: the token request must repeat it. RFC 6749 §4.1.3 */
  requestedRedirectUri?: string;
  scopes: readonly string[];
  state?: string;
  codeChallenge?: string;
  decision?: Decision;
}

export interface Decision {
  isGranted: boolean;
  username: string;
  /** Nobody was asked: the same had been granted before. */
  isFromMemory?: boolean;
}

/** A client's permission to act: all tokens of one grant hang on it and die with it. */
export interface Authorization extends Owned {
  clientId: string;
  /** The resource owner, or none where the client acts for itself. */
  username?: string;
  scopes: readonly string[];
  grantedAt: number;
  /** The consent that it came from, and how often that had been taken back by then. */
  consent?: { key: string; withdrawals: number };
  /** Its code has not been exchanged, and may never be. */
  isPending?: true;
}

/** What a person agreed to for a client. */
export interface Consent extends Owned {
  scopes: readonly string[];
  givenAt: number;
  withdrawals: number;
}

/** How often a consent was taken back: whatever was granted before the latest time is dead. */
export interface Withdrawals extends Owned {
  count: number;
}

export interface AuthorizationCode extends Owned {
  authorizationId: string;
  clientId: string;
  scopes: readonly string[];
  requestedRedirectUri?: string;
  codeChallenge?: string;
  issuedAt: number;
  /** It was presented: once more is a replay. RFC 6749 §4.1.2 */
  isSpent?: true;
}

/** An access or refresh token: a pointer to the authorization that carries it. */
export interface Token extends Owned {
  authorizationId: string;
  /** A refresh token that rotates, after its first use. */
  isSpent?: true;
}

/** Repositories that were created, and the ids of ready-made ones that were deleted. */
export interface RepositoryChanges {
  created: readonly Repository[];
  removed: readonly string[];
}

export interface Stores {
  sessions: Store<Session>;
  pendingRequests: Store<PendingRequest>;
  codes: Store<AuthorizationCode>;
  authorizations: Store<Authorization>;
  consents: Store<Consent>;
  withdrawals: Store<Withdrawals>;
  accessTokens: Store<Token>;
  refreshTokens: Store<Token>;
  /** Wrong passwords of late, for a name, of a caller, from a network. */
  passwordFailures: Store<Count>;
  /** Calls of the API without a token, of a network. */
  anonymousReads: Store<Count>;
  repositoryChanges: Store<RepositoryChanges>;
}

const FEW = { capacity: 10_000 };
const MANY = { capacity: 50_000 };
/** Nobody has signed in: apart from the others, whom a flood of these cannot push out. */
const NEW_SESSIONS = { ...FEW, holds: ({ username }: Session) => username === undefined };
/** Apart, as sessions are. */
const PENDING_AUTHORIZATIONS = {
  ...MANY,
  holds: ({ isPending }: Authorization) => isPending === true,
};
/** In characters: strangers choose how long their `state` is, and more. */
const REQUESTS = {
  largestTotal: 16_000_000,
  of: (request: Partial<PendingRequest>) => {
    const { redirectUri, requestedRedirectUri, state, codeChallenge } = request;
    return 500 + [redirectUri, requestedRedirectUri, state, codeChallenge].join('').length;
  },
};
/** In repositories, and one for each who changed any. */
const REPOSITORY_CHANGES = {
  leaseAwaits: 'changes',
  capacity: 2_000,
  size: {
    largestTotal: 2_000,
    of: ({ created, removed }: RepositoryChanges) => 1 + created.length + removed.length,
  },
} as const;

const inMemory: CreateStore = (_name, clock, bounds) => createMemoryStore(clock, bounds);

/**
 * @param keptIn Where they are kept. Default: in memory.
 * @param longestSeconds Nothing is kept for longer, whatever Bitbucket does. Default: as the era has it.
 */
export function createStores(
  clock: Clock,
  keptIn: CreateStore = inMemory,
  longestSeconds = Infinity,
): Stores {
  const createStore = longestSeconds < Infinity ? limitLives(keptIn, longestSeconds) : keptIn;
  return {
    sessions: createStore<Session>('sessions', clock, { ...FEW, apart: NEW_SESSIONS }),
    pendingRequests: createStore<PendingRequest>('pending-requests', clock, {
      ...FEW,
      size: REQUESTS,
    }),
    codes: createStore<AuthorizationCode>('codes', clock, { ...FEW, size: REQUESTS }),
    authorizations: createStore<Authorization>('authorizations', clock, {
      ...MANY,
      apart: PENDING_AUTHORIZATIONS,
      leaseAwaits: 'ends',
    }),
    consents: createStore('consents', clock, MANY),
    withdrawals: createStore('withdrawals', clock, { ...MANY, leaseAwaits: 'changes' }),
    accessTokens: createStore('access-tokens', clock, { ...MANY, leaseAwaits: 'ends' }),
    refreshTokens: createStore('refresh-tokens', clock, MANY),
    passwordFailures: createStore('password-failures', clock, MANY),
    anonymousReads: createStore('anonymous-reads', clock, FEW),
    repositoryChanges: createStore('repository-changes', clock, REPOSITORY_CHANGES),
  };
}
