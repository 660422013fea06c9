/** What a grant is, and what it is given. One file per grant implements this. */
import type { Router } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { TransactionStore } from '../oauth/state.ts';
import type { Claims } from '../storage/claims.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { GrantFacts } from './facts/grant-facts.ts';

export interface Grant extends GrantFacts {
  /** `/authorize` and `/oauth-callback`, mounted below `/<slug>`. */
  createRouter(dependencies: GrantDependencies): Router;
}

export interface GrantDependencies {
  readonly servers: Servers;
  readonly tokens: TokenClient;
  readonly api: ApiClient;
  readonly transactions: TransactionStore;
  readonly claims: Claims;
  readonly runs: RunStore;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
