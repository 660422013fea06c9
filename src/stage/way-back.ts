/** The way back from a page of the sandbox that leads nowhere else: to the run that was sent there last. */
import type { Request, RequestHandler } from 'express';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import type { GrantDependencies } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { isUnanswered, stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { listRuns } from '../runs/visitor-runs.ts';

export const WAY_BACK = '/back-to-the-run';

type Kept = Pick<GrantDependencies, 'servers' | 'runs'>;

export function leadBack(grants: readonly GrantFacts[], kept: Kept): RequestHandler {
  return async (req, res) => {
    const runs = await Promise.all(grants.map((grant) => listRuns(req, { grant, ...kept })));
    const [latest] = runs.flat().toSorted((a, b) => sentAt(b) - sentAt(a));
    redirectTo(res, 303, latest ? stagePath(latest, whereItStands(latest)) : '/');
  };
}

function sentAt({ sent, startedAt }: Run): number {
  return sent.at(-1)?.sentAt ?? startedAt;
}

/** The run whose answer brings no state, since it was left out on purpose: any other answer without one is nobody's. */
export async function findStateless(
  req: Request,
  grants: readonly GrantFacts[],
  kept: Kept,
): Promise<Run | undefined> {
  const runs = await Promise.all(grants.map((grant) => listRuns(req, { grant, ...kept })));
  return runs.flat().find((run) => isUnanswered(run) && sentWithoutState(run));
}

function sentWithoutState({ sent }: Run): boolean {
  const draft = sent.at(-1);
  const field = draft?.fields.find(({ name }) => name === 'state');
  return draft?.mistake !== undefined && field?.changed === null;
}
