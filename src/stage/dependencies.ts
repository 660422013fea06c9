/** What the routes of a stage are given. */
import type { ApiClient } from '../bitbucket/api-client.ts';
import type { Servers } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { CountRun } from '../metrics/metrics.ts';
import type { MistakeSandboxes } from '../mistakes/where-possible.ts';
import type { TransactionStore } from '../oauth/state.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Claims } from '../storage/claims.ts';

export interface StageDependencies {
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
