/** Refreshing an access token, RFC 6749 §6: once for all who ask at the same time. */
import { RateLimitError, RefreshError, TokenError, TransportError } from '../errors/errors.ts';
import { explainError } from '../failures/explain-error.ts';
import { isChanged, mannerOf, refreshRequest } from '../runs/draft.ts';
import type { Draft } from '../runs/draft.ts';
import { resolveFor, secretsOf } from '../runs/run.ts';
import { timeAt } from '../runs/server-time.ts';
import type { Run } from '../runs/run.ts';
import { createSingleFlight } from '../runs/single-flight.ts';
import { describeSent } from '../runs/describe-sent.ts';
import type { StageDependencies } from './dependencies.ts';

/**
 * Brings the run a new access token, and publishes it.
 *
 * @param draft The request, where the visitor has changed something in it.
 *
 * @throws {RefreshError} The refresh token is of no more use; the run has no tokens any more.
 * @throws {TokenError|RateLimitError|TransportError|InvalidResponseError} This time it failed. The tokens are kept.
 */
export type Refresh = (run: Run, draft?: Draft) => Promise<void>;

/**
 * A refresh token is good for one refresh, so of all who ask at once one sends it. Two gates see to that:
 * - `flights`, in this process: the others are given its outcome as it is, an error included.
 * - `claims`, over all processes, by what they share: the others can be given no error, so they wait, and
 *   read what it has stored.
 * The claim lies within the flight: of one process, only one waits for the other processes.
 */
export function createRefresh({ tokens, runs, claims, clock }: StageDependencies): Refresh {
  const flights = createSingleFlight<Run>();

  return async (run, draft = refreshRequest()) => {
    const spent = run.token?.accessToken;
    const renewed = await flights.run(run.id, async () => {
      const isMine = await claims.claim(`refresh ${run.id}`, async () => {
        await catchUp(run);
        if (run.token?.accessToken === spent) await renew(run, draft); // nobody was faster
      });
      if (!isMine) await catchUp(run); // another process was, whatever came of it
      return run;
    });
    if (renewed !== run) adopt(run, renewed);
    if (!run.token) throw new RefreshError('refused');
  };

  async function catchUp(run: Run): Promise<void> {
    const now = await runs.find(run.id);
    if (now && now.revision > run.revision) adopt(run, now);
  }

  async function renew(run: Run, draft: Draft): Promise<void> {
    const { token: spent } = run;
    const refreshToken = spent?.refreshToken;
    if (!spent || refreshToken === undefined) throw new RefreshError('refused');
    const form = Object.fromEntries(resolveFor(run, draft));
    const { server, wire } = run;
    try {
      const token = await tokens.requestToken(server, form, wire, draft.step, mannerOf(draft));
      // No new refresh token: the old one goes on. RFC 6749 §6
      run.token = { refreshToken, ...token, receivedAt: await timeAt(run, clock) };
      run.previousToken = spent;
      run.lostRefreshes = 0;
      delete run.failure;
      delete run.failedStep;
    } catch (error) {
      run.failedStep = draft.step;
      throw settleFailure(run, draft, error);
    } finally {
      run.revision += 1; // whoever still has an earlier one must not publish it over this
      await runs.update(run);
    }
  }
}

/** Leaves the run its tokens, unless they are of no more use. @returns What to say of it. */
function settleFailure(run: Run, draft: Draft, error: unknown): unknown {
  if (mayHaveArrived(error)) run.lostRefreshes += 1;
  // What is said to a request that is wrong on purpose says nothing of the token that is kept.
  const end = draft.mistake !== undefined && isChanged(draft) ? undefined : findEnd(run, error);
  if (end) deleteTokens(run);
  const failure = explainError(end ?? error, describeSent(run, 'Refresh'));
  if (failure) run.failure = failure;
  return end ?? error;
}

function findEnd(run: Run, error: unknown): RefreshError | undefined {
  if (isRefusal(error)) return new RefreshError('refused', error);
  // The old refresh token was tried once more already.
  const isLostTwice = run.lostRefreshes > 1 && mayHaveArrived(error);
  return isLostTwice ? new RefreshError('lost') : undefined;
}

/** Bitbucket: unauthorized_client since May 2026, invalid_request until then. RFC 6749 §5.2: invalid_grant. */
const REFUSALS = new Set(['invalid_grant', 'unauthorized_client', 'invalid_request']);

function isRefusal(error: unknown): error is TokenError {
  return error instanceof TokenError && error.status < 500 && REFUSALS.has(error.code);
}

/** The answer is lost, but the refresh token may be spent: only what was not sent cannot have arrived. */
function mayHaveArrived(error: unknown): boolean {
  if (error instanceof TokenError || error instanceof RateLimitError) return false;
  if (!(error instanceof TransportError)) return true;
  return !['refused', 'unknown-host', 'certificate'].includes(error.failure);
}

function deleteTokens(run: Run): void {
  run.wire.erase(secretsOf(run));
  delete run.token;
  delete run.previousToken;
}

/** Takes over what another request has brought about, the exchange with it. */
function adopt(run: Run, newer: Run): void {
  const { token, previousToken, failure, failedStep, revision, lostRefreshes } = newer;
  for (const name of ['token', 'previousToken', 'failure', 'failedStep'] as const) delete run[name];
  Object.assign(run, {
    ...(token && { token }),
    ...(previousToken && { previousToken }),
    ...(failure && { failure }),
    ...(failedStep !== undefined && { failedStep }),
    revision,
    lostRefreshes,
  });
  const exchange = newer.wire.exchanges.findLast(({ step }) => step === 'Refresh');
  if (exchange) run.wire.add(exchange);
}
