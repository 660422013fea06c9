/** Where a mistake can be made at all: the menu, the addresses and the catalogue ask the same. */
import { eraOf } from '../bitbucket/servers.ts';
import type { ServerId } from '../bitbucket/servers.ts';
import type { Mistake } from './mistake.ts';
import type { SandboxControls } from './sandbox-controls.ts';

/** By the servers that take mistakes: the eras of the sandbox, and nobody else's. */
export type MistakeSandboxes = ReadonlyMap<ServerId, SandboxControls>;

export interface GrantOnOffer {
  readonly slug: string;
  readonly actsAsClient?: true;
  readonly answersInFragment?: true;
  readonly startsBy: 'link' | 'form';
  readonly runsOn: readonly string[];
}

/** It is a server that takes mistakes, and its era has this one. */
export function canHappenOn(
  { brings }: Mistake,
  server: ServerId,
  sandboxes: MistakeSandboxes,
): boolean {
  const era = eraOf(server);
  return era !== undefined && sandboxes.has(server) && brings[era] !== undefined;
}

/** The grant has its step. Whether the request has a place for it is seen when that waits. */
export function canHappenIn({ step, isOf }: Mistake, grant: GrantOnOffer): boolean {
  const kind = kindOf(grant);
  if (isOf !== undefined) return isOf === kind;
  if (step === 'A' || step === 'B') return kind === undefined;
  if (grant.answersInFragment) return false; // our server sends nothing more
  if (step === 'C') return kind === undefined;
  return step !== 'Refresh' || kind !== 'client alone';
}

export function kindOf({ actsAsClient, startsBy }: GrantOnOffer): Mistake['isOf'] {
  if (actsAsClient) return 'client alone';
  return startsBy === 'form' ? 'typed password' : undefined;
}
