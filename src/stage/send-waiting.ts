/** The visitor sends the request that waits: as it stands on the stage, and once, however often they press. */
import type { Request } from 'express';
import type { Grant, GrantDependencies } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { editDraft } from '../runs/edit-draft.ts';
import { requireInTime } from '../runs/proceed.ts';
import type { Proceed } from '../runs/proceed.ts';
import { stagePath } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { findRun, keepRun } from '../runs/visitor-runs.ts';
import { readPace } from './begin-run.ts';

/** Where the browser goes; or what cannot be sent as it is, and waits still. */
export type Sent =
  { readonly path: string } | { readonly run: Run; readonly faults: readonly string[] };

/**
 * @returns `undefined` where there is nothing to send.
 * @throws {InvalidRequestError} The request has waited too long.
 */
export async function sendWaiting(
  req: Request,
  grant: Grant,
  dependencies: GrantDependencies,
  { send }: Proceed,
): Promise<Sent | undefined> {
  const { servers, runs, claims, clock } = dependencies;
  const form = parseParameters(req.body);
  const find = () => findRun(req, { grant, servers, runs }, form.get('run'));
  const shown = await find();
  if (!shown) return undefined;
  let sent: Sent | undefined;
  await claims.claim(`send ${shown.id}`, async () => {
    const run = await find();
    if (!run?.waiting || run.waiting.step !== form.get('step')) return; // sent before this one's turn
    requireInTime(run, clock());
    const { draft, faults } = editDraft(run, run.waiting, form);
    if (faults.length > 0) {
      run.waiting = draft;
      await keepRun(req, dependencies, run);
      sent = { run, faults };
      return;
    }
    run.pace = readPace(form.get('pace')) ?? run.pace;
    sent = { path: await send(req, run, draft) };
  });
  if (sent) return sent;
  const now = await find();
  return now && { path: stagePath(now, whereItStands(now)) };
}

/** The step that is looked at first: what waits, what failed, or the latest. */
export function whereItStands(run: Run): string {
  return run.waiting?.step ?? run.failedStep ?? run.wire.exchanges.at(-1)?.step ?? 'A';
}
