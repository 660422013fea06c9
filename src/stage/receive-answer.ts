/** The browser is back from the authorization server, with a code or with an error. RFC 6749 §4.1.2 */
import type { Request } from 'express';
import { StateMismatchError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { findStateless } from '../runs/find-stateless.ts';
import { findTransaction, useAnswer } from '../runs/find-transaction.ts';
import { recordAuthorizationResponse } from '../runs/front-channel.ts';
import type { Draft } from '../runs/draft.ts';
import type { Proceed } from '../runs/proceed.ts';
import { sentValue } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { resumeSession } from '../runs/session-renewal.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import { visitorOf } from '../runs/visitor.ts';
import type { StageDependencies } from './dependencies.ts';
import { noticePath } from './notices.ts';

type RedirectGrant = Grant & Required<Pick<Grant, 'onRedirect'>>;

type Answer = ReadonlyMap<string, string>;

/** @returns Where the browser goes; the address bar keeps neither code nor state. */
export async function receiveAnswer(
  req: Request,
  grant: RedirectGrant,
  dependencies: StageDependencies,
  way: Proceed,
): Promise<string> {
  const { transactions, redirectUri } = dependencies;
  const answer = parseParameters(req.query);
  const stateless = answer.has('state')
    ? undefined
    : await findStateless(req, [grant], dependencies);
  if (stateless) {
    recordAuthorizationResponse(stateless.wire, redirectUri, req.url);
    keepUnusedCode(stateless, answer);
    return way.fail(req, stateless, 'C', new StateMismatchError('no-state'));
  }
  const pending = await findTransaction(req, answer, transactions, grant.slug);
  let path = noticePath(grant, 'answered');
  const isMine = await useAnswer(pending, dependencies, async (kept) => {
    const run = requireRun(req, kept);
    const asked = sentValue(run, 'A', 'redirect_uri') ?? redirectUri;
    recordAuthorizationResponse(run.wire, asked, req.url);
    const next = readAnswer(run, answer, grant);
    path =
      'draft' in next
        ? await way.proceed(req, run, next.draft)
        : await way.fail(req, run, 'C', next.error);
  });
  // A reload, the Back button or a second click: the code is not sent again. RFC 6749 §4.1.2
  if (!isMine) await resumeSession(req); // the first answer, and with it the new session id, may never have arrived
  return path;
}

/** @returns The request that is next, or why there is none. */
function readAnswer(
  run: Run,
  answer: Answer,
  grant: RedirectGrant,
): { draft: Draft } | { error: unknown } {
  try {
    return { draft: grant.onRedirect(run, answer) };
  } catch (error) {
    keepUnusedCode(run, answer);
    return { error };
  }
}

/** It is secret all the same, and masked as one of the run's. */
function keepUnusedCode(run: Run, answer: Answer): void {
  const code = answer.get('code');
  if (code !== undefined) run.secrets.code = code;
}

/** @throws {StateMismatchError} The run is no longer kept. */
export function requireRun(req: Request, run: Run | undefined): Run {
  if (!run) throw new StateMismatchError('expired-state');
  return { ...run, server: withVisitorHeaders(run.server, visitorOf(req)) };
}
