/** The API explorer: a call that the visitor has chosen is sent with the token of a run, and becomes an exchange of it. */
import { Router } from 'express';
import type { Request } from 'express';
import { pathBelow } from '../bitbucket/api-client.ts';
import type { ApiClient, ChosenCall } from '../bitbucket/api-client.ts';
import {
  InvalidRequestError,
  InvalidResponseError,
  MethodNotAllowedError,
  TransportError,
  WriteRefusedError,
} from '../errors/errors.ts';
import { findExplorerCall, isWrite } from '../explorer/explorer-calls.ts';
import type { ExplorerCall } from '../explorer/explorer-calls.ts';
import { readCall } from '../explorer/read-call.ts';
import type { CallReading, Typed } from '../explorer/read-call.ts';
import { valueAt } from '../explorer/what-is-seen.ts';
import { tryJson } from '../wire/try-json.ts';
import type { Grant } from '../grants/grant.ts';
import { redirectTo } from '../http/redirect-to.ts';
import type { MistakeSandboxes } from '../mistakes/where-possible.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { addressOf } from '../pages/stage/address-of.ts';
import type { Proceed } from '../runs/proceed.ts';
import { stagePath, whereItStands } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { recordServerTime } from '../runs/server-time.ts';
import { findRun } from '../runs/visitor-runs.ts';
import type { WireResponse } from '../wire/exchange.ts';
import type { WithRenewal } from './call-again.ts';
import type { StageDependencies } from './dependencies.ts';
import { noticePath } from './notices.ts';
import type { ShowPage } from './show-page.ts';

interface Ways {
  readonly way: Proceed;
  readonly withRenewal: WithRenewal;
  readonly showPage: ShowPage;
}

export function createExploreRoutes(
  grant: Grant,
  dependencies: StageDependencies,
  ways: Ways,
): Router {
  const { servers, runs, claims, sandboxes } = dependencies;
  const find = (req: Request, form: Typed) =>
    findRun(req, { grant, servers, runs }, form.get('run'));

  /** Two clicks are one call; another one that comes while it is under way waits for it, and is sent then. */
  async function sendOnce(
    req: Request,
    form: Typed,
    call: ChosenCall,
    before?: ReadonlySet<string>,
  ): Promise<string> {
    const shown = await find(req, form);
    const known = before ?? new Set(shown?.wire.exchanges.map(({ id }) => id));
    let path: string | undefined;
    await claims.claim(`explore ${shown?.id}`, async () => {
      const run = await find(req, form);
      if (!run?.token || isSentSince(run, call, known)) return;
      path = await send(req, run, call, { ...dependencies, ...ways });
    });
    if (path !== undefined) return path;
    const run = await find(req, form);
    if (!run) return noticePath(grant, 'no-run');
    if (!run.token) return stagePath(run, whereItStands(run)); // a refresh on the way has cost it
    return isSentSince(run, call, known) ? pathTo(run, call) : sendOnce(req, form, call, known);
  }

  const router = Router();
  router.post('/explore', async (req, res) => {
    const form = parseParameters(req.body);
    const run = await find(req, form);
    const call = findExplorerCall(form.get('call'));
    if (!call) throw new InvalidRequestError('There is no such call. Nothing was sent.');
    if (!run?.token) return redirectTo(res, 303, noticePath(grant, 'no-run'));
    requireSandboxFor(call, run, sandboxes);
    const reading = form.has('page') ? followFrom(run, call, form) : readCall(call, form);
    if ('request' in reading) {
      const { id, title } = call;
      const path = await sendOnce(req, form, { id, title, ...reading.request });
      return redirectTo(res, 303, path);
    }
    res.status(400);
    const query = new Map([...form, ['step', 'API']]);
    return ways.showPage(req, res, { run, query, typed: form, faults: reading.faults });
  });
  router.get('/explore', () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

function requireSandboxFor(call: ExplorerCall, { server }: Run, sandboxes: MistakeSandboxes): void {
  if (!isWrite(call) || sandboxes.has(server.id)) return;
  throw new WriteRefusedError(
    `“${call.title}” changes something, and ${server.name} is no sandbox. Nothing was sent.`,
  );
}

async function send(
  req: Request,
  run: Run,
  call: ChosenCall,
  { api, runs, clock, way, withRenewal }: StageDependencies & Ways,
): Promise<string> {
  delete run.isRenewedByCall;
  await recordServerTime(run, clock);
  try {
    if (run.pace === 'step') await answerTo(run, call, api);
    else
      await withRenewal(run, async (renewToken) => {
        const answer = await answerTo(run, call, api);
        if (answer?.status === 401 && (await renewToken())) await answerTo(run, call, api);
      });
  } catch (error) {
    return way.fail(req, run, run.failedStep ?? 'API', error);
  }
  await runs.update(run);
  return pathTo(run, call);
}

/** @returns Nothing where no answer came: the exchange says why, and the run has not failed by it. */
async function answerTo(
  { server, wire, token }: Run,
  call: ChosenCall,
  api: ApiClient,
): Promise<WireResponse | undefined> {
  try {
    return await api.send({ server, wire, accessToken: token?.accessToken ?? '' }, call);
  } catch (error) {
    if (error instanceof TransportError) return undefined;
    throw error;
  }
}

function isSentSince({ wire }: Run, { id, path }: ChosenCall, known: ReadonlySet<string>): boolean {
  return wire.exchanges.some(
    (one) => one.call === id && !known.has(one.id) && one.request.url.endsWith(path),
  );
}

/** The page before or after, as the answer that is shown names it: none is typed or built. */
function followFrom(run: Run, call: ExplorerCall, form: Typed): CallReading {
  const page = form.get('page') === 'previous' ? 'previous' : 'next';
  const shown = run.wire.exchanges.find((one) => one.id === form.get('exchange'));
  const link = valueAt(tryJson(shown?.response?.body ?? ''), page);
  if (shown?.call !== call.id || typeof link !== 'string')
    return {
      faults: [`The answer names no ${page} page, or is kept no longer. Nothing was sent.`],
    };
  try {
    return { request: { method: 'GET', path: pathBelow(link, run.server) } };
  } catch (error) {
    if (!(error instanceof InvalidResponseError)) throw error;
    return {
      faults: [`The ${page} link of the answer leads out of the API: it was not followed.`],
    };
  }
}

function pathTo(run: Run, { id }: ChosenCall): string {
  const latest = run.wire.exchanges.findLast(({ call }) => call === id);
  return latest
    ? addressOf(run, 'API', { call: id, exchange: latest.id }, 'answer')
    : addressOf(run, 'API', { call: id }, 'call');
}
