/** An answer in the fragment: RFC 6749 §4.2.2. It stays in the browser; what our server is told of it is the state. */
import type { Request } from 'express';
import type { GrantDependencies } from '../grants/grant.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { requireIssuer } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { findTransaction } from '../runs/find-transaction.ts';
import { resolveFor } from '../runs/run.ts';
import { keepRun } from '../runs/visitor-runs.ts';
import { openRun } from './receive-answer.ts';

/** What the script needs to go on. */
export interface CheckedState {
  readonly serverName: string;
  readonly host: string;
  readonly apiBaseUrl: string;
  /** As it was sent in (A), for the page to show. */
  readonly authorizationUrl: string;
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
  dependencies: GrantDependencies,
): Promise<CheckedState> {
  const { transactions } = dependencies;
  const response = parseParameters(req.body);
  const { visitorId, state } = await findTransaction(req, response, transactions, grantSlug);
  const { runId } = await transactions.take(visitorId, state);
  const run = await openRun(req, dependencies, runId);
  const { server, sent } = run;
  requireIssuer(response.get('iss'), server.issuer);
  run.isInBrowser = true;
  await keepRun(req, dependencies, run);
  const request = sent.find(({ endpoint }) => endpoint === 'authorization');
  const parameters = request ? Object.fromEntries(resolveFor(run, request)) : {};
  return {
    serverName: server.name,
    host: new URL(server.apiBaseUrl).host,
    apiBaseUrl: server.apiBaseUrl,
    authorizationUrl: buildAuthorizationUrl(server.authorizationEndpoint, parameters),
  };
}
