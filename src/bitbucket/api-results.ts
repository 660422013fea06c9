/** What a token is good for: the current user, their e-mail addresses, workspaces, and the repositories of one. */
import type { ApiCaller, ApiClient } from './api-client.ts';
import { makeAtOnce, prepareCall } from './api-set.ts';
import type { ApiResult } from './api-set.ts';
import { parseEmail, parseRepository, parseUser, parseWorkspaceAccess } from './resources.ts';
import type { Email, Repository, User, WorkspaceAccess } from './resources.ts';

export interface ApiResults {
  readonly user: ApiResult<User>;
  readonly emails: ApiResult<Email>;
  readonly workspaces: ApiResult<WorkspaceAccess>;
  /** Absent when there is no workspace to read from. */
  readonly repositories?: ApiResult<Repository> & { readonly workspace: string };
}

/** Of each there may be more than one page. */
export type ListName = 'emails' | 'workspaces' | 'repositories';

/** A later page of one of them. */
export type FurtherPage = Partial<Pick<ApiResults, ListName>> & {
  /** The first page is 1. */
  readonly number: number;
};

/**
 * What the page shows, and no more. Bitbucket: a partial answer, `fields=`.
 *
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#partial-responses
 */
const FIELDS = {
  user: 'type,display_name,username,nickname,account_id,uuid',
  emails: 'values.email,values.is_primary,values.is_confirmed,next',
  workspaces: 'values.workspace.slug,values.permission,values.administrator,next',
  repositories:
    'values.name,values.slug,values.description,values.language,values.is_private,values.updated_on,next',
};

/**
 * User, e-mail addresses and workspaces at once, then the first page of repositories. A refused call stops
 * none of the others.
 *
 * @param renewToken Called after a 401: is there another access token now? RFC 6750 §3.1
 */
export async function readApiResults(
  api: ApiClient,
  caller: ApiCaller,
  renewToken: () => Promise<boolean> = async () => false,
): Promise<ApiResults> {
  const list = <T>(path: string, title: string, parse: (value: unknown) => T) =>
    prepareCall(caller, (from, note) => api.getPage(from, path, title + note, parse));
  const readUser = prepareCall(caller, async (from, note) => {
    const user = await api.get(from, `/user?fields=${FIELDS.user}`, `Current user${note}`);
    return { values: [parseUser(user)] };
  });
  const readEmails = list(`/user/emails?fields=${FIELDS.emails}`, 'E-mail addresses', parseEmail);
  const readWorkspaces = list(
    `/user/workspaces?fields=${FIELDS.workspaces}`,
    'Workspaces',
    parseWorkspaceAccess,
  );
  const [user, emails, workspaces] = await makeAtOnce(caller, renewToken, () =>
    Promise.all([readUser(), readEmails(), readWorkspaces()]),
  );

  const workspace = workspaces.isOk ? workspaces.values[0]?.workspace.slug : undefined;
  if (workspace === undefined) return { user, emails, workspaces };

  const path = `/repositories/${encodeURIComponent(workspace)}?fields=${FIELDS.repositories}`;
  const readRepositories = list(path, `Repositories of ${workspace}`, parseRepository);
  const alone = async () => [await readRepositories()] as const;
  const [repositories] = await makeAtOnce(caller, renewToken, alone);
  return { user, emails, workspaces, repositories: { ...repositories, workspace } };
}

/**
 * The page that follows. Bitbucket: its address is taken as it came, and not built.
 *
 * @param before The page that names it.
 * @returns `undefined` where it names none.
 */
export async function readNextPage(
  api: ApiClient,
  caller: ApiCaller,
  list: ListName,
  before: Partial<ApiResults> & { readonly number: number },
): Promise<FurtherPage | undefined> {
  const number = before.number + 1;
  async function follow<T>(
    page: ApiResult<T> | undefined,
    title: string,
    parse: (value: unknown) => T,
  ): Promise<ApiResult<T> | undefined> {
    const path = page?.isOk ? page.next : undefined;
    if (path === undefined) return undefined;
    const name = `${title}, page ${number}`;
    return prepareCall(caller, (from) => api.getPage(from, path, name, parse))().finally(() =>
      caller.wire.join(),
    );
  }

  if (list === 'emails') {
    const emails = await follow(before.emails, 'E-mail addresses', parseEmail);
    return emails && { number, emails };
  }
  if (list === 'workspaces') {
    const workspaces = await follow(before.workspaces, 'Workspaces', parseWorkspaceAccess);
    return workspaces && { number, workspaces };
  }
  const { workspace = '' } = before.repositories ?? {};
  const title = `Repositories of ${workspace}`;
  const repositories = await follow(before.repositories, title, parseRepository);
  return repositories && { number, repositories: { ...repositories, workspace } };
}
