/** Whose a run is: its id is written into the session of whoever ran it, and nowhere else. */
import type { Request } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import { readApiResults } from '../bitbucket/api-results.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import type { Token } from '../oauth/token.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { renewSession } from './session-renewal.ts';
import { startVisit, visitorOf } from './visitor.ts';

/** What a run is brought to its end with. */
export interface RunDependencies {
  readonly api: ApiClient;
  readonly runs: RunStore;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The run that this browser sees on the page of a grant. */
export async function latestRun(
  req: Request,
  runs: RunStore,
  grantSlug: string,
): Promise<Run | undefined> {
  const run = await runs.find(req.session.runIds?.[grantSlug]);
  return run && { ...run, server: withVisitorHeaders(run.server, visitorOf(req)) };
}

/** Uses the token once for everything that the page shows, and hands the run to the visitor. */
export async function completeRun(
  req: Request,
  dependencies: RunDependencies,
  run: Run,
  token: Token,
): Promise<void> {
  run.token = { ...token, receivedAt: dependencies.clock() };
  await callApi(dependencies.api, run);
  await keepForVisitor(req, dependencies, run);
}

/** @returns What stands in the store then: the failed run, or something later. */
export async function publishFailure(
  req: Request,
  dependencies: RunDependencies,
  run: Run,
): Promise<Run | undefined> {
  const isPublished = req.session.runIds?.[run.grantSlug] === run.id;
  if (isPublished) return dependencies.runs.update(run);
  await keepForVisitor(req, dependencies, run);
  return run;
}

/** Publishes a run and writes its id into the session: under a new session id, where there are tokens. */
async function keepForVisitor(
  req: Request,
  { runs, clock }: RunDependencies,
  run: Run,
): Promise<void> {
  await runs.publish(run);
  const { [run.grantSlug]: replaced, ...others } = req.session.runIds ?? {};
  const runIds = { ...others, [run.grantSlug]: run.id };
  if (run.token) await renewSession(req, clock, { runIds, isSignedIn: true });
  else {
    startVisit(req, clock);
    req.session.runIds = runIds;
  }
  if (replaced !== undefined) await runs.forget([replaced]);
}

/**
 * Reads what the page shows; the exchanges of an earlier reading make room.
 *
 * @param renewToken See readApiResults.
 */
export async function callApi(
  api: ApiClient,
  run: Run,
  renewToken?: () => Promise<boolean>,
): Promise<void> {
  run.wire.drop('API');
  const caller = {
    server: run.server,
    wire: run.wire,
    get accessToken() {
      return run.token?.accessToken ?? ''; // each time: it may be renewed in between
    },
  };
  run.results = await readApiResults(api, caller, renewToken);
}
