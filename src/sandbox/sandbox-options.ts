/** What a sandbox may be given: by the app that holds it, by the command, by a test. */
import type { Report } from '../http/report.ts';
import type { CreateLimiter } from '../storage/budget.ts';
import type { Clock } from './clock.ts';
import type { CallerOf } from './context.ts';
import type { EraName } from './eras.ts';
import type { Seed } from './seed/index.ts';
import type { Stores } from './stores.ts';
import type { VisitorFaults } from './faults/visitor-faults.ts';
import type { VisitorClocks } from './visitor-clocks.ts';

export interface SandboxOptions {
  era: EraName;
  /** The public URL under which Bitbucket's own paths stand, without a trailing slash. */
  baseUrl: string;
  /** The callback of the ready-made client, "OAuth 2.0 grants demo". */
  callbackUrl: string;
  /** Default: runs on system time. */
  clock?: Clock;
  /** Of each visitor, with stores that go by them: see ageByVisitors. Default: all go by the one clock. */
  clocks?: VisitorClocks;
  /** Those that each visitor has set for themselves. Default: none, beside the faults of a test. */
  visitorFaults?: VisitorFaults;
  /** RFC 9207 `iss` in authorization responses: an addition, Bitbucket sends none. Default true. */
  sendIss?: boolean;
  /** How long a refresh token that was used once is taken again, current era. Default 600. */
  refreshGraceSeconds?: number;
  /** How long a client is refused whose used refresh token comes again, grace over. Default 0. */
  reuseLocksClientSeconds?: number;
  /**
   * Whether the challenge is held against the verifier, and with `strict` the verifier's form against
   * RFC 7636 §4.1; Bitbucket does neither. Default verify.
   */
  pkce?: 'verify' | 'strict' | 'ignore';
  /** Whether public repositories are answered to whoever has no token. Default: as by Bitbucket. */
  anonymousReads?: 'answer' | 'refuse';
  /** `/2.0/user/permissions/repositories` of the current era: some accounts get 404. Default 410. */
  removedList?: 410 | 404;
  /** Whether a consent once given is not asked for again. Default true. */
  rememberConsent?: boolean;
  /**
   * Strangers use it at once, as inside the app: what one of them creates only that grant sees,
   * the ready-made repositories stay, a consent is one browser's, and no ready-made client leads
   * elsewhere than to `callbackUrl`. Default false.
   */
  isShared?: boolean;
  /** Where it is shared: by this machine's browsers alone. It then knows the client for programs, too. Default false. */
  isOnOwnMachine?: boolean;
  /** Other people, workspaces, repositories and clients than the ready-made ones. */
  seed?: Seed;
  /** Where codes, tokens and sessions are kept. Default: in memory, bounded. */
  stores?: Stores;
  /** At least 32 bytes, the same in every process that shares the stores. Default: random. */
  key?: Buffer;
  /**
   * A test is at work: requests are kept whole, and it drives the sandbox from within this process, or over
   * HTTP as well, by `/_sandbox/…`. Default: nobody does.
   */
  control?: 'nobody' | 'in-process' | 'http';
  /** Whoever sends it may drive the sandbox over HTTP, from wherever. Default: this machine alone. */
  controlToken?: string;
  /** The username who approves every consent at once, without a page. Default: people are asked. */
  approve?: string;
  /**
   * Whose request is it? Whose faults strike it, whose wrong passwords and whose budget count.
   * Default: the address it comes from; faults then go by the client's id.
   */
  callerOf?: CallerOf;
  /** Nobody may use up what is there for all. Default false: a test asks as much as it likes. */
  budget?: boolean;
  /** Counts for the budgets. Default: in memory. */
  createLimiter?: CreateLimiter;
  /** How many reverse proxies stand in front, by whom the address of a caller is known. Default 0. */
  trustedProxies?: number;
  /** Where pages that lead nowhere lead back to: a path of the app that holds this sandbox. Default: nowhere. */
  returnTo?: string;
  /** Is told of accidents inside the sandbox. Default: the class and stack go to stderr. */
  report?: Report;
}
