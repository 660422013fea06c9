/** The run whose answer brings no state, since it was left out on purpose: any other answer without one is nobody's. */
import type { Request } from 'express';
import { isUnanswered } from './run.ts';
import type { Run } from './run.ts';
import { listRuns } from './visitor-runs.ts';
import type { RunsOf } from './visitor-runs.ts';

export async function findStateless(
  req: Request,
  grants: readonly RunsOf['grant'][],
  { servers, runs }: Pick<RunsOf, 'servers' | 'runs'>,
): Promise<Run | undefined> {
  const found = await Promise.all(grants.map((grant) => listRuns(req, { grant, servers, runs })));
  return found.flat().find((run) => isUnanswered(run) && sentWithoutState(run));
}

function sentWithoutState({ sent }: Run): boolean {
  const draft = sent.at(-1);
  const field = draft?.fields.find(({ name }) => name === 'state');
  return draft?.mistake !== undefined && field?.changed === null;
}
