/**
 * Five workers of one integration share a stored token, which has expired, and each wants to refresh it: over
 * HTTP, at a sandbox that is there for this rehearsal alone. RFC 9700 §4.14.2
 */
import type { Server } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import type { Send } from '../wire/send.ts';
import { WireLog } from '../wire/wire-log.ts';
import { GRACE_SECONDS, LATE_MINUTES, LOCK_SECONDS } from './choice.ts';
import type { Choice } from './choice.ts';
import type { Rehearsal } from './rehearsal.ts';
import { shareToken } from './shared-token.ts';
import { signIn } from './sign-in.ts';
import { createWorkers } from './workers.ts';

export interface RehearsalSandbox {
  readonly server: Server;
  readonly clock: { now(): number; advance(milliseconds: number): void };
  close(): Promise<void>;
}

/** What it does about a refresh token that was used. */
export interface Behaviour {
  readonly refreshGraceSeconds: number;
  readonly reuseLocksClientSeconds: number;
}

export interface RehearseDependencies {
  /** Each has a port of its own; whoever opens it closes it. */
  readonly openSandbox: (behaviour: Behaviour) => Promise<RehearsalSandbox>;
  readonly tokens: TokenClient;
  readonly send: Send;
}

/** @throws {TransportError|InvalidResponseError} The sandbox did not answer as it should. */
export type Rehearse = (choice: Choice) => Promise<Rehearsal>;

export function createRehearse(dependencies: RehearseDependencies): Rehearse {
  return async (choice) => {
    const sandbox = await dependencies.openSandbox({
      refreshGraceSeconds: choice.used === 'grace' ? GRACE_SECONDS : 0,
      reuseLocksClientSeconds: choice.reuse === 'locks' ? LOCK_SECONDS : 0,
    });
    try {
      return await run(choice, sandbox, dependencies);
    } finally {
      await sandbox.close();
    }
  };
}

const MINUTE_MS = 60_000;
const WORKERS = [1, 2, 3, 4, 5].map((number) => `worker ${number}`);

async function run(
  choice: Choice,
  { server, clock }: RehearsalSandbox,
  { tokens, send }: RehearseDependencies,
): Promise<Rehearsal> {
  const wire = new WireLog();
  const first = await signIn(server, { tokens, send }, wire);
  clock.advance((first.expiresInSeconds ?? 0) * 1_000);
  const startedAt = clock.now();
  const now = () => clock.now() - startedAt;
  const shared = shareToken({ server, tokens, wire, now }, first);
  const workers = createWorkers(choice, shared, now);
  const refreshes = WORKERS.map((name) => workers.begin(name));
  const late = choice.fifth === 'late' ? refreshes.splice(-1) : [];
  await Promise.all(refreshes.map((refresh) => refresh()));
  for (const refresh of late) {
    clock.advance(LATE_MINUTES * MINUTE_MS);
    await refresh();
  }
  const { name: stored } = shared.read();
  const checks = [await shared.refresh('', shared.read())];
  if (checks.some(({ answer }) => answer.status !== 200)) {
    clock.advance(LOCK_SECONDS * 1_000 + MINUTE_MS);
    checks.push(await shared.refresh('', shared.read()));
  }
  const { uses, waits } = workers;
  return { choice, uses, waits, stored, checks };
}
