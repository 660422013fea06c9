/** Where a failure is seen to happen: the stage, waiting with the mistake set that brings it. */
import { sandboxIn } from '../../bitbucket/servers.ts';
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { EraName } from '../../statements/eras.ts';
import type { FailureSlug } from '../../failures/index.ts';
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import { mistakeAddress, mistakes } from '../../mistakes/index.ts';
import { canHappenOn } from '../../mistakes/where-possible.ts';
import type { MistakeSandboxes } from '../../mistakes/where-possible.ts';

/** Where something can be run. */
export interface Stages {
  readonly grants: readonly GrantFacts[];
  readonly sandboxes: MistakeSandboxes;
}

export interface WayToSee {
  readonly href: string;
  /** The mistake, as the menu of the stage calls it. */
  readonly name: string;
  /** `D`, `API`, `Refresh`; nothing where the other side has the trouble. */
  readonly step: string;
  readonly era: EraName;
}

/** Each mistake once, in the era of today where that has it. */
export function waysToSee(slug: FailureSlug, { grants, sandboxes }: Stages): WayToSee[] {
  return mistakes.flatMap((mistake) => {
    const era = BOTH_ERAS.find(
      (one) => mistake.brings[one] === slug && canHappenOn(mistake, sandboxIn(one), sandboxes),
    );
    if (!era) return [];
    const step = mistake.step === 'server' ? '' : mistake.step;
    return [{ href: mistakeAddress(mistake, era, grants), name: mistake.name, step, era }];
  });
}
