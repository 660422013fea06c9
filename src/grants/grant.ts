/** What a grant is, and what it is given. One file per grant implements this. */
import type { Router } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import type { ServerId, Servers } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { TransactionStore } from '../oauth/state.ts';
import type { Claims } from '../storage/claims.ts';
import type { Role } from '../wire/exchange.ts';
import type { RunStore } from '../runs/run-store.ts';

/** One arrow of the grant's figure in RFC 6749. */
export interface Step {
  /** The letter of the figure; `API` for the call that the figure leaves out. */
  readonly letter: string;
  readonly from: Role;
  readonly to: Role;
  /** Short enough for an arrow: at most 36 characters. */
  readonly label: string;
  /** One or two sentences for the list below the figure. */
  readonly explanation: string;
}

export interface Source {
  readonly title: string;
  readonly url?: string;
}

/** What is known of the grant on bitbucket.org, with its date and sources. */
export interface OnBitbucket {
  readonly status: 'works' | 'removed';
  /** A sentence or two, dates included. */
  readonly statement: string;
  /** The newest evidence: `2026-09`. */
  readonly asOf: string;
  readonly sources: readonly Source[];
}

/** The facts that pages, comparison tables and the README show. */
export interface GrantFacts {
  readonly slug: string;
  readonly title: string;
  /** Where it is defined: `{ rfc: 6749, section: '4.1' }`. */
  readonly source: { readonly rfc: number; readonly section: string };
  /** The answer to "what is it", in one sentence. */
  readonly summary: string;
  readonly whoConsents: string;
  readonly crossesBrowser: string;
  readonly refreshToken: string;
  readonly useIt: string;
  readonly onBitbucket: OnBitbucket;
  readonly steps: readonly Step[];
  /** No person takes part: whoever runs it acts as the client. */
  readonly actsAsClient?: true;
  /** Where it can run, the default first. */
  readonly runsOn: readonly ServerId[];
}

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
