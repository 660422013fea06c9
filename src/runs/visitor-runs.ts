/** Whose a run is: its id is written into the session of whoever ran it, and nowhere else. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ApiClient } from '../bitbucket/api-client.ts';
import { readApiResults } from '../bitbucket/api-results.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import type { Servers } from '../bitbucket/servers.ts';
import { availableServers } from '../bitbucket/available-servers.ts';
import type { RunsOn } from '../bitbucket/available-servers.ts';
import type { CountRun } from '../metrics/metrics.ts';
import { schemeOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { resolveFor } from './run.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { renewSession, saveSession } from './session-renewal.ts';
import { startVisit, visitorOf } from './visitor.ts';
import type { Visit } from './visitor.ts';

/** What a run is brought to its end with. */
export interface RunDependencies {
  readonly api: ApiClient;
  readonly runs: RunStore;
  readonly countRun: CountRun;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Of each grant. */
const MOST_RUNS = 5;

/** Where runs are looked for: which grant, and the servers that it can run on here now. */
export interface RunsOf {
  readonly grant: RunsOn & { readonly slug: string };
  readonly servers: Servers;
  readonly runs: RunStore;
}

/** The runs of this browser that are kept still, the newest first. */
export async function listRuns(req: Request, of: RunsOf): Promise<Run[]> {
  const named = req.session.runs?.[of.grant.slug] ?? [];
  const found = await Promise.all(named.map(({ id }) => findById(req, of, id)));
  return found.filter((run) => run !== undefined);
}

/** @param number As on the page; the latest where it is left out. */
export async function findRun(req: Request, of: RunsOf, number?: string): Promise<Run | undefined> {
  const named = req.session.runs?.[of.grant.slug] ?? [];
  const name = number === undefined ? named[0] : named.find((one) => String(one.number) === number);
  return findById(req, of, name?.id);
}

/** One that was begun before the configuration changed may be on a server that is not offered any more. */
async function findById(
  req: Request,
  { grant, servers, runs }: RunsOf,
  id: string | undefined,
): Promise<Run | undefined> {
  const run = await runs.find(id);
  const isOffered = availableServers(grant, servers).some((server) => server.id === run?.server.id);
  return run && isOffered
    ? { ...run, server: withVisitorHeaders(run.server, visitorOf(req)) }
    : undefined;
}

function isListed(req: Request, run: Run): boolean {
  return req.session.runs?.[run.grantSlug]?.some(({ id }) => id === run.id) === true;
}

/**
 * Stores a run and writes its id into the session. Once it has brought what is worth stealing, both ids
 * are new: whoever planted or saw the session's before knows the run's, too, and is not given what came.
 */
export async function saveRun(
  req: Request,
  { runs, clock }: Pick<RunDependencies, 'runs' | 'clock'>,
  run: Run,
): Promise<void> {
  const isToBeRenewed = !run.isOfNewSession && isWorthStealing(run);
  const { [run.grantSlug]: ofGrant = [], ...others } = req.session.runs ?? {};
  const earlier = ofGrant.filter(({ id }) => id !== run.id);
  // Two that were begun at the same moment have the same number, until the second is kept.
  const isTaken = earlier.some(({ number }) => number === run.number);
  if (isTaken) run.number = 1 + Math.max(...earlier.map(({ number }) => number));
  const before = { id: run.id, isListed: isListed(req, run) };
  if (isToBeRenewed) Object.assign(run, { id: randomUUID(), isOfNewSession: true });
  const kept = [{ id: run.id, number: run.number }, ...earlier]
    .slice(0, MOST_RUNS)
    .toSorted((a, b) => b.number - a.number);
  const changes = {
    runs: { ...others, [run.grantSlug]: kept },
    ...((run.token ?? req.session.isSignedIn) && { isSignedIn: true }),
  };
  if (isToBeRenewed) {
    await runs.publish(run); // first: where that fails, the earlier one is still there
    await Promise.all([forgetEarlier(runs, run, before), renewSession(req, clock, changes)]);
  } else {
    // At once: on Redis it is one way there and back.
    const write = before.isListed ? runs.update(run) : runs.publish(run);
    await Promise.all([write, changeSession(req, clock, changes)]);
  }
  const surplus = earlier.filter(({ id }) => !kept.some((one) => one.id === id));
  if (surplus.length > 0) await runs.forgetFinished(surplus.map(({ id }) => id));
}

/** A run that is published under a new id; unless another request has forgotten it meanwhile. */
async function forgetEarlier(
  runs: RunStore,
  run: Run,
  before: { readonly id: string; readonly isListed: boolean },
): Promise<void> {
  const earlier = await runs.forget([before.id]);
  if (before.isListed && earlier.length === 0) await runs.forget([run.id]);
}

async function changeSession(
  req: Request,
  clock: () => number,
  changes: Pick<Visit, 'runs' | 'isSignedIn'>,
): Promise<void> {
  startVisit(req, clock);
  Object.assign(req.session, changes);
  await saveSession(req);
}

/** Who presses the button of a token request that waits is given the token: it waits for one browser alone. */
function isWorthStealing({ token, secrets, waiting }: Run): boolean {
  return token !== undefined || secrets.code !== undefined || waiting?.endpoint === 'token';
}

/**
 * Reads what the page shows; the exchanges of an earlier reading make room.
 *
 * @param renewToken See readApiResults.
 * @param accessToken In the place of the run's own, where somebody wants to see what is said to it.
 */
export async function callApi(
  api: ApiClient,
  run: Run,
  renewToken?: () => Promise<boolean>,
  accessToken?: string,
): Promise<void> {
  run.wire.drop('API');
  run.wire.drop('Next');
  delete run.furtherPage;
  const caller = {
    server: run.server,
    wire: run.wire,
    get accessToken() {
      return accessToken ?? run.token?.accessToken ?? ''; // each time: it may be renewed in between
    },
  };
  run.results = await readApiResults(api, caller, renewToken);
  run.calledWith = run.token?.receivedAt;
}

/**
 * One call, as its draft has it: what is said to it is the run's.
 *
 * @throws What the API client throws.
 */
export async function callOnce(api: ApiClient, run: Run, draft: Draft): Promise<void> {
  run.wire.drop('API');
  delete run.results;
  const { Authorization: accessToken = '', ...query } = Object.fromEntries(resolveFor(run, draft));
  const search = new URLSearchParams(query).toString();
  const path = (draft.path ?? '/user') + (search === '' ? '' : `?${search}`);
  const caller = { server: run.server, wire: run.wire, accessToken, scheme: schemeOf(draft) };
  await api.get(caller, path, `GET ${draft.path ?? '/user'}`);
}
