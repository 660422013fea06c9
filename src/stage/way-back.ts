/** The way back from a page of the sandbox that leads nowhere else: to the run that was sent there last. */
import type { RequestHandler } from 'express';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { listRuns } from '../runs/visitor-runs.ts';
import type { RunsOf } from '../runs/visitor-runs.ts';

export const WAY_BACK = '/back-to-the-run';

export function redirectToLatestRun(
  grants: readonly GrantFacts[],
  kept: Pick<RunsOf, 'servers' | 'runs'>,
): RequestHandler {
  return async (req, res) => {
    const runs = await Promise.all(grants.map((grant) => listRuns(req, { grant, ...kept })));
    const [latest] = runs.flat().toSorted((a, b) => sentAt(b) - sentAt(a));
    redirectTo(res, 303, latest ? stagePath(latest, whereItStands(latest)) : '/');
  };
}

function sentAt({ sent, startedAt }: Run): number {
  return sent.at(-1)?.sentAt ?? startedAt;
}
