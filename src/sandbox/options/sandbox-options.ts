/** What a sandbox is made of, whoever holds it: the app, the command, a test. Nothing of the table has a second default here. */
import type { Report } from '../../http/report.ts';
import type { CreateLimiter } from '../../storage/budget.ts';
import type { Clock } from '../clock.ts';
import type { CallerOf } from '../context.ts';
import type { VisitorFaults } from '../faults/visitor-faults.ts';
import type { Seed } from '../seed/index.ts';
import type { Stores } from '../stores.ts';
import type { VisitorClocks } from '../visitor-clocks.ts';
import type { EraName } from '../eras.ts';
import type { Behaviour, CreateSandboxOptions } from './create-sandbox-options.ts';

type OfTheTable = Behaviour & Pick<CreateSandboxOptions, 'approve' | 'controlToken'>;

export interface SandboxOptions extends OfTheTable {
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
  /**
   * Whose request is it? Whose faults apply to it, whose wrong passwords and whose budget count.
   * Default: the address it comes from; faults then go by the client's id.
   */
  callerOf?: CallerOf;
  /** Counts for the budgets. Default: in memory. */
  createLimiter?: CreateLimiter;
  /** How many reverse proxies stand in front, by whom the address of a caller is known. Default 0. */
  trustedProxies?: number;
  /** Where pages that lead nowhere lead back to: a path of the app that holds this sandbox. Default: nowhere. */
  returnTo?: string;
  /** Is told of accidents inside the sandbox. Default: the class and stack go to stderr. */
  report?: Report;
}
