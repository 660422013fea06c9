/** What is attacked: processes that the attacks start themselves, or the image behind Caddy. */
import { canRunContainers, note } from '../container/tools.ts';
import { isInstalled } from '../support/start-process.ts';
import type { Attack } from './attack.ts';
import { onDeployment } from './deployment/index.ts';
import { openTarget } from './deployment/deployment.ts';
import { type StartHosted, startHosted } from './hosted.ts';
import { attacks, closeAll } from './kinds/index.ts';

export interface Scope {
  readonly attacks: readonly Attack[];
  /** Each with the reason. */
  readonly leftOut: readonly (readonly [Attack, string])[];
  readonly limitMs: number;
  /** Three times what the longest takes on a machine that has other things to do as well. */
  readonly limitOfOneMs: number;
  readonly start: StartHosted;
  close(): Promise<void>;
}

export function openScope(isContainer: boolean): Promise<Scope> | Scope {
  if (isContainer) return openContainerScope();
  return {
    attacks,
    leftOut: [],
    limitMs: 180_000,
    limitOfOneMs: 120_000,
    start: startHosted,
    close: closeAll,
  };
}

async function openContainerScope(): Promise<Scope> {
  const missing = isInstalled('caddy', 'version') ? note : ' (skipped: caddy not installed)';
  if (!canRunContainers || missing !== '') {
    process.stdout.write(`The image behind Caddy${missing}\n`);
    process.exit(0);
  }
  const target = await openTarget();
  const more = onDeployment(target);
  return {
    attacks: [...attacks.filter(({ notHosted }) => notHosted === undefined), ...more.attacks],
    leftOut: attacks.flatMap((attack) =>
      attack.notHosted === undefined ? [] : [[attack, attack.notHosted] as const],
    ),
    limitMs: 600_000,
    limitOfOneMs: 150_000,
    start: (env) => target.start(env),
    async close() {
      await closeAll();
      await more.close();
      await target.close();
    },
  };
}
