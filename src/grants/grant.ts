/** What a grant is, and what it is given. One file per grant implements this. */
import type { ApiClient } from '../bitbucket/api-client.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { CountRun } from '../metrics/metrics.ts';
import type { MistakeSandboxes } from '../mistakes/where-possible.ts';
import type { TransactionStore } from '../oauth/state.ts';
import type { Draft } from '../runs/draft.ts';
import type { Flow } from '../runs/proceed.ts';
import type { Run } from '../runs/run.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Claims } from '../storage/claims.ts';
import type { GrantFacts } from './facts/grant-facts.ts';

/**
 * From what has come to the request that is next: nothing here sends anything. Whether a request is sent
 * at once or when the visitor sends it is {@link createProceed}'s to decide.
 */
export interface Grant extends GrantFacts, Flow {
  /** The first request. */
  start(setting: Setting): Draft;
  /**
   * The browser is back with an answer whose `state` was found good.
   *
   * @throws What the answer says, where it is no consent.
   */
  readonly onRedirect?: (run: Run, response: ReadonlyMap<string, string>) => Draft;
}

/** What a first request is made of. */
export interface Setting {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Who is to sign in, where that was chosen. */
  readonly username: string | undefined;
}

export interface GrantDependencies {
  readonly servers: Servers;
  readonly tokens: TokenClient;
  readonly api: ApiClient;
  readonly transactions: TransactionStore;
  readonly claims: Claims;
  readonly runs: RunStore;
  /** For whoever runs the app. */
  readonly countRun: CountRun;
  /** Where mistakes can be made on purpose. */
  readonly sandboxes: MistakeSandboxes;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
