/** The visitor sends the request that waits: as it stands on the stage, and once, however often they press. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { StateMismatchError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { editDraft, FIELD_PREFIX } from '../runs/edit-draft.ts';
import { isTooLate } from '../runs/proceed.ts';
import type { Proceed } from '../runs/proceed.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { FORM_MARK, resumeSession } from '../runs/session-renewal.ts';
import { findRun, saveRun } from '../runs/visitor-runs.ts';
import { digestOf } from '../secrets/digest.ts';
import { beginRun, readPace } from './begin-run.ts';
import type { WithBudgets } from './budgets.ts';
import type { StageDependencies } from './dependencies.ts';
import { sendOnPurpose } from './send-on-purpose.ts';

/** Where the browser goes; or what cannot be sent as it is, and waits still. */
type SendOutcome =
  { readonly path: string } | { readonly run: Run; readonly faults: readonly string[] };

/** @returns `undefined` where there is nothing to send. */
export async function sendWaiting(
  req: Request,
  grant: Grant,
  dependencies: StageDependencies & WithBudgets,
  way: Proceed,
): Promise<SendOutcome | undefined> {
  const { servers, runs, claims } = dependencies;
  const form = parseParameters(req.body);
  const find = () => findRun(req, { grant, servers, runs }, form.get('run'));
  const findLatest = () => findRun(req, { grant, servers, runs });
  let sent: SendOutcome | undefined;
  const shown = await find();
  await claims.claim(`send ${shown?.id ?? nameOf(req, form)}`, async () => {
    const run = await findNow(); // it may have been sent before this one's turn
    if (run) sent = await sendAsFilledIn(req, run, form, dependencies, way);
    else if (isPassword(grant, form)) sent = await sendAnew();
  });
  if (sent) return sent;
  const now = await findNow();
  return now && { path: stagePath(now, stepAfter(now, form)) };

  /** The first click may have brought a new session, and its answer never arrived. */
  async function findNow(): Promise<Run | undefined> {
    const run = await find();
    if (run || !(await resumeSession(req))) return run;
    return (await find()) ?? findLatest();
  }

  /** Its run is no longer kept: what was typed in is good without. */
  async function sendAnew(): Promise<SendOutcome | undefined> {
    await beginRun(req, grant, dependencies, way);
    const run = await findLatest();
    return run && sendAsFilledIn(req, run, form, dependencies, way);
  }
}

/** Of a click whose run is not found: two of them have the same name. */
function nameOf({ sessionID }: Request, form: ReadonlyMap<string, string>): string {
  return `${sessionID} ${form.get(FORM_MARK)}`;
}

/** A second click leads to what came of the first. */
function stepAfter(run: Run, form: ReadonlyMap<string, string>): string {
  const failed = run.lastForm === formDigest(form) ? run.failedStep : undefined;
  return failed ?? whereItStands(run);
}

/** By its mark and what was filled in: without the mark, which is kept nowhere, nobody finds that by trying. */
function formDigest(form: ReadonlyMap<string, string>): string {
  return digestOf(JSON.stringify([form.get(FORM_MARK) ?? randomUUID(), ...form]));
}

function isPassword(grant: Grant, form: ReadonlyMap<string, string>): boolean {
  return grant.onForm !== undefined && form.has(`${FIELD_PREFIX}password`);
}

/** @returns `undefined` where it does not wait for that, or this very form was sent before. */
async function sendAsFilledIn(
  req: Request,
  run: Run,
  form: ReadonlyMap<string, string>,
  dependencies: StageDependencies & WithBudgets,
  way: Proceed,
): Promise<SendOutcome | undefined> {
  const lastForm = formDigest(form);
  if (run.lastForm === lastForm) return undefined; // the step may wait again: for another password
  if (!run.waiting || run.waiting.step !== form.get('waiting')) return undefined;
  if (isTooLate(run, dependencies.clock())) {
    const { step } = run.waiting;
    delete run.waiting;
    return { path: await way.fail(req, run, step, new StateMismatchError('expired-state')) };
  }
  const { draft, faults } = editDraft(run, run.waiting, form);
  if (faults.length > 0) {
    run.waiting = draft;
    await saveRun(req, dependencies, run);
    return { run, faults };
  }
  run.lastForm = lastForm;
  run.pace = readPace(form.get('pace')) ?? run.pace;
  return { path: await sendOnPurpose(req, run, draft, dependencies, way) };
}
