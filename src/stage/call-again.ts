/** A token that has ended is renewed on the way to the API, once. RFC 6750 §3.1, RFC 6749 §6. */
import type { StageDependencies } from './dependencies.ts';
import type { Refresh } from './refresh.ts';
import { callApi } from '../runs/visitor-runs.ts';
import { timeAt } from '../runs/server-time.ts';
import type { Run } from '../runs/run.ts';
import { isEnding } from '../runs/token-life.ts';

/**
 * @param use Calls the API. It is given what brings a new token after a 401: is there one now?
 * @throws What the refresh came to, where one was needed and failed.
 */
export type WithRenewal = <T>(
  run: Run,
  use: (renewToken: () => Promise<boolean>) => Promise<T>,
) => Promise<T>;

export function createWithRenewal(
  { clock }: Pick<StageDependencies, 'clock'>,
  refresh: Refresh,
): WithRenewal {
  return async (run, use) => {
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
      const result = await use(renewToken);
      if (isRenewed) run.isRenewedByCall = true;
      return result;
    } catch (error) {
      throw error instanceof RenewalFailure ? error.reason : error;
    }
  };
}

/** "Call the API again". */
export type CallAgain = (run: Run) => Promise<void>;

export function createCallAgain(
  { api }: Pick<StageDependencies, 'api'>,
  withRenewal: WithRenewal,
): CallAgain {
  return (run) => withRenewal(run, (renewToken) => callApi(api, run, renewToken));
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
