/** "Call the API again": a token that has ended is renewed on the way, once. RFC 6750 §3.1, RFC 6749 §6. */
import type { GrantDependencies } from '../grants/grant.ts';
import type { Refresh } from './refresh.ts';
import { callApi } from '../runs/visitor-runs.ts';
import { timeAt } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { isEnding } from '../pages/token-life.ts';

/** @throws What the refresh came to, where one was needed and failed. */
export type CallAgain = (run: Run) => Promise<void>;

export function createCallAgain(
  { api, clock }: Pick<GrantDependencies, 'api' | 'clock'>,
  refresh: Refresh,
): CallAgain {
  return async (run) => {
    let isRenewed = false;

    /** One refresh and no more: a second 401 is shown. */
    async function renewToken(): Promise<boolean> {
      if (isRenewed || run.token?.refreshToken === undefined) return false;
      isRenewed = true;
      await refresh(run).catch((error: unknown) => {
        throw new RenewalFailure(error);
      });
      return true;
    }

    try {
      if (run.token && isEnding(run.token, await timeAt(run, clock))) await renewToken();
      await callApi(api, run, renewToken);
    } catch (error) {
      throw error instanceof RenewalFailure ? error.reason : error;
    }
    if (isRenewed) run.isRenewedByCall = true;
  };
}

/** Carries a failed refresh past the calls, each of which would take it for its own failure. Never leaves this file. */
class RenewalFailure extends Error {
  override readonly name = 'RenewalFailure';
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('The token could not be renewed.');
    this.reason = reason;
  }
}
