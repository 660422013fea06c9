/** What every part of the sandbox is handed: no part reaches for anything else. */
import type { Request } from 'express';
import type { Visitor } from '../http/visitor.ts';
import type { Budgets } from './http/budgets.ts';
import type { Clock } from './clock.ts';
import type { Decisions } from './control/decisions.ts';
import type { Directory } from './directory.ts';
import type { Era } from './eras.ts';
import type { PasswordAttempts } from './authorization-server/password-attempts.ts';
import type { Behaviour } from './options/create-sandbox-options.ts';
import type { RepositoryCatalog } from './resource-server/repository-catalog.ts';
import type { ReuseLocks } from './tokens/reuse-locks.ts';
import type { Stores } from './stores.ts';
import type { VisitorClocks } from './visitor-clocks.ts';

export interface Settings extends Behaviour {
  isShared: boolean;
}

/** Who sends this request? */
export type CallerOf = (req: Request) => SandboxCaller;

export interface SandboxCaller extends Visitor {
  /** The app that holds this sandbox asks for a visitor: it stops reading in time. */
  isApp?: boolean;
  /** The user name that they are about to sign in with: they are asked, whoever else is signed in. */
  expected?: string | undefined;
}

export interface Context {
  era: Era;
  /** The public URL under which Bitbucket's own paths stand, without a trailing slash. */
  baseUrl: string;
  /** The path of that URL: empty where the sandbox stands at the root. */
  basePath: string;
  /** Of a client that registers without one. */
  callbackUrl: string;
  clock: Clock;
  /** What time it is for a visitor: milliseconds since 1970. Nobody, or no clock of their own: by the one clock. */
  timeOf: (visitor: string | undefined) => Promise<number>;
  /** None: all go by the one clock. */
  clocks: VisitorClocks | undefined;
  directory: Directory;
  /** Made before they are asked for: no page is shown then. */
  decisions: Decisions;
  stores: Stores;
  settings: Settings;
  passwordAttempts: PasswordAttempts;
  callerOf: CallerOf;
  /** None: whoever asks is served. */
  budgets: Budgets | undefined;
  catalog: RepositoryCatalog;
  reuseLocks: ReuseLocks;
  /** Known to this sandbox alone: what is derived with it, nobody else can derive. */
  key: Buffer;
}

/** RFC 6749 §4.1.2: at most ten minutes. Assumption: Bitbucket publishes no figure. */
export const CODE_SECONDS = 600;
/** How long a consent page may stay open. */
export const PENDING_SECONDS = 1800;
export const SESSION_SECONDS = 8 * 3600;
