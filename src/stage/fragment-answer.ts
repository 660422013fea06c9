/** An answer in the fragment: RFC 6749 §4.2.2. It stays in the browser; what our server is told of it is the state. */
import type { Request } from 'express';
import { AuthorizationError } from '../errors/errors.ts';
import type { Explanation } from '../failures/explanation.ts';
import { requireIssuer } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { findTransaction } from '../runs/find-transaction.ts';
import type { Proceed } from '../runs/proceed.ts';
import { stagePath } from '../runs/run.ts';
import type { Pace } from '../runs/run.ts';
import { saveRun } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';
import { requireRun } from './receive-answer.ts';

/** What the script needs to go on. */
export interface CheckedState {
  readonly apiBaseUrl: string;
  readonly pace: Pace;
  /** Where our server shows what it knows of the run: what a reload leads to. */
  readonly path: string;
  /** The answer is an error, §4.2.2.1: what it means. */
  readonly failure?: Explanation;
}

/**
 * (F) The script hands over the state, never the token: is it one of this browser? After this, it is good
 * no more. RFC 6749 §10.12
 *
 * @throws {StateMismatchError} It is none, or was asked for too long ago.
 * @throws {IssuerMismatchError} The answer is another server's. RFC 9207 §2.4
 */
export async function checkState(
  req: Request,
  grantSlug: string,
  dependencies: StageDependencies,
  { fail }: Pick<Proceed, 'fail'>,
): Promise<CheckedState> {
  const { transactions, runs } = dependencies;
  const response = parseParameters(req.body);
  // An error may be another grant's: of one that asked for a token where it should have asked for a code.
  const expected = response.has('error') ? undefined : grantSlug;
  const found = await findTransaction(req, response, transactions, expected);
  const [, kept] = await Promise.all([
    transactions.take(found),
    runs.find(found.transaction.runId),
  ]);
  const run = requireRun(req, kept);
  requireIssuer(response.get('iss'), run.server.issuer);
  run.isInBrowser = true;
  const { apiBaseUrl } = run.server;
  const error = response.get('error');
  if (error === undefined) {
    dependencies.countRun(run.grantSlug, run.server.id, 'token');
    await saveRun(req, dependencies, run);
    return { apiBaseUrl, pace: run.pace, path: stagePath(run, 'G') };
  }
  const denial = new AuthorizationError(error, response.get('error_description'));
  const path = await fail(req, run, 'C', denial);
  return { apiBaseUrl, pace: run.pace, path, ...(run.failure && { failure: run.failure }) };
}
