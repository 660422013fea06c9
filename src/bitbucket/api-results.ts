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
    'values.name,values.description,values.language,values.is_private,values.updated_on,next',
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
