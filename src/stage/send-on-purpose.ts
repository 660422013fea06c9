/** What a mistake needs to happen on the other side, just before its request leaves. */
import type { Request } from 'express';
import { findMistake } from '../mistakes/index.ts';
import type { Draft } from '../runs/draft.ts';
import { expectForNow, expectAsChosen } from '../runs/expected-person.ts';
import type { Proceed } from '../runs/proceed.ts';
import type { Run } from '../runs/run.ts';
import { requireMark, visitorOf } from '../runs/visitor.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import { chargeBudget } from './budgets.ts';
import type { WithBudgets } from './budgets.ts';
import type { StageDependencies } from './dependencies.ts';

/** Sends what waits, with the mistake that is set in it. @returns Where the browser goes. */
export async function sendOnPurpose(
  req: Request,
  run: Run,
  draft: Draft,
  { sandboxes, servers, tokens, budgets }: StageDependencies & WithBudgets,
  { send, fail }: Proceed,
): Promise<string> {
  if (draft.endpoint === 'authorization') expectAsChosen(req);
  const { before, passes } = findMistake(draft.mistake) ?? {};
  const sandbox = sandboxes.get(run.server.id);
  if (!sandbox) return send(req, run, draft);
  // As where a clock is turned by its button, and before anything is sent.
  if (passes !== undefined && budgets) await chargeBudget(req, budgets.clocks);
  const otherEra = [...servers.values()].find(
    ({ id }) => sandboxes.has(id) && id !== run.server.id,
  );
  const mark = requireMark(req);
  let undo: (() => Promise<void>) | void;
  try {
    undo = await before?.({
      run,
      draft,
      mark,
      sandbox,
      foreign: otherEra && withVisitorHeaders(otherEra, visitorOf(req)),
      tokens,
      expectPerson: (username) => expectForNow(req, username),
      send: (other) => send(req, run, other),
    });
    if (passes !== undefined) await sandbox.clocks.advance(mark, passes);
  } catch (error) {
    return fail(req, run, draft.step, error);
  }
  try {
    return await send(req, run, draft);
  } finally {
    await undo?.();
  }
}
