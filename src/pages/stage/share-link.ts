/**
 * A link to share: the grant, where it runs, the step and how it is looked at, the mistake that is made. Nothing of
 * the run itself, and opening it starts nothing.
 */
import type { Server } from '../../bitbucket/servers.ts';
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import { madeMistake } from '../../mistakes/outcome.ts';
import type { Run } from '../../runs/run.ts';
import { stepsOf } from './steps-of.ts';

/** The ways to look at a message that have a name in its address. */
const VIEWS: ReadonlySet<string> = new Set(['wire', 'code']);

/** What somebody has shared. */
export interface Shared {
  readonly server: Server;
  readonly step: Step | undefined;
  readonly view: string | undefined;
  readonly mistake: Mistake | undefined;
}

/** Those that every run of the grant may come to: a link can be about no other. */
export function stepsToShare(grant: GrantFacts): readonly Step[] {
  return stepsOf(grant, undefined);
}

export function isView(name: string): boolean {
  return VIEWS.has(name);
}

/** @returns An address of this site: `/client-credentials?server=sandbox-legacy&step=B&view=wire`. */
export function shareLink(
  run: Run,
  grant: GrantFacts,
  step: string | undefined,
  view: string | undefined,
): string {
  const mistake = run.waiting?.mistake ?? run.replay?.mistake ?? madeMistake(run)?.id;
  const isShared = stepsToShare(grant).some(({ letter }) => letter === step);
  const query = new URLSearchParams({
    server: run.server.id,
    ...(step !== undefined && isShared && { step }),
    ...(view !== undefined && isView(view) && { view }),
    ...(mistake !== undefined && { mistake }),
  });
  return `/${run.grantSlug}?${query.toString()}`;
}

/** The button: a run there, up to the mistake, or through and back to the step. */
export function startOf(
  { slug }: GrantFacts,
  { server, step, view, mistake }: Shared,
): { readonly href: string; readonly text: string } {
  const query = new URLSearchParams({
    server: server.id,
    pace: mistake || !step ? 'step' : 'through',
    ...(step && { step: step.letter }),
    ...(view !== undefined && { view }),
    ...(mistake && { mistake: mistake.id }),
  });
  const text = mistake
    ? 'Run it up to the mistake'
    : step
      ? `Run it, and look at ${step.letter}`
      : 'Step by step';
  return { href: `/${slug}/authorize?${query.toString()}`, text };
}
