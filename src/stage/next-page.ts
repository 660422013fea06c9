/** One more page of a list, once for all who ask at the same time. Its address is the API's: none is typed or built. */
import type { Request } from 'express';
import type { ListName } from '../bitbucket/api-results.ts';
import { readNextPage } from '../bitbucket/api-results.ts';
import { InvalidRequestError } from '../errors/errors.ts';
import type { Grant } from '../grants/grant.ts';
import { stagePath } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { recordServerTime } from '../runs/server-time.ts';
import { findRun } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';

/**
 * @param form `list`, and the number of the `page` that is shown.
 * @returns Where the browser goes: `undefined` where there is no such run any more.
 * @throws {InvalidRequestError} There is no such list.
 */
export async function followNext(
  req: Request,
  grant: Grant,
  { servers, runs, claims, api, clock }: StageDependencies,
  form: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const list = readList(form.get('list'));
  const shown = form.get('page');
  const find = () => findRun(req, { grant, servers, runs }, form.get('run'));
  const named = await find();
  if (!named) return undefined;
  await claims.claim(`next page ${named.id}`, async () => {
    const run = await find(); // somebody may have been faster
    const before = run && pageOf(run, list, shown);
    if (!run?.token || !before) return;
    await recordServerTime(run, clock);
    const { server, wire, token } = run;
    const caller = { server, wire, accessToken: token.accessToken, step: 'Next' };
    const page = await readNextPage(api, caller, list, before);
    if (page) await runs.update({ ...run, furtherPage: page });
  });
  return stagePath(named, (await find())?.furtherPage ? 'Next' : 'API');
}

/** The page that the button stood below. @returns `undefined` where the one after it was read already. */
function pageOf({ results, furtherPage }: Run, list: ListName, shown: string | undefined) {
  const further = furtherPage?.[list] && furtherPage;
  if (shown === String(further?.number)) return further;
  const isRead = further?.number === 2;
  return shown === '1' && results && !isRead ? { ...results, number: 1 } : undefined;
}

function readList(name: string | undefined): ListName {
  if (name === 'emails' || name === 'workspaces' || name === 'repositories') return name;
  throw new InvalidRequestError('There is no such list. Nothing was sent.');
}
