/** The browser is back from the authorization server, with a code or with an error. RFC 6749 §4.1.2 */
import type { Request } from 'express';
import { StateMismatchError } from '../errors/errors.ts';
import type { GrantDependencies, Grant } from '../grants/grant.ts';
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

/** @returns Where the browser goes; the address bar keeps neither code nor state. */
export async function receiveAnswer(
  req: Request,
  grant: Grant & Required<Pick<Grant, 'onRedirect'>>,
  dependencies: GrantDependencies,
  { proceed, fail }: Proceed,
): Promise<string> {
  const { transactions, redirectUri } = dependencies;
  const response = parseParameters(req.query);
  const stateless = response.has('state')
    ? undefined
    : await findStateless(req, [grant], dependencies);
  if (stateless) {
    recordAuthorizationResponse(stateless.wire, redirectUri, req.url);
    return failWith(stateless, new StateMismatchError('no-state'));
  }
  const answer = await findTransaction(req, response, transactions, grant.slug);
  let path = `/${grant.slug}?notice=answered#stage`;
  const isMine = await useAnswer(answer, dependencies, async ({ runId }) => {
    const run = await openRun(req, dependencies, runId);
    recordAuthorizationResponse(
      run.wire,
      sentValue(run, 'A', 'redirect_uri') ?? redirectUri,
      req.url,
    );
    path = await proceedWith(run);
  });
  // A reload, the Back button or a second click: the code is not sent again. RFC 6749 §4.1.2
  if (!isMine) await resumeSession(req); // the first answer, and with it the new session id, may never have arrived
  return path;

  async function proceedWith(run: Run): Promise<string> {
    let next: Draft;
    try {
      next = grant.onRedirect(run, response);
    } catch (error) {
      return failWith(run, error);
    }
    return proceed(req, run, next);
  }

  function failWith(run: Run, error: unknown): Promise<string> {
    const unused = response.get('code'); // it is secret all the same
    if (unused !== undefined) run.secrets.code = unused;
    return fail(req, run, 'C', error);
  }
}

/** @throws {StateMismatchError} The run is no longer kept. */
export async function openRun(
  req: Request,
  { runs }: GrantDependencies,
  runId: string | undefined,
): Promise<Run> {
  const run = await runs.find(runId);
  if (!run) throw new StateMismatchError('expired-state');
  return { ...run, server: withVisitorHeaders(run.server, visitorOf(req)) };
}
