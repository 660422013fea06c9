/** The visitor sends the request that waits: as it stands on the stage, and once, however often they press. */
import type { Request } from 'express';
import { StateMismatchError } from '../errors/errors.ts';
import type { Grant, GrantDependencies } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { editDraft, FIELD_PREFIX } from '../runs/edit-draft.ts';
import { isTooLate } from '../runs/proceed.ts';
import type { Proceed } from '../runs/proceed.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { findRun, keepRun } from '../runs/visitor-runs.ts';
import { beginRun, readPace } from './begin-run.ts';

/** Where the browser goes; or what cannot be sent as it is, and waits still. */
export type Sent =
  { readonly path: string } | { readonly run: Run; readonly faults: readonly string[] };

/** @returns `undefined` where there is nothing to send. */
export async function sendWaiting(
  req: Request,
  grant: Grant,
  dependencies: GrantDependencies,
  way: Proceed,
): Promise<Sent | undefined> {
  const { servers, runs, claims } = dependencies;
  const form = parseParameters(req.body);
  const find = (number?: string) => findRun(req, { grant, servers, runs }, number);
  const shown = await find(form.get('run'));
  if (shown) {
    let sent: Sent | undefined;
    await claims.claim(`send ${shown.id}`, async () => {
      const run = await find(form.get('run')); // it may have been sent before this one's turn
      if (run) sent = await sendAsFilledIn(req, run, form, dependencies, way);
    });
    if (sent) return sent;
    const now = await find(form.get('run'));
    if (now) return { path: stagePath(now, whereItStands(now)) };
  }
  // The first click's answer, and with it the new session, may be lost: what was typed in is good without.
  if (!grant.onForm || !form.has(`${FIELD_PREFIX}password`)) return undefined;
  await beginRun(req, grant, dependencies, way);
  const anew = await find();
  return anew && sendAsFilledIn(req, anew, form, dependencies, way);
}

/** @returns `undefined` where it does not wait for that. */
async function sendAsFilledIn(
  req: Request,
  run: Run,
  form: ReadonlyMap<string, string>,
  dependencies: GrantDependencies,
  way: Proceed,
): Promise<Sent | undefined> {
  if (!run.waiting || run.waiting.step !== form.get('waiting')) return undefined;
  if (isTooLate(run, dependencies.clock())) {
    const { step } = run.waiting;
    delete run.waiting;
    return { path: await way.fail(req, run, step, new StateMismatchError('expired-state')) };
  }
  const { draft, faults } = editDraft(run, run.waiting, form);
  if (faults.length > 0) {
    run.waiting = draft;
    await keepRun(req, dependencies, run);
    return { run, faults };
  }
  run.pace = readPace(form.get('pace')) ?? run.pace;
  return { path: await way.send(req, run, draft) };
}
