/** From the options of a sandbox, what all of its parts are handed. */
import { randomBytes } from 'node:crypto';
import { networkOf } from '../http/address-network.ts';
import { createMemoryLimiter } from '../storage/memory-limiter.ts';
import { createPasswordAttempts } from './authorization-server/password-attempts.ts';
import { createClock } from './clock.ts';
import type { Context } from './context.ts';
import { createDecisions } from './control/decisions.ts';
import { createDirectory } from './directory.ts';
import { eras } from './eras.ts';
import { createBudgets } from './http/budgets.ts';
import { createRepositoryCatalog } from './resource-server/repository-catalog.ts';
import type { SandboxOptions } from './options/sandbox-options.ts';
import { createSeed } from './seed/index.ts';
import { createStores } from './stores.ts';
import { createReuseLocks } from './tokens/reuse-locks.ts';

export function createContext(options: SandboxOptions): Context {
  const { callbackUrl, clock = createClock(), isShared = false } = options;
  const { stores = createStores(clock), createLimiter = createMemoryLimiter } = options;
  const { clocks } = options;
  const era = eras[options.era];
  const { isOnOwnMachine, seed = createSeed(era, callbackUrl, isShared, isOnOwnMachine) } = options;
  const directory = createDirectory(seed);
  const url = new URL(options.baseUrl);
  const basePath = url.pathname.replace(/\/+$/, '');
  return {
    era,
    clock,
    clocks,
    timeOf: clocks ? async (visitor) => (await clocks.read(visitor)).now : async () => clock.now(),
    basePath,
    baseUrl: url.origin + basePath,
    directory,
    callbackUrl,
    decisions: createDecisions(options.approve),
    stores,
    settings: { ...options, isShared },
    passwordAttempts: createPasswordAttempts(stores, clock, isShared),
    callerOf: options.callerOf ?? ((req) => ({ network: networkOf(req.ip ?? '') })),
    budgets: options.budget ? createBudgets(createLimiter) : undefined,
    catalog: createRepositoryCatalog(directory.repositories, stores.repositoryChanges, isShared),
    reuseLocks: createReuseLocks(clock, options.reuseLocksClientSeconds),
    key: options.key ?? randomBytes(32),
  };
}
