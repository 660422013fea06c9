/** A mistake is made on purpose: set and undone, then sent by the visitor, then mended. */
import { Router } from 'express';
import type { Request } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import type { Grant, GrantDependencies } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { explainError } from '../failures/explain-error.ts';
import { breakableDraft, isReplayable, offerMistakes, setMistake } from '../mistakes/arm.ts';
import { withoutMistake } from '../mistakes/edits.ts';
import { findMistake } from '../mistakes/index.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { canBeMended } from '../mistakes/outcome.ts';
import { parseParameters } from '../oauth/parameters.ts';
import type { Draft } from '../runs/draft.ts';
import type { Proceed } from '../runs/proceed.ts';
import { readAgain } from '../runs/replay.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { currentVisitor } from '../runs/visitor.ts';
import { findRun, keepRun } from '../runs/visitor-runs.ts';

type Form = ReadonlyMap<string, string>;

export function createBreakRoutes(
  grant: Grant,
  dependencies: GrantDependencies,
  way: Proceed,
): Router {
  const { servers, runs, claims, sandboxes } = dependencies;
  const router = Router();

  /** @param act Returns where the browser goes; nothing where there is nothing to do: then to where the run stands. */
  const withRun = (act: (req: Request, run: Run, form: Form) => Promise<string | undefined>) =>
    async function answer(req: Request): Promise<string> {
      const form = parseParameters(req.body);
      const find = () => findRun(req, { grant, servers, runs }, form.get('run'));
      const shown = await find();
      let path = `/${grant.slug}?notice=no-run#stage`;
      // The same claim as to send: what is sent is not changed meanwhile.
      await claims.claim(`send ${shown?.id}`, async () => {
        const run = await find();
        if (run) path = (await act(req, run, form)) ?? stagePath(run, whereItStands(run));
      });
      return path;
    };

  const setOrUndo = withRun(async (req, run, form) => {
    requireSandbox(run);
    const step = form.get('step') ?? '';
    if (isReplayable(run, step)) {
      const mistake = form.get('mistake') ?? '';
      const isOver = mistake === '' && run.replay?.failure !== undefined;
      delete run.replay;
      if (mistake !== '') run.replay = { mistake: requireOffered(run, step, mistake).id };
      await keepRun(req, dependencies, run);
      return stagePath(run, isOver ? whereItStands(run) : step);
    }
    const draft = breakableDraft(run, step);
    if (!draft) return undefined;
    run.waiting = changeDraft(run, draft, form.get('mistake'));
    delete run.failure; // of what went before: the visitor goes on
    delete run.failedStep;
    await keepRun(req, dependencies, run);
    return stagePath(run, draft.step);
  });

  function changeDraft(run: Run, draft: Draft, id = ''): Draft {
    if (id === '') return withoutMistake(draft);
    return setMistake(run, draft, requireOffered(run, draft.step, id)) ?? draft;
  }

  function requireOffered(run: Run, step: string, id: string): Mistake {
    const mistake = offerMistakes(run, step, sandboxes).find((one) => one.id === id);
    if (mistake) return mistake;
    throw new InvalidRequestError('That mistake cannot be made here. Nothing was changed.');
  }

  const replay = withRun(async (req, run) => {
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
    await keepRun(req, dependencies, run);
    return stagePath(run, 'C');
  });

  const mend = withRun(async (req, run) => {
    const sent = run.sent.at(-1);
    if (!sent || !canBeMended(run)) return undefined;
    return way.send(req, run, withoutMistake(sent));
  });

  function requireSandbox({ server }: Run): void {
    if (sandboxes.has(server.id)) return;
    throw new InvalidRequestError(
      `Mistakes are made on the sandbox alone. Nothing was changed, and nothing was sent to ${server.name}.`,
    );
  }

  router.post('/break', async (req, res) => redirectTo(res, 303, await setOrUndo(req)));
  router.post('/mend', async (req, res) => redirectTo(res, 303, await mend(req)));
  router.post('/replay', async (req, res) => redirectTo(res, 303, await replay(req)));
  router.get(['/break', '/mend', '/replay'], () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}
