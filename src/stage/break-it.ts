/** A mistake is made on purpose: set and undone, then sent by the visitor, then mended. */
import { Router } from 'express';
import type { Request, Response } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { explainError } from '../failures/explain-error.ts';
import {
  breakableDraft,
  isReplayable,
  offerMistakes,
  setMistake,
} from '../mistakes/set-mistake.ts';
import { withoutMistake } from '../mistakes/edits.ts';
import { findMistake } from '../mistakes/index.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { canBeMended } from '../mistakes/outcome.ts';
import type { MistakeSandboxes } from '../mistakes/where-possible.ts';
import { parseParameters } from '../oauth/parameters.ts';
import type { Draft } from '../runs/draft.ts';
import type { Proceed } from '../runs/proceed.ts';
import { readAgain } from '../runs/replay.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { currentVisitor } from '../runs/visitor.ts';
import { findRun, saveRun } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';
import { noticePath } from './notices.ts';

type Form = ReadonlyMap<string, string>;

/** @returns Where the browser goes; nothing where there is nothing to do: then to where the run stands. */
type Act = (req: Request, run: Run, form: Form) => Promise<string | undefined>;

export function createBreakRoutes(
  grant: Grant,
  dependencies: StageDependencies,
  way: Proceed,
): Router {
  const { servers, runs, claims } = dependencies;

  const withRun = (act: Act) => async (req: Request, res: Response) => {
    const form = parseParameters(req.body);
    const find = () => findRun(req, { grant, servers, runs }, form.get('run'));
    const shown = await find();
    let path = noticePath(grant, 'no-run');
    // The same claim as to send: what is sent is not changed meanwhile.
    await claims.claim(`send ${shown?.id}`, async () => {
      const run = await find();
      if (run) path = (await act(req, run, form)) ?? stagePath(run, whereItStands(run));
    });
    redirectTo(res, 303, path);
  };

  const router = Router();
  router.post(
    '/break',
    withRun((req, run, form) => setOrUndo(req, run, form, dependencies)),
  );
  router.post(
    '/replay',
    withRun((req, run) => replayAnswer(req, run, dependencies)),
  );
  router.post(
    '/mend',
    withRun((req, run) => mend(req, run, way)),
  );
  router.get(['/break', '/mend', '/replay'], () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

async function setOrUndo(
  req: Request,
  run: Run,
  form: Form,
  dependencies: StageDependencies,
): Promise<string | undefined> {
  const { sandboxes } = dependencies;
  requireSandbox(run, sandboxes);
  const step = form.get('step') ?? '';
  const id = form.get('mistake') ?? '';
  if (isReplayable(run, step)) {
    const isOver = id === '' && run.replay?.failure !== undefined;
    delete run.replay;
    if (id !== '') run.replay = { mistake: requireOffered(run, step, id, sandboxes).id };
    await saveRun(req, dependencies, run);
    return stagePath(run, isOver ? whereItStands(run) : step);
  }
  const draft = breakableDraft(run, step);
  if (!draft) return undefined;
  run.waiting = changeDraft(run, draft, id, sandboxes);
  delete run.failure; // of what went before: the visitor goes on
  delete run.failedStep;
  await saveRun(req, dependencies, run);
  return stagePath(run, draft.step);
}

function requireSandbox({ server }: Run, sandboxes: MistakeSandboxes): void {
  if (sandboxes.has(server.id)) return;
  throw new InvalidRequestError(
    `Mistakes are made on the sandbox alone. Nothing was changed, and nothing was sent to ${server.name}.`,
  );
}

/** @param id Of the mistake to set; empty: the one that is set is undone. */
function changeDraft(run: Run, draft: Draft, id: string, sandboxes: MistakeSandboxes): Draft {
  if (id === '') return withoutMistake(draft);
  return setMistake(run, draft, requireOffered(run, draft.step, id, sandboxes)) ?? draft;
}

function requireOffered(run: Run, step: string, id: string, sandboxes: MistakeSandboxes): Mistake {
  const mistake = offerMistakes(run, step, sandboxes).find((one) => one.id === id);
  if (mistake) return mistake;
  throw new InvalidRequestError('That mistake cannot be made here. Nothing was changed.');
}

async function replayAnswer(
  req: Request,
  run: Run,
  dependencies: StageDependencies,
): Promise<string | undefined> {
  const how = findMistake(run.replay?.mistake)?.replay;
  const visitorId = currentVisitor(req);
  if (!run.replay || !how || visitorId === undefined) return undefined;
  try {
    await readAgain(run, visitorId, how.state, dependencies.transactions);
  } catch (error) {
    const failure = explainError(error);
    if (!failure) throw error;
    run.replay = { ...run.replay, failure };
  }
  await saveRun(req, dependencies, run);
  return stagePath(run, 'C');
}

async function mend(req: Request, run: Run, way: Proceed): Promise<string | undefined> {
  const sent = run.sent.at(-1);
  if (!sent || !canBeMended(run)) return undefined;
  return way.send(req, run, withoutMistake(sent));
}
