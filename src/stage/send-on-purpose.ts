/** What a mistake needs to happen on the other side, just before its request leaves. */
import type { Request } from 'express';
import type { GrantDependencies } from '../grants/grant.ts';
import { findMistake } from '../mistakes/index.ts';
import type { Draft } from '../runs/draft.ts';
import { expectPerson } from '../runs/expected-person.ts';
import type { Proceed } from '../runs/proceed.ts';
import type { Run } from '../runs/run.ts';
import { requireMark, visitorOf } from '../runs/visitor.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';

/** Sends what waits, with the mistake that is set in it. @returns Where the browser goes. */
export async function sendOnPurpose(
  req: Request,
  run: Run,
  draft: Draft,
  { sandboxes, servers, tokens }: GrantDependencies,
  { send, fail }: Proceed,
): Promise<string> {
  const { before } = findMistake(draft.mistake) ?? {};
  const sandbox = sandboxes.get(run.server.id);
  if (!before || !sandbox) return send(req, run, draft);
  const otherEra = [...servers.values()].find(
    ({ id }) => sandboxes.has(id) && id !== run.server.id,
  );
  let undo: (() => void) | void;
  try {
    undo = await before({
      run,
      draft,
      mark: requireMark(req),
      sandbox,
      foreign: otherEra && withVisitorHeaders(otherEra, visitorOf(req)),
      tokens,
      expectPerson: (username) => expectPerson(req, username),
      send: (other) => send(req, run, other),
    });
  } catch (error) {
    return fail(req, run, draft.step, error);
  }
  try {
    return await send(req, run, draft);
  } finally {
    undo?.();
  }
}
