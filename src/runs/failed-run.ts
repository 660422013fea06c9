/** How a failure finds its way to the page of the grant, with all that went over the wire until then. */
import type { Run } from './run.ts';

/** Thrown by {@link inRun} alone; the page of the grant shows it. */
export class FailedRunError extends Error {
  override readonly name = 'FailedRunError';
  readonly run: Run;
  /** What was thrown. */
  readonly reason: unknown;

  constructor(run: Run, reason: unknown) {
    super(reason instanceof Error ? reason.message : 'The run failed.');
    this.run = run;
    this.reason = reason;
  }
}

/** @throws {FailedRunError} With the run and what `work` has thrown: the page shows both. */
export async function inRun<T>(run: Run, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new FailedRunError(run, error);
  }
}
